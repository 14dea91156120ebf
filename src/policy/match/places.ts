/** Where in a text a pattern is tried: on the lines around its literals, as far as it can match from them. */
import type { Anchor } from '../pattern/literals';
import type { Match } from '../pattern/pattern';
import type { Reach } from '../pattern/reach';
import type { View } from '../text/types';

export type Around = Pick<Anchor, 'above' | 'below'>;

/** The literals of one alternative of a pattern, found in a text. */
export interface Found {
  /** Per anchor how far a match may stretch around it. */
  readonly around: readonly Around[];
  /** Per anchor the offsets inside its literals, ascending, source offsets; none of them is empty. */
  readonly offsets: readonly (readonly number[])[];
}

/** How many lines above and below a literal of its pattern a match is looked for. */
const LINES_AROUND: Record<Reach, number> = { line: 0, near: 12, window: 60 };

interface Place {
  start: number;
  end: number;
}

/** Whether there is one of each anchor, one behind another, between two source offsets; the second is not among them. */
export function standInOrder(offsets: Found['offsets'], from = 0, to = Number.POSITIVE_INFINITY): boolean {
  let next = from;
  for (const list of offsets) {
    const at = list[firstAtLeast(list, next)];
    if (at === undefined || at >= to) return false;
    next = at + 1;
  }
  return true;
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Places to try a pattern in, view offsets, in the view's order; those that touch are one, so that no match is cut in two. */
export function placesOf(view: View, found: readonly Found[]): readonly Match[] {
  const [only] = found;
  if (only && found.length === 1) return placesOfBranch(view, only);
  return joined(found.flatMap((one) => placesOfBranch(view, one)).toSorted((a, b) => a.start - b.start));
}

function placesOfBranch(view: View, { around, offsets }: Found): Place[] {
  // Every match holds one of each anchor, so the rarest tells best where to look.
  let rarest = 0;
  for (let i = 1; i < offsets.length; i++) if (offsets[i]!.length < offsets[rarest]!.length) rarest = i;
  const { above, below } = around[rarest]!;
  const places = placesAround(view, offsets[rarest]!, LINES_AROUND[above], LINES_AROUND[below]);
  if (offsets.length === 1) return places;
  return places.filter(({ start, end }) =>
    standInOrder(offsets, view.sourceOffset(start), view.sourceOffset(end)),
  );
}

/** The lines around the hits, view offsets. */
function placesAround(view: View, hits: readonly number[], above: number, below: number): Place[] {
  const places: Place[] = [];
  /** Source offset up to which the lines of the last hit are those of others. */
  let done = -1;
  for (const hit of hits) {
    if (hit < done) continue;
    const at = view.viewOffset(hit);
    done = view.sourceOffset(view.logicalLine(at).end);
    places.push({ ...view.around(at, at, above, below) });
  }
  return joined(places);
}

/** @param places in the order of their starts */
function joined(places: readonly Place[]): Place[] {
  const apart: Place[] = [];
  let last: Place | undefined;
  for (const { start, end } of places) {
    if (last && start <= last.end) last.end = Math.max(end, last.end);
    else apart.push((last = { start, end }));
  }
  return apart;
}
