/**
 * Notes of which a clone has only that they are there: where files are left out of fetches (git-clone(1), `--filter`),
 * the texts of notes are as well.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { textOf, type Git, type GitOutcome } from '../git';
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

/**
 * The ids of the texts, or of folders of them, that are not here: of the notes of this clone and of those that fetches
 * have brought.
 */
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

type Refusal = Extract<GitOutcome, { ok: false }>;

/** Of a clone without folders (`--filter=tree:0`), those come first, then what is in them. */
const ROUNDS = 3;

const FETCH = [
  ...['-c', 'fetch.negotiationAlgorithm=noop', 'fetch', '--quiet', '--no-tags', '--no-write-fetch-head'],
  ...['--recurse-submodules=no', '--filter=blob:none', '--stdin'],
];

/** Fetches them, as git itself fetches what it lacks. @returns git's refusal, if it is one */
export async function fetchLacking(online: Git, git: Git, remote: string): Promise<Refusal | undefined> {
  for (let round = 0; round < ROUNDS; round++) {
    const ids = await lackingNotes(git);
    if (ids.length === 0) break;
    const outcome = await online.plain([...FETCH, remote], { input: ids.map((id) => `${id}\n`).join('') });
    if (!outcome.ok) return outcome;
  }
  return undefined;
}
