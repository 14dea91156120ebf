import type { AuthoredChange } from './follow';
import { inkOf } from './ink';
import type { LabelledText } from './model';

/**
 * Changes of one event in the order of the text. Of several insertions at one place, the one that was given last
 * stands first, as if they had been made one after another.
 *
 * @throws RangeError where changes overlap or lie outside the text
 */
export function inOrder<T extends { start: number; end: number }>(
  changes: readonly T[],
  length: number,
): readonly T[] {
  const ordered =
    changes.length === 1
      ? changes
      : changes.toReversed().toSorted((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  for (const { start, end } of ordered) {
    if (start < at || end < start || end > length)
      throw new RangeError(`change ${start}-${end} overlaps or is outside`);
    at = end;
  }
  return ordered;
}

/**
 * Gives a change that puts back, white space aside, what another change of the same event took away, that text as
 * its origin: lines moved up or down, text dragged elsewhere.
 *
 * @param removed what each change takes away, with its labels
 */
export function findMoves(
  changes: readonly AuthoredChange[],
  removed: (change: AuthoredChange) => LabelledText,
): readonly AuthoredChange[] {
  if (changes.length < 2 || changes.every((change) => change.start === change.end)) return changes;
  const sources = changes.map(removed);
  const removedInks = sources.map(({ text }) => inkOf(text));
  const insertedInks = changes.map(({ text }) => inkOf(text));
  const sourcesByInk = new Map<string, LabelledText[]>();
  sources.forEach((source, i) => {
    const ink = removedInks[i]!;
    if (ink === '' || ink === insertedInks[i]) return;
    sourcesByInk.set(ink, [...(sourcesByInk.get(ink) ?? []), source]);
  });
  return changes.map((change, i) => {
    if (insertedInks[i] === removedInks[i]) return change;
    const origin = sourcesByInk.get(insertedInks[i]!)?.shift();
    return origin === undefined ? change : { ...change, origin };
  });
}
