/** Something found on one side of an edit, in window offsets. */
export interface Occurrence {
  readonly start: number;
  readonly end: number;
  /** Occurrences with the same key are the same finding; white space does not tell them apart. */
  readonly key: string;
  /** A variable's value is run there, and stands elsewhere. */
  readonly isRun?: boolean;
}

/** Occurrence keys: the matched text with white space folded, so that reformatting introduces nothing. */
export const keyOf = (text: string): string => text.replace(/\s+/g, ' ').trim();

/**
 * What `ours` has more of than `theirs`, as multisets by key. Where some of several alike are surplus, those
 * that touch the changed range are taken first, then the nearest to it.
 */
export function surplus<T extends Occurrence>(
  ours: readonly T[],
  theirs: readonly Occurrence[],
  changed: { readonly start: number; readonly end: number },
): T[] {
  const known = countByKey(theirs);
  const distance = ({ start, end }: T): number => Math.max(0, changed.start - end, start - changed.end);
  const groups = new Map<string, T[]>();
  for (const occurrence of ours) {
    const group = groups.get(occurrence.key);
    if (group) group.push(occurrence);
    else groups.set(occurrence.key, [occurrence]);
  }
  const found: T[] = [];
  for (const [key, group] of groups) {
    const extra = group.length - (known.get(key) ?? 0);
    if (extra > 0) found.push(...group.toSorted((a, b) => distance(a) - distance(b)).slice(0, extra));
  }
  return found.toSorted((a, b) => a.start - b.start);
}

function countByKey(occurrences: readonly Occurrence[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { key } of occurrences) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
