/**
 * Notes of which a clone has only that they are there: where files are left out of fetches (git-clone(1), `--filter`),
 * the texts of notes are as well.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { GitError, textOf, type Git } from '../git';
import { INCOMING } from './incomingRefs';
import { NOTES_REF } from './refs';

/** Whether any objects are promised by another repository. @param commonDir git's, of all work trees */
export function isPartialClone(commonDir: string): boolean {
  try {
    return readdirSync(path.join(commonDir, 'objects', 'pack')).some((name) => name.endsWith('.promisor'));
  } catch {
    return false;
  }
}

/** The ids of the texts that are not here, of the notes of this clone and of those that fetches have brought. */
export async function lackingNotes(git: Git): Promise<string[]> {
  const refs = await git.read(['for-each-ref', '--format=%(objectname)', NOTES_REF, INCOMING]);
  const tips = textOf(refs)?.trim() ?? '';
  if (tips === '') return [];
  const args = ['rev-list', '--objects', '--no-walk', '--missing=print', '--stdin'];
  const listed = textOf(await git.gather(args, `${tips}\n`)) ?? '';
  return listed.split('\n').flatMap((line) => (line.startsWith('?') ? [line.slice(1)] : []));
}

/** Whether what they say is here, too. @param commonDir git's, of all work trees */
export const areNotesWhole = async (git: Git, commonDir: string): Promise<boolean> =>
  !isPartialClone(commonDir) || (await lackingNotes(git)).length === 0;

/** As git itself fetches what it lacks. @throws GitError */
export async function fetchLacking(online: Git, remote: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const outcome = await online.plain(
    [
      ...['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', '--quiet', '--no-tags', '--no-write-fetch-head'],
      ...['--recurse-submodules=no', '--filter=blob:none', '--stdin', remote],
    ],
    { input: ids.map((id) => `${id}\n`).join('') },
  );
  if (!outcome.ok) throw new GitError(outcome);
}
