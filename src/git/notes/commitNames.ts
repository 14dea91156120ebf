/** From names and ranges to commits. */
import { textOf, type Git } from '../git';
import type { ObjectReader } from '../objects';
import { commitInfo, type CommitInfo } from './commitChanges';

export async function infoOf(objects: ObjectReader, ids: readonly string[]): Promise<CommitInfo[]> {
  const found = await Promise.all(ids.map((id) => commitInfo(objects, id)));
  return found.filter((commit) => commit !== undefined);
}

export async function commitsIn(git: Git, args: readonly string[]): Promise<string[]> {
  const answer = textOf(await git.read(['rev-list', '--end-of-options', ...args, '--']));
  return answer?.split('\n').filter((id) => id !== '') ?? [];
}

/** The oldest first, so that a commit finds what those before it found. */
export async function namedCommits(git: Git, range: string): Promise<string[] | undefined> {
  const walk = range.includes('..') ? [] : ['--no-walk=unsorted'];
  const args = ['rev-list', '--reverse', '--topo-order', ...walk, '--end-of-options', range, '--'];
  return textOf(await git.read(args))
    ?.split('\n')
    .filter((id) => id !== '');
}
