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

/** Takes the answer apart as it arrives, in whatever pieces; the lines come in no order. */
export class BlameStream {
  private rest = '';
  private group: RegExpExecArray | null = null;
  private readonly decoder = new TextDecoder('utf-8', { ignoreBOM: true });

  /** The lines that are complete with this piece. */
  push(piece: Buffer): BlamedLines[] {
    const lines = (this.rest + this.decoder.decode(piece, { stream: true })).split('\n');
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.take(line));
  }

  private take(line: string): BlamedLines[] {
    // Only the first line of an entry can look like this: all others begin with a word.
    this.group = GROUP.exec(line) ?? this.group;
    const [, commit, originalLine, now, count] = this.group ?? [];
    if (commit === undefined || !line.startsWith('filename ')) return [];
    this.group = null;
    const path = unquotePath(line.slice('filename '.length));
    return [{ commit, path, originalLine: Number(originalLine), line: Number(now), count: Number(count) }];
  }
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
