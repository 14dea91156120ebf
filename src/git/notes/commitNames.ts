/** From names and ranges to commits. */
import { textOf, type Git, type GitOutcome } from '../git';
import type { ObjectReader } from '../objects';
import { commitInfo, type CommitInfo } from './commitChanges';

export async function infoOf(objects: ObjectReader, ids: readonly string[]): Promise<CommitInfo[]> {
  const found = await Promise.all(ids.map((id) => commitInfo(objects, id)));
  return found.filter((commit) => commit !== undefined);
}

export async function commitsIn(git: Git, args: readonly string[]): Promise<string[]> {
  return idsIn(await git.read(['rev-list', '--end-of-options', ...args, '--']));
}

const idsIn = (outcome: GitOutcome): string[] =>
  textOf(outcome)
    ?.split('\n')
    .filter((id) => id !== '') ?? [];

/** More commits of other branches are not looked into. */
const MOST_OTHERS = 100;

/** Those of all branches that are not among `HEAD`'s ancestors, the latest first; none where git cannot tell in time. */
export async function otherCommits(git: Git, signal: AbortSignal): Promise<string[]> {
  const which = [`--max-count=${MOST_OTHERS}`, '--branches', '--remotes', '--not', 'HEAD', '--'];
  const outcome = await git.read(['rev-list', ...which], { signal });
  return outcome.ok ? idsIn(outcome) : [];
}

/** The oldest first, so that a commit finds what those before it found. */
export async function namedCommits(git: Git, range: string): Promise<string[] | undefined> {
  const walk = range.includes('..') ? [] : ['--no-walk=unsorted'];
  const args = ['rev-list', '--reverse', '--topo-order', ...walk, '--end-of-options', range, '--'];
  return textOf(await git.read(args))
    ?.split('\n')
    .filter((id) => id !== '');
}
