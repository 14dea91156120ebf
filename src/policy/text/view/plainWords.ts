/** Quotes and escapes that a shell takes away without a change of meaning. */
import { isDigit, isLetter, isWord } from '../characters';

const codes = (characters: string): ReadonlySet<number> =>
  new Set([...characters].map((c) => c.charCodeAt(0)));

const SIMPLE_PUNCTUATION = codes('_./$~{}@:=+,%*-');
const ORDINARY_PUNCTUATION = codes('_./:@+,%-');
const DOLLAR = 36;

const isSimple = (c: number): boolean => isLetter(c) || isDigit(c) || SIMPLE_PUNCTUATION.has(c);

/** Whether an escape before this character changes nothing. */
export const isOrdinary = (c: number): boolean => isLetter(c) || isDigit(c) || ORDINARY_PUNCTUATION.has(c);

/**
 * What stands inside the quotes of the shell string from `start` to `end`, if that is one simple word, or nothing
 * inside a longer word (`ter""raform`); undefined for any other string.
 */
export function plainWord(
  text: string,
  start: number,
  end: number,
): { start: number; end: number } | undefined {
  const from = text.charCodeAt(start) === DOLLAR ? start + 2 : start + 1;
  const to = end - 1;
  if (to < from || text.charCodeAt(to) !== text.charCodeAt(from - 1)) return undefined;
  if (to === from && !isWord(text.charCodeAt(start - 1)) && !isWord(text.charCodeAt(end))) return undefined;
  for (let i = from; i < to; i++) if (!isSimple(text.charCodeAt(i))) return undefined;
  return { start: from, end: to };
}
