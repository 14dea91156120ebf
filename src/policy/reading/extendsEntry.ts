/** Entries of `extends`: the name of a built-in pack, or the path of another policy file. */

/** What has a dot or a slash is a path; packs have neither. */
export const isExtendsPath = (entry: string): boolean => /[./\\]/.test(entry);

/**
 * What is wrong with an entry, as far as its text tells. `file` is the path of the policy it stands in: relative to the
 * repository's top level, or absolute for an organisation's, which extends only what lies beside or below it.
 */
export function extendsProblem(entry: string, file: string): string | undefined {
  if (!isExtendsPath(entry)) return undefined;
  if (/^[A-Za-z][A-Za-z0-9+.-]+:/.test(entry))
    return 'a policy is never fetched: put the file into the repository and name its path';
  if (entry.includes('\\')) return 'paths are written with “/” on every system: replace the backslash';
  if (/^(?:\/|~|[A-Za-z]:)/.test(entry))
    return 'a policy extends files of its own repository: write the path relative to this file';
  if (climbsOut(entry, file))
    return 'this path leads out of the repository: only files inside it can be extended';
  if (!/\.ya?ml$/.test(entry))
    return 'a policy extends built-in packs by name, such as “recommended”, and other files by a path that ends in .yaml';
  return undefined;
}

function climbsOut(entry: string, file: string): boolean {
  const isAbsolute = /^(?:[/\\]|[A-Za-z]:)/.test(file);
  let depth = isAbsolute ? 0 : file.split('/').length - 1;
  for (const portion of entry.split('/')) {
    if (portion === '..') depth--;
    else if (portion !== '' && portion !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}
