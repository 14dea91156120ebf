import type { Stretch } from '../../provenance/ink';
import type { TextChange } from '../../provenance/model';
import { sharedEnds } from '../../provenance/sharedEnds';

/**
 * Where stretches of a text are after an event.
 *
 * @param changes of one event, disjoint, in any order; offsets are in the text before it. What they put in belongs to no
 * stretch: inside of one it takes it apart.
 */
export function followStretches(
  stretches: readonly Stretch[],
  changes: readonly TextChange[],
): readonly Stretch[] {
  const ordered = inOrder(changes);
  return stretches.flatMap((stretch) => partsLeft(stretch, ordered));
}

function partsLeft({ start, end }: Stretch, ordered: readonly TextChange[]): Stretch[] {
  const parts: Stretch[] = [];
  let from = start;
  let shift = 0;
  const keepUpTo = (to: number): void => {
    if (from < to) parts.push({ start: from + shift, end: to + shift });
  };
  for (const change of ordered) {
    if (change.start >= end) break;
    if (change.end > start) {
      keepUpTo(change.start);
      from = Math.max(from, change.end);
    }
    shift += change.text.length - (change.end - change.start);
  }
  keepUpTo(end);
  return parts;
}

/** What one event put in that it had not taken away, in the text after it. @param before the whole text */
export function insertedBy(changes: readonly TextChange[], before: string): readonly Stretch[] {
  let shift = 0;
  return inOrder(changes).flatMap((change) => {
    const { text } = change;
    const { prefix, suffix } = sharedEnds(before, change, text, { start: 0, end: text.length });
    const [start, end] = [change.start + shift + prefix, change.start + shift + text.length - suffix];
    shift += text.length - (change.end - change.start);
    return start < end ? [{ start, end }] : [];
  });
}

const inOrder = (changes: readonly TextChange[]): readonly TextChange[] =>
  changes.toSorted((a, b) => a.start - b.start || a.end - b.end);
