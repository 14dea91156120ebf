/** Commits that were made anew just as they were: most of a rebase. */
import type { CommitDiff } from '../parse/diffs';
import type { RawChange } from '../parse/rawDiff';
import type { KnownDiffs } from './commitChanges';

/**
 * Whether a commit is known to have made what another one made of the same files. Of merges nothing is known, nor of what
 * has changed nothing.
 *
 * @param before what commits changed, if only which files
 */
export function sameChanges(
  before: readonly CommitDiff[],
  known: KnownDiffs | undefined,
): (old: string, now: string) => boolean {
  const files = new Map(before.map((diff) => [diff.commit, diff.files]));
  return (old, now) => {
    const [theirs, ours = []] = [files.get(old), known?.get(now)?.[0]?.files];
    return (
      ours.length > 0 && ours.length === theirs?.length && ours.every((one, i) => isSame(one, theirs[i]))
    );
  };
}

const isSame = (one: RawChange, other: RawChange | undefined): boolean =>
  CHANGE.every((key) => one[key] === other?.[key]);

const CHANGE = [
  ...(['status', 'path', 'oldPath', 'oldMode', 'newMode', 'oldId', 'newId'] as const),
] satisfies (keyof RawChange)[];
