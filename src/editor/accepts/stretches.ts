import type { Stretch } from '../../provenance/ink';
import type { TextChange } from '../../provenance/model';

/**
 * Where stretches of a text are after an event.
 *
 * @param changes of one event, disjoint, in any order; offsets are in the text before it. What replaces a part of a
 * stretch goes with it, what is put in at either end does not.
 */
export function followStretches(
  stretches: readonly Stretch[],
  changes: readonly TextChange[],
): readonly Stretch[] {
  const ordered = changes.toSorted((a, b) => a.start - b.start || a.end - b.end);
  return stretches
    .map(({ start, end }) => ({
      start: start + shiftAt(ordered, start, 'start'),
      end: end + shiftAt(ordered, end, 'end'),
    }))
    .filter(({ start, end }) => start < end);
}

function shiftAt(ordered: readonly TextChange[], offset: number, side: 'start' | 'end'): number {
  let shift = 0;
  for (const { start, end, text } of ordered) {
    const isBefore = side === 'start' ? end <= offset : end < offset || (end === offset && start < end);
    if (isBefore) shift += text.length - (end - start);
    // A change across the boundary takes it to its own boundary.
    else if (start < offset) shift += side === 'start' ? start - offset : start + text.length - offset;
  }
  return shift;
}

/** What one event put in, in the text after it. */
export function insertedBy(changes: readonly TextChange[]): readonly Stretch[] {
  const ordered = changes.toSorted((a, b) => a.start - b.start || a.end - b.end);
  let shift = 0;
  return ordered.flatMap(({ start, end, text }) => {
    const from = start + shift;
    shift += text.length - (end - start);
    return text === '' ? [] : [{ start: from, end: from + text.length }];
  });
}
