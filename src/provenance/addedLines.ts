import { allLines, matchLines, type LineKey } from './lineDiff';
import { Effort } from './myers';

/** A last line without its line end is still the same line. */
const withoutEnd: LineKey = (text, start, end) =>
  text.slice(start, text.charCodeAt(end - 1) === 10 ? end - 1 : end);

/** 1-based lines of the new text that the old one does not have at that place, ascending. */
export function addedLines(old: string, text: string): number[] {
  const { start, end } = changedPart(old, text);
  const before = countLines(text.slice(0, start));
  const now = allLines(text, start, text.length - end);
  const kept = new Set<number>();
  for (const { b, length } of matchLines(
    allLines(old, start, old.length - end),
    now,
    withoutEnd,
    new Effort(),
  )) {
    for (let i = 0; i < length; i++) kept.add(b + i);
  }
  const added: number[] = [];
  for (let line = 0; line < now.to; line++) if (!kept.has(line)) added.push(before + line + 1);
  return added;
}

/** How much both texts have in common at their start and end, in whole lines; UTF-16 units. */
function changedPart(a: string, b: string): { readonly start: number; readonly end: number } {
  const shorter = Math.min(a.length, b.length);
  const prefix = mostOf(shorter, (n) => a.slice(0, n) === b.slice(0, n));
  const start = prefix === 0 ? 0 : b.lastIndexOf('\n', prefix - 1) + 1;
  const suffix = mostOf(shorter - start, (n) => n === 0 || a.slice(-n) === b.slice(-n));
  if (startsLine(a, a.length - suffix) && startsLine(b, b.length - suffix)) return { start, end: suffix };
  const lineEnd = b.indexOf('\n', b.length - suffix);
  return { start, end: lineEnd < 0 ? 0 : b.length - lineEnd - 1 };
}

const startsLine = (text: string, at: number): boolean => at === 0 || text.charCodeAt(at - 1) === 10;

/** The greatest number up to `limit` that something holds for which holds for every smaller one. Whole texts compare fast. */
function mostOf(limit: number, holds: (n: number) => boolean): number {
  let low = 0;
  let high = limit;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
