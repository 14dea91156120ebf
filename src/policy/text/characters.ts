/** Tests on UTF-16 code units, which cost less than patterns do. */

export const TAB = 9;
export const NEWLINE = 10;
export const RETURN = 13;
export const SPACE = 32;
export const BACKSLASH = 92;

export const isBlank = (c: number): boolean => c === SPACE || c === TAB;
export const isSpace = (c: number): boolean => c === SPACE || (c >= TAB && c <= RETURN);
export const isDigit = (c: number): boolean => c >= 48 && c <= 57;
export const isLetter = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 65 && c <= 90);
export const isCapital = (c: number): boolean => c >= 65 && c <= 90;
/** ASCII letters, digits and `_`; anything beyond ASCII counts as a letter. */
export const isWord = (c: number): boolean => isLetter(c) || isDigit(c) || c === 95 || c > 127;
export const isHexDigit = (c: number): boolean => isDigit(c) || (c >= 97 && c <= 102) || (c >= 65 && c <= 70);

/** The offset behind the last character before `at` that is not a blank. */
export function skipBlanksBack(text: string, at: number): number {
  while (at > 0 && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

/** The first offset from `at` on whose character is not a blank, at most `limit`. */
export function skipBlanks(text: string, at: number, limit: number): number {
  while (at < limit && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a line starts at `at`. */
export const isLineStart = (text: string, at: number): boolean =>
  at === 0 || text.charCodeAt(at - 1) === NEWLINE;

/** The offset of `needle` in `text` from `from` on if it ends by `limit`, else -1. Reads nothing beyond `limit`. */
export function findWithin(text: string, needle: string, from: number, limit: number): number {
  const first = needle.charCodeAt(0);
  const last = limit - needle.length;
  for (let at = from; at <= last; at++) {
    if (text.charCodeAt(at) === first && text.startsWith(needle, at)) return at;
  }
  return -1;
}

/** The offset of the first line end from `from` on, or `limit`. */
export function lineEnd(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && text.charCodeAt(at) !== NEWLINE) at++;
  return at;
}

/** How many units a line end at `at` takes: 1 for `\n`, 2 for `\r\n`, 0 for none. */
export function lineEndLength(text: string, at: number): number {
  const c = text.charCodeAt(at);
  if (c === NEWLINE) return 1;
  return c === RETURN && text.charCodeAt(at + 1) === NEWLINE ? 2 : 0;
}
