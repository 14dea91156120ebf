/**
 * Which lines a commit may have moved or copied from files that it changed: what `git blame -C` looks for. git does so
 * for every commit on its way; here it is seen without git which of them are worth asking about.
 */
import { lineStarts } from '../../provenance/lineDiff';
import { required, type Git } from '../git';
import type { ObjectReader } from '../objects';
import type { BlamedLines } from '../parse/blame';
import { isRegularFile } from '../parse/rawDiff';

/** What git asks of lines that went elsewhere within a file; of other files it asks more. Letters and digits. */
const LEAST_LETTERS = 20;
/** A commit that changed more files is left to git. */
const MOST_FILES = 100;
/** So many commits are looked into at a time. */
const AT_ONCE = 8;

/** Those of which so much stands in what their commit changed that git may find it to be from there. */
export async function maybeCopied(
  git: Git,
  objects: ObjectReader,
  lines: readonly string[],
  pieces: readonly BlamedLines[],
): Promise<readonly BlamedLines[]> {
  const byCommit = new Map<string, BlamedLines[]>();
  for (const piece of pieces) {
    if (lettersIn(lines, piece, () => true) < LEAST_LETTERS) continue;
    byCommit.set(piece.commit, [...(byCommit.get(piece.commit) ?? []), piece]);
  }
  if (byCommit.size === 0) return [];
  const before = await filesBefore(git, [...byCommit.keys()]);
  const commits = [...byCommit];
  const found: BlamedLines[] = [];
  for (let done = 0; done < commits.length; done += AT_ONCE) {
    const some = commits.slice(done, done + AT_ONCE).map(async ([commit, mine]) => {
      const ids = [...(before.get(commit) ?? [])];
      if (ids.length > MOST_FILES) return mine;
      const files = await Promise.all(ids.map((id) => objects.read('blob', id)));
      return mine.filter((piece) => files.some((file) => !file || mayHold(file, lines, piece)));
    });
    found.push(...(await Promise.all(some)).flat());
  }
  return found;
}

/** By commit, the ids of the files that it changed or took away, as its parents have them. */
async function filesBefore(git: Git, commits: readonly string[]): Promise<Map<string, Set<string>>> {
  const options = ['--stdin', '--always', '-m', '-r', '-z', '--raw', '--no-abbrev', '--no-renames'];
  const input = commits.map((id) => `${id}\n`).join('');
  const outcome = await git.read(['diff-tree', ...options], { input });
  const before = new Map<string, Set<string>>();
  let files = new Set<string>();
  for (const field of required(outcome).toString('latin1').split('\0')) {
    if (/^[0-9a-f]{40,64}$/.test(field)) {
      // A merge stands there once for each parent.
      files = before.get(field) ?? new Set();
      before.set(field, files);
      continue;
    }
    const [, mode, id] = /^:(\d{6}) \d{6} ([0-9a-f]+) /.exec(field) ?? [];
    if (mode !== undefined && id !== undefined && isRegularFile(mode)) files.add(id);
  }
  return before;
}

function mayHold(file: Buffer, lines: readonly string[], piece: BlamedLines): boolean {
  // What was no UTF-8 cannot be looked for.
  const isThere = (line: string): boolean => line.includes('\uFFFD') || file.includes(line);
  return lettersIn(lines, piece, isThere) >= LEAST_LETTERS;
}

/** Without the white space at their ends, so that line ends do not matter. */
export function trimmedLines(text: string): string[] {
  const starts = lineStarts(text);
  return starts.slice(0, -1).map((start, i) => text.slice(start, starts[i + 1]).trim());
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
