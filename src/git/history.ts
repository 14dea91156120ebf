/** Commits of the past and what each of them made of its files. */
import { textOf, type Git } from './git';
import type { ObjectReader } from './objects';
import { isRegularFile, parseRawDiff, type RawChange } from './parse/rawDiff';
import { comparableText } from './text';

export interface PastCommit {
  /** Full id. */
  readonly id: string;
  /** ISO 8601, as the author's clock had it. */
  readonly date: string;
  readonly author: string;
  readonly subject: string;
}

/** Of a regular file that has text; lines end with `\n`. */
export interface PastChange {
  readonly path: string;
  /** '' for a new file. */
  readonly before: string;
  readonly after: string;
}

/** Larger files are generated, or data. Bytes. */
const LARGEST_FILE = 1024 * 1024;
const FIELDS = ['%H', '%aI', '%ae', '%s'] as const;

/**
 * Commits of a range as `git log` takes it, oldest first, without merges: what they bring in was committed before.
 *
 * @returns undefined where git knows no such range
 * @throws GitError where git cannot answer
 */
export async function commitsIn(git: Git, range: string): Promise<readonly PastCommit[] | undefined> {
  const format = `--format=${FIELDS.join('%x00')}`;
  const answer = textOf(
    await git.read([
      'log',
      '--reverse',
      '--no-merges',
      '--no-show-signature',
      '--no-mailmap',
      format,
      '--end-of-options',
      range,
      '--',
    ]),
  );
  return answer
    ?.split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [id = '', date = '', author = '', subject = ''] = line.split('\0');
      return { id, date, author, subject };
    });
}

/** What a commit changed and added; what it deleted is left out, as are binary and very large files. */
export async function changesOf(git: Git, objects: ObjectReader, commit: string): Promise<PastChange[]> {
  const raw = textOf(
    await git.read([
      'diff-tree',
      '-r',
      '--root',
      '--no-commit-id',
      '--raw',
      '-z',
      '--no-abbrev',
      '-M',
      commit,
      '--',
    ]),
  );
  const changes = parseRawDiff(raw ?? '').filter(({ newMode }) => isRegularFile(newMode));
  const found = await Promise.all(changes.map((change) => readChange(objects, change)));
  return found.filter((change) => change !== undefined);
}

async function readChange(objects: ObjectReader, change: RawChange): Promise<PastChange | undefined> {
  const [after, before] = await Promise.all([
    textAt(objects, change.newId),
    isRegularFile(change.oldMode) ? textAt(objects, change.oldId) : '',
  ]);
  return after === undefined || before === undefined || after === before
    ? undefined
    : { path: change.path, before, after };
}

async function textAt(objects: ObjectReader, id: string): Promise<string | undefined> {
  const content = await objects.read('blob', id);
  return content && content.length <= LARGEST_FILE ? comparableText(content) : undefined;
}
