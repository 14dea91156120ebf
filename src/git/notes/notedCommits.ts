/** The commits of a range with their notes, from one process of git, as they come. */
import { randomBytes } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import { GitError, type Git } from '../git';

export interface NotedCommit {
  /** Full. */
  readonly id: string;
  /** `Name <address>` */
  readonly author: string;
  /** '' where there is none. */
  readonly note: string;
}

/**
 * @param range as `git log` takes it
 * @returns whether git knows such commits
 * @throws GitError where git cannot answer
 */
export async function notedCommits(
  git: Git,
  range: string,
  take: (commit: NotedCommit) => void,
): Promise<boolean> {
  // A note may hold anything, and must not pass for another commit.
  const divider = randomBytes(16).toString('hex');
  const format = `--format=${divider}%H %an <%ae>%x00%N`;
  const args = ['log', '--no-show-signature', '--no-mailmap', '--no-notes', '--notes=ai', format];
  const decoder = new StringDecoder('utf8');
  let text = '';
  const takeAll = (records: readonly string[]): void => {
    for (const record of records) if (record !== '') take(noted(record));
  };
  const outcome = await git.pour([...args, '--end-of-options', range, '--'], (piece) => {
    const records = (text + decoder.write(piece)).split(divider);
    text = records.pop() ?? '';
    takeAll(records);
  });
  if (!outcome.ok) {
    if (outcome.reason === 'refused') return false;
    throw new GitError(outcome);
  }
  takeAll([text]);
  return true;
}

function noted(record: string): NotedCommit {
  const [gap, end] = [record.indexOf(' '), record.indexOf('\0')];
  return {
    id: record.slice(0, gap),
    author: record.slice(gap + 1, end),
    note: record.slice(end + 1).trimEnd(),
  };
}
