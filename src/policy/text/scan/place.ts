import { BACKSLASH, isBlank, isLetter, isSpace, isWord, NEWLINE } from '../characters';
import type { Place } from '../dialects/dialect';

const AT_SIGN = '@'.charCodeAt(0);
const WORD_BREAKS = new Set([...';&|()'].map((c) => c.charCodeAt(0)));
const COMMAND_BREAKS = new Set([...'&|('].map((c) => c.charCodeAt(0)));

/** Whether something that opens only at a `place` may open at `at`, in a text that is read from `start` on. */
export function opensAt(place: Place, text: string, at: number, start: number): boolean {
  if (place === 'anywhere' || at === start) return true;
  const before = text.charCodeAt(at - 1);
  switch (place) {
    case 'column':
      return before === NEWLINE;
    case 'blank':
      return isSpace(before);
    case 'word':
      return isSpace(before) || WORD_BREAKS.has(before);
    case 'token':
      return !isWord(before) && before !== BACKSLASH;
    case 'line':
      return startsLine(text, skipBack(text, at, start, isBlank), start);
    case 'command': {
      const from = skipBack(text, at, start, isBlankOrAtSign);
      return startsLine(text, from, start) || COMMAND_BREAKS.has(text.charCodeAt(from - 1));
    }
  }
}

const isBlankOrAtSign = (c: number): boolean => isBlank(c) || c === AT_SIGN;

const startsLine = (text: string, at: number, start: number): boolean =>
  at === start || text.charCodeAt(at - 1) === NEWLINE;

function skipBack(text: string, at: number, start: number, skips: (c: number) => boolean): number {
  while (at > start && skips(text.charCodeAt(at - 1))) at--;
  return at;
}

const LONGEST_PREFIX = 3;

/** Whether a string's delimiter at `at` stands behind a prefix, such as `rf`, with one of these letters. */
export function isPrefixed(letters: string, text: string, at: number): boolean {
  let start = at;
  while (start > 0 && at - start <= LONGEST_PREFIX && isLetter(text.charCodeAt(start - 1))) start--;
  if (start === at || at - start > LONGEST_PREFIX || isWord(text.charCodeAt(start - 1))) return false;
  for (let i = start; i < at; i++) if (letters.includes(text.charAt(i))) return true;
  return false;
}
