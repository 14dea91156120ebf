/**
 * Ink is what is left of a text without its white space: what formatters leave alone, and what alone counts
 * when a line is given its class. White space is what `\s` matches.
 */
export function isWhiteSpace(unit: number): boolean {
  if (unit <= 0x20) return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
  if (unit < 0xa0) return false;
  return OTHER_WHITE_SPACE.has(unit) || (unit >= 0x2000 && unit <= 0x200a);
}

const OTHER_WHITE_SPACE = new Set([0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff]);

export const inkOf = (text: string): string => text.replace(/\s+/g, '');

/** The same of each line. */
export const inksOf = (text: string): string[] => text.split('\n').map(inkOf);

/** UTF-16 units of `text` from `start` to `end` that are not white space. */
export function inkLength(text: string, start = 0, end = text.length): number {
  let count = 0;
  for (let i = start; i < end; i++) if (!isWhiteSpace(text.charCodeAt(i))) count++;
  return count;
}

/** Whether anything there is not white space. */
export const hasInk = (text: string, start: number, end: number): boolean =>
  skipWhiteSpace(text, start, end) < end;

/** A stretch of a text: UTF-16 offsets, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Whether two stretches differ in nothing but white space. */
export function sameInk(a: string, inA: Stretch, b: string, inB: Stretch): boolean {
  let i = inA.start;
  let j = inB.start;
  for (;;) {
    i = skipWhiteSpace(a, i, inA.end);
    j = skipWhiteSpace(b, j, inB.end);
    if (i >= inA.end || j >= inB.end) return i >= inA.end && j >= inB.end;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) return false;
    i++;
    j++;
  }
}

/** Offset of the first unit that is not white space, or `end`. */
export function skipWhiteSpace(text: string, from: number, end: number): number {
  let i = from;
  while (i < end && isWhiteSpace(text.charCodeAt(i))) i++;
  return i;
}

/** Offset of the first unit that is white space, or `end`. */
export function skipInk(text: string, from: number, end: number): number {
  let i = from;
  while (i < end && !isWhiteSpace(text.charCodeAt(i))) i++;
  return i;
}
