import path from 'node:path';
import { findRepository, realPath, repositoryPath } from './policyRepository';

/** Where a file stands in its repository. */
export interface FilePlace {
  /** The top level, links followed. */
  readonly root: string;
  /** The same as the caller spells it, for what an editor has open under that name. */
  readonly givenRoot: string;
  /** From the top level, NFC, with `/`. */
  readonly path: string;
  /** Absolute path of its folder as the disk has it, below `root`. */
  readonly folder: string;
}

export interface TopLevels {
  /** The top level, in place of git's. */
  readonly root?: string;
  /** Top levels of files that are in no git repository. */
  readonly folders?: readonly string[];
}

/**
 * Follows links, so that a file is judged as what it is and not as what a link calls it. Only where that leads out of
 * every top level does the name count that it was opened by.
 */
export async function placeOf(file: string, { root, folders = [] }: TopLevels): Promise<FilePlace> {
  const given = path.resolve(file);
  const real = await realPath(given);
  const tops = root === undefined ? [] : [root];
  if (root === undefined) {
    const repositories = [
      await findRepository(path.dirname(real)),
      await findRepository(path.dirname(given)),
    ];
    tops.push(...repositories.filter((top) => top !== undefined));
    // The innermost of nested folders.
    tops.push(...folders.toSorted((a, b) => b.length - a.length));
  }
  for (const top of tops) {
    const realTop = await realPath(top);
    const inside = repositoryPath(realTop, real) ? real : underRealTop(path.resolve(top), realTop, given);
    const at = inside && repositoryPath(realTop, inside);
    if (inside && at) {
      return {
        root: realTop,
        givenRoot: withoutEnd(given, at) ?? realTop,
        path: at,
        folder: path.dirname(inside),
      };
    }
  }
  const folder = path.dirname(real);
  return { root: folder, givenRoot: path.dirname(given), path: path.basename(real).normalize('NFC'), folder };
}

const underRealTop = (top: string, realTop: string, file: string): string | undefined =>
  repositoryPath(top, file) ? path.join(realTop, path.relative(top, file)) : undefined;

/** `/link/a/b` without `a/b`; undefined where it ends otherwise. */
function withoutEnd(file: string, end: string): string | undefined {
  const folder = end.split('/').reduce((at) => path.dirname(at), file);
  return repositoryPath(folder, file) === end ? folder : undefined;
}
