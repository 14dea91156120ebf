/** What changed between two texts, from the first difference to the last. UTF-16 offsets. */
export interface Difference {
  readonly start: number;
  /** In the text before. */
  readonly end: number;
  readonly insert: string;
}

/** Nothing where the texts are the same. */
export function differenceOf(before: string, after: string): Difference | undefined {
  if (before === after) return undefined;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++;
  return { start, end: before.length - tail, insert: after.slice(start, after.length - tail) };
}

/**
 * What takes back, in the text as it is now, that `before` became `after`. Where somebody typed on since, what they
 * typed beside it stays, and what they typed inside of it goes with it. Nothing where there is nothing to take back.
 */
export function takingBack(before: string, after: string, now: string): Difference | undefined {
  const change = differenceOf(before, after);
  if (!change || now === before) return undefined;
  const { start, end } = change;
  const endAfter = start + change.insert.length;
  const since = differenceOf(after, now) ?? { start: endAfter, end: endAfter, insert: '' };
  const grown = now.length - after.length;
  if (since.start >= endAfter) return { start, end: endAfter, insert: before.slice(start, end) };
  if (since.end <= start)
    return { start: start + grown, end: endAfter + grown, insert: before.slice(start, end) };
  const from = Math.min(start, since.start);
  const to = Math.max(endAfter, since.end);
  return { start: from, end: to + grown, insert: before.slice(from, end + to - endAfter) };
}
