/** Commits with their notes, from one process of git, as they come. */
import { randomBytes } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import { GitError, isGitError, type Git } from '../git';

export interface NotedCommit {
  /** Full. */
  readonly id: string;
  /** `Name <address>` */
  readonly author: string;
  /** '' where there is none. */
  readonly note: string;
}

export interface Which {
  /** As `git log` takes them. */
  readonly revisions: readonly string[];
  /** Where they say `--stdin`. */
  readonly input?: string;
}

/**
 * @returns whether git knows such commits
 * @throws GitError where git cannot answer
 */
export async function notedCommits(
  git: Git,
  { revisions, input }: Which,
  take: (commit: NotedCommit) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  // A note may hold anything, and must not pass for another commit.
  const divider = randomBytes(16).toString('hex');
  const format = `--format=${divider}%H %an <%ae>%x00%N`;
  const options = ['--no-show-signature', '--no-mailmap', '--no-notes', '--notes=ai', '--encoding=UTF-8'];
  const decoder = new StringDecoder('utf8');
  let text = '';
  const takeAll = (records: readonly string[]): void => {
    for (const record of records) if (record !== '') take(noted(record));
  };
  const outcome = await git.pour(
    ['log', ...options, format, ...revisions, '--'],
    (piece) => {
      const records = (text + decoder.write(piece)).split(divider);
      text = records.pop() ?? '';
      takeAll(records);
    },
    { ...(input !== undefined && { input }), ...(signal && { signal }) },
  );
  if (!outcome.ok) {
    if (outcome.reason === 'refused') return false;
    throw new GitError(outcome);
  }
  takeAll([text]);
  return true;
}

/** More commits of other branches are not looked into. */
const MOST_OTHERS = 100;

/** Those of all branches that are not among `HEAD`'s ancestors, the latest first; none where git cannot tell in time. */
export async function commitsOfOtherBranches(git: Git, signal: AbortSignal): Promise<NotedCommit[]> {
  const found: NotedCommit[] = [];
  const revisions = [`--max-count=${MOST_OTHERS}`, '--branches', '--remotes', '--not', 'HEAD'];
  try {
    await notedCommits(git, { revisions }, (commit) => found.push(commit), signal);
  } catch (error) {
    if (!isGitError(error)) throw error;
    return [];
  }
  return found;
}

function noted(record: string): NotedCommit {
  const [gap, end] = [record.indexOf(' '), record.indexOf('\0')];
  return {
    id: record.slice(0, gap),
    author: record.slice(gap + 1, end),
    note: record.slice(end + 1).trimEnd(),
  };
}
