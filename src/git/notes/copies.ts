/**
 * Which lines a commit may have moved or copied from files that it changed: what `git blame -C` looks for. git does so
 * for every commit on its way; here it is seen without git which of them are worth asking about.
 */
import type { Git } from '../git';
import type { ObjectReader } from '../objects';
import type { BlamedLines } from '../parse/blame';
import { FilesBefore } from './filesBefore';

/** What git asks of lines that went elsewhere within a file; of other files it asks more. Letters and digits. */
const LEAST_LETTERS = 20;
/** A commit that changed more files is left to git. */
const MOST_FILES = 100;
/** So many commits are looked into at a time. */
const AT_ONCE = 8;

/** Looks into one commit after another of those that lines of one text came from; `close` it. */
export class Copies {
  private readonly before: FilesBefore;

  constructor(
    git: Git,
    private readonly objects: ObjectReader,
  ) {
    this.before = new FilesBefore(git);
  }

  /**
   * Those of which so much stands in what their commit changed that git may find it to be from there.
   *
   * @param lines of the text that the pieces are of, without the white space at their ends
   */
  async maybeCopied(
    lines: readonly string[],
    pieces: readonly BlamedLines[],
  ): Promise<readonly BlamedLines[]> {
    const byCommit = new Map<string, BlamedLines[]>();
    for (const piece of pieces) {
      if (lettersIn(lines, piece, () => true) < LEAST_LETTERS) continue;
      byCommit.set(piece.commit, [...(byCommit.get(piece.commit) ?? []), piece]);
    }
    const commits = [...byCommit];
    const found: BlamedLines[] = [];
    for (let done = 0; done < commits.length; done += AT_ONCE) {
      const some = commits.slice(done, done + AT_ONCE).map(async ([commit, mine]) => {
        const ids = [...(await this.before.of(commit))];
        if (ids.length > MOST_FILES) return mine;
        const files = await Promise.all(ids.map((id) => this.objects.read('blob', id)));
        return mine.filter((piece) => files.some((file) => !file || mayHold(file, lines, piece)));
      });
      found.push(...(await Promise.all(some)).flat());
    }
    return found;
  }

  close(): void {
    this.before.close();
  }
}

function mayHold(file: Buffer, lines: readonly string[], piece: BlamedLines): boolean {
  // What was no UTF-8 cannot be looked for.
  const isThere = (line: string): boolean => line.includes('\uFFFD') || file.includes(line);
  return lettersIn(lines, piece, isThere) >= LEAST_LETTERS;
}

/** In the lines in a row that most letters and digits are in. */
function lettersIn(
  lines: readonly string[],
  { line, count }: BlamedLines,
  isThere: (line: string) => boolean,
): number {
  let most = 0;
  let letters = 0;
  for (let i = line - 1; i < line - 1 + count && most < LEAST_LETTERS; i++) {
    const there = lines[i] ?? '';
    letters = isThere(there) ? letters + (there.match(/[0-9A-Za-z]/g)?.length ?? 0) : 0;
    most = Math.max(most, letters);
  }
  return most;
}
