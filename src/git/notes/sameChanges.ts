/** What commits made anew make as they did before: most of a rebase. */
import type { CommitDiff } from '../parse/diffs';
import type { RawChange } from '../parse/rawDiff';

export interface SameChanges {
  /** The files of which both make the same of the same. */
  readonly same: ReadonlySet<string>;
  /** All names of the other files that either changes. */
  readonly others: ReadonlySet<string>;
}

/**
 * Of a commit and the one that was made of it. Of merges nothing is known, nor of what git has not been asked.
 *
 * @param changed what commits changed, if only which files
 */
export function sameChanges(changed: readonly CommitDiff[]): (old: string, now: string) => SameChanges {
  const byCommit = new Map(changed.map(({ commit, files }) => [commit, files]));
  return (old, now) => {
    const theirs = new Map((byCommit.get(old) ?? []).map((one) => [one.path, one]));
    const ours = byCommit.get(now) ?? [];
    const same = new Set(ours.filter((one) => isSame(one, theirs.get(one.path))).map(({ path }) => path));
    const others = [...theirs.values(), ...ours].filter(({ path }) => !same.has(path));
    return { same, others: new Set(others.flatMap(({ path, oldPath = path }) => [path, oldPath])) };
  };
}

const isSame = (one: RawChange, other: RawChange | undefined): boolean =>
  CHANGE.every((key) => one[key] === other?.[key]);

const CHANGE = [
  ...(['status', 'path', 'oldPath', 'oldMode', 'newMode', 'oldId', 'newId'] as const),
] satisfies (keyof RawChange)[];
