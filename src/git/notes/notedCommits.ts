/** Commits with their notes, from one process of git, as they come. */
import { GitError, isGitError, type Git } from '../git';
import { NOTED_FORMAT, NotedStream, type NotedCommit } from '../parse/notedStream';

export type { NotedCommit };

export interface Which {
  /** As `git log` takes them. */
  readonly revisions: readonly string[];
  /** Where they say `--stdin`. */
  readonly input?: string;
}

/** Of these, in their order. @param commits full ids, at least one: of none, git would take it to be `HEAD` */
export const these = (commits: readonly string[]): Which => ({
  revisions: ['--no-walk=unsorted', '--stdin'],
  input: `${commits.join('\n')}\n`,
});

/**
 * @returns whether git knows such commits
 * @throws GitError where git cannot answer
 */
export async function notedCommits(
  git: Git,
  { revisions, input }: Which,
  take: (commits: readonly NotedCommit[]) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const options = ['--no-show-signature', '--no-mailmap', '--no-notes', '--notes=ai', '--encoding=UTF-8'];
  const stream = new NotedStream();
  const outcome = await git.pour(
    ['log', '-z', ...options, NOTED_FORMAT, ...revisions, '--'],
    (piece) => take(stream.push(piece)),
    { ...(input !== undefined && { input }), ...(signal && { signal }) },
  );
  if (outcome.ok) return true;
  if (outcome.reason !== 'refused' || isLack(outcome.stderr)) throw new GitError(outcome);
  return false;
}

/** Whether git would have had to fetch something. @param message of its */
export const isLack = (message: string): boolean => /from promisor remote/.test(message);

/** More commits of other branches are not looked into. */
const MOST_OTHERS = 100;

/** Those of all branches that are not among `HEAD`'s ancestors, the latest first; none where git cannot tell in time. */
export async function commitsOfOtherBranches(git: Git, signal: AbortSignal): Promise<NotedCommit[]> {
  const found: NotedCommit[] = [];
  const revisions = [`--max-count=${MOST_OTHERS}`, '--branches', '--remotes', '--not', 'HEAD'];
  try {
    await notedCommits(git, { revisions }, (commits) => found.push(...commits), signal);
  } catch (error) {
    if (!isGitError(error)) throw error;
    return [];
  }
  return found;
}
