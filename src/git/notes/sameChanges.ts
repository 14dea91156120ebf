/** Commits that were made anew just as they were: most of a rebase. */
import type { CommitDiff } from '../parse/diffs';
import type { RawChange } from '../parse/rawDiff';

/**
 * Whether a commit is known to have made what another one made of the same files. Of merges nothing is known, nor of what
 * has changed nothing.
 *
 * @param changed what commits changed, if only which files
 */
export function sameChanges(changed: readonly CommitDiff[]): (old: string, now: string) => boolean {
  const files = new Map(changed.map((diff) => [diff.commit, diff.files]));
  return (old, now) => {
    const [theirs, ours = []] = [files.get(old), files.get(now)];
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
