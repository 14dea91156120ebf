/** Commits with their notes, from one process of git, as they come. */
import { MOVES } from './madeFrom';
import { GitError, isGitError, isLack, type Git } from '../git';
import { NOTED_FORMAT, NotedStream, type NotedCommit } from '../parse/notedStream';
import { walkArguments, type Walk } from './walk';

export type { NotedCommit };

export interface Which extends Walk {
  /** Where the revisions say `--stdin`. */
  readonly input?: string;
}

/** Of these, in their order. @param commits full ids, at least one: of none, git would take it to be `HEAD` */
export const these = (commits: readonly string[]): Which => ({
  revisions: ['--no-walk=unsorted', '--stdin'],
  paths: [],
  input: `${commits.join('\n')}\n`,
});

/**
 * @returns whether git knows such commits
 * @throws GitError where git cannot answer
 */
export async function notedCommits(
  git: Git,
  { input, ...walk }: Which,
  take: (commits: readonly NotedCommit[]) => void,
  signal?: AbortSignal,
): Promise<boolean> {
  const stream = new NotedStream();
  const outcome = await git.pour(noted(walk), (piece) => take(stream.push(piece)), {
    ...(input !== undefined && { input }),
    ...(signal && { signal }),
  });
  if (outcome.ok) return true;
  if (outcome.reason !== 'refused' || isLack(outcome.stderr)) throw new GitError(outcome);
  return false;
}

const noted = (walk: Walk): string[] => [
  ...[
    'log',
    '-z',
    '--no-follow',
    '--no-show-signature',
    '--no-mailmap',
    '--no-notes',
    '--notes=ai',
    '--encoding=UTF-8',
  ],
  ...[NOTED_FORMAT, ...walkArguments(walk)],
];

/** More commits of other branches are not looked into. */
const MOST_OTHERS = 100;
const OTHERS: Walk = {
  revisions: [`--max-count=${MOST_OTHERS}`, '--branches', '--remotes', '--not', 'HEAD'],
  paths: [],
};

/**
 * What git is told by whoever starts it themselves, one after the other: about them, and about where `HEAD` has been.
 * `NotedStream` reads the answers.
 */
export const NEARBY: readonly (readonly string[])[] = [
  noted(OTHERS),
  noted({ revisions: ['--walk-reflogs', `--max-count=${MOVES + 1}`, 'HEAD'], paths: [] }),
];

/** Those of all branches that are not among `HEAD`'s ancestors, the latest first; none where git cannot tell in time. */
export async function commitsOfOtherBranches(git: Git, signal?: AbortSignal): Promise<NotedCommit[]> {
  const found: NotedCommit[] = [];
  try {
    await notedCommits(git, OTHERS, (commits) => found.push(...commits), signal);
  } catch (error) {
    if (!isGitError(error)) throw error;
    return [];
  }
  return found;
}
