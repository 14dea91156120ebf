/**
 * Unites what fetches have brought with the notes that are here, as soon as anybody asks for notes or writes some: a
 * branch that came with a fetch may be looked at, rebased or picked from right away.
 */
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { writeHook } from '../hooks/files';
import { textOf, type Git } from '../git';
import { linesIn } from '../linesIn';
import { hasReftable } from '../refStorage';
import { areNotesWhole } from './lackingNotes';
import { INCOMING } from './incomingRefs';

/** In the launcher's folder that all work trees share: the refs that have been taken in, as they were then. */
export const TAKEN_IN = 'taken-in';

/**
 * Starts a process only where a fetch has brought something since. What a partial clone has not got the texts of waits
 * for `notes sync`.
 *
 * @param commonDir git's, of all work trees
 * @returns whether any note has come in or come to say more
 * @throws GitError
 */
export async function bringIn(git: Git, commonDir: string, now: Date): Promise<boolean> {
  const there = await incomingRefs(git, commonDir);
  const folder = path.join(commonDir, 'parapet');
  const known = new Set(linesIn(path.join(folder, TAKEN_IN)));
  if (there.every((ref) => known.has(ref))) return false;
  if (!(await areNotesWhole(git, commonDir))) return false;
  const { takeIncoming } = await import('./incoming');
  const taken = await takeIncoming(git, now);
  mkdirSync(folder, { recursive: true });
  writeHook(path.join(folder, TAKEN_IN), there.map((ref) => `${ref}\n`).join(''), 0o644);
  return taken > 0;
}

/** `ID NAME` of each, as git's files have them where it keeps refs in files. */
async function incomingRefs(git: Git, commonDir: string): Promise<string[]> {
  if (hasReftable(commonDir)) {
    const args = ['for-each-ref', '--format=%(objectname) %(refname)', INCOMING];
    return (textOf(await git.read(args)) ?? '').split('\n').filter((line) => line !== '');
  }
  const refs = new Map<string, string>();
  for (const line of linesIn(path.join(commonDir, 'packed-refs'))) {
    const [id = '', name = ''] = line.includes(` ${INCOMING}/`) ? line.split(' ') : [];
    if (name !== '') refs.set(name, id);
  }
  for (const name of looseRefs(commonDir)) {
    const [id] = linesIn(path.join(commonDir, name));
    if (id !== undefined) refs.set(name, id);
  }
  return [...refs].map(([name, id]) => `${id} ${name}`).toSorted();
}

function looseRefs(commonDir: string): string[] {
  try {
    return readdirSync(path.join(commonDir, INCOMING), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.lock'))
      .map((entry) => path.relative(commonDir, path.join(entry.parentPath, entry.name)))
      .map((name) => name.replaceAll(path.sep, '/'));
  } catch {
    return [];
  }
}
