/** `git blame --incremental`: https://git-scm.com/docs/git-blame#_incremental_output */

/** Lines in a row that came from one place. */
export interface BlamedLines {
  /** Full id; all zeroes for lines that are not committed. */
  readonly commit: string;
  /** Where the lines are in that commit. */
  readonly path: string;
  readonly originalLine: number;
  /** Where they are in the file that was asked about. 1-based, as is the other. */
  readonly line: number;
  readonly count: number;
}

const GROUP = /^([0-9a-f]{40,64}) (\d+) (\d+) (\d+)$/;

/** In no order. */
export function parseBlame(output: string): BlamedLines[] {
  const groups: BlamedLines[] = [];
  let group: RegExpExecArray | null = null;
  for (const line of output.split('\n')) {
    // Only the first line of an entry can look like this: all others begin with a word.
    group = GROUP.exec(line) ?? group;
    const commit = group?.[1];
    if (!group || commit === undefined) continue;
    if (!line.startsWith('filename ')) continue;
    groups.push({
      commit,
      path: unquotePath(line.slice('filename '.length)),
      originalLine: Number(group[2]),
      line: Number(group[3]),
      count: Number(group[4]),
    });
    group = null;
  }
  return groups;
}

export const isCommitted = (commit: string): boolean => !/^0+$/.test(commit);

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** A path as git quotes it for people: https://git-scm.com/docs/git-config#Documentation/git-config.txt-corequotePath */
export function unquotePath(name: string): string {
  const [, inner] = /^"(.*)"$/s.exec(name) ?? [];
  if (inner === undefined) return name;
  const parts = inner.match(/\\[0-7]{3}|\\.|[^\\]+/gs) ?? [];
  return Buffer.concat(
    parts.map((part) => {
      if (!part.startsWith('\\')) return Buffer.from(part);
      const code = part.slice(1);
      return /^[0-7]{3}$/.test(code)
        ? Buffer.from([Number.parseInt(code, 8)])
        : Buffer.from([ESCAPES[code] ?? code.charCodeAt(0)]);
    }),
  ).toString('utf8');
}
