/** What git is bringing into the work tree for the next commit, and has not cleared away yet. */
import path from 'node:path';
import { linesIn } from '../linesIn';
import { pseudoRefs, type WorkTree } from '../refStorage';
import { isRebasing } from './madeFrom';

/** The sides of a file in conflict: gitrevisions(7). */
const SIDES = [':2', ':3'];

/**
 * What the files of the work tree may have lines from besides the last commit: the sides of a conflict, and the commits
 * that are being merged, squashed, picked, made again by a rebase, or reverted.
 *
 * @returns each so that git takes it with `:PATH` behind it
 */
export async function beingBroughtIn(place: WorkTree): Promise<string[]> {
  const linesOf = (file: string): string[] => linesIn(path.join(place.gitDir, file));
  const rebased = isRebasing(place.gitDir) ? (['REBASE_HEAD'] as const) : [];
  const refs = await pseudoRefs(place, ['CHERRY_PICK_HEAD', 'REVERT_HEAD', ...rebased]);
  const commits = [...refs].map(([name, id]) => (name === 'REVERT_HEAD' ? `${id}^` : id));
  // Of those that are squashed the first one is the last one, which has what the others have left.
  const [squashed] = linesOf('SQUASH_MSG').flatMap((line) => SQUASHED.exec(line)?.[1] ?? []);
  return [...SIDES, ...linesOf('MERGE_HEAD'), ...commits, ...(squashed === undefined ? [] : [squashed])];
}

const SQUASHED = /^commit ([0-9a-f]{40,64})$/;
