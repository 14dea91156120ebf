/**
 * Elements that stand exactly once in both of two stretches, as many of them as stand in the same order: the
 * backbone of a patience diff (Bram Cohen), by a longest increasing subsequence.
 */
export interface Box {
  readonly aLow: number;
  readonly aHigh: number;
  readonly bLow: number;
  readonly bHigh: number;
}

/** Pairs of indices, ascending on both sides. */
export function anchorsIn(a: Int32Array, b: Int32Array, box: Box): readonly (readonly [number, number])[] {
  const inA = soleIndices(a, box.aLow, box.aHigh);
  const inB = soleIndices(b, box.bLow, box.bHigh);
  const pairs: (readonly [number, number])[] = [];
  for (const [id, index] of inA) {
    const other = inB.get(id);
    if (index !== undefined && other !== undefined) pairs.push([index, other]);
  }
  return longestIncreasing(pairs);
}

/** In the order of first occurrence; undefined for what occurs again. */
function soleIndices(ids: Int32Array, low: number, high: number): Map<number, number | undefined> {
  const indices = new Map<number, number | undefined>();
  for (let i = low; i < high; i++) indices.set(ids[i]!, indices.has(ids[i]!) ? undefined : i);
  return indices;
}

/** Of pairs that ascend by their first number, those that ascend by their second as well. */
function longestIncreasing(
  pairs: readonly (readonly [number, number])[],
): readonly (readonly [number, number])[] {
  /** For each length, the pair with the least second number that a subsequence of this length ends in. */
  const ends: number[] = [];
  const previous = new Int32Array(pairs.length);
  pairs.forEach(([, second], i) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (pairs[ends[middle]!]![1] < second) low = middle + 1;
      else high = middle;
    }
    previous[i] = low === 0 ? -1 : ends[low - 1]!;
    ends[low] = i;
  });
  const found: (readonly [number, number])[] = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = previous[i]!) found.push(pairs[i]!);
  return found.toReversed();
}
