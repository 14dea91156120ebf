/** `git config -z --list` and `--get-regexp`: https://git-scm.com/docs/git-config */

/** Keys in git's own spelling (section and name in lower case); the last value of a key is the one that holds. */
export function parseConfig(output: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const entry of output.split('\0')) {
    if (entry === '') continue;
    const newline = entry.indexOf('\n');
    // `[section] key` without a value means true.
    if (newline < 0) values.set(entry, 'true');
    else values.set(entry.slice(0, newline), entry.slice(newline + 1));
  }
  return values;
}
