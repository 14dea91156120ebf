import { isBlank, isSpace, NEWLINE } from '../characters';
import type { Span } from '../types';

/** A longer value is nobody's number or switch. UTF-16 units. */
const MAX_VALUE = 256;

const codes = (characters: string): ReadonlySet<number> =>
  new Set([...characters].map((c) => c.charCodeAt(0)));

const OPENING = codes('([{');
const CLOSING = codes(')]}');
const SEPARATORS = codes(',;');
const WORD_ENDS = codes(';&|()<>,]}"\'`');
const EQUALS = '='.charCodeAt(0);
const COMPARES = codes('=!<>');

/**
 * Where a value ends: at the line end, at the first white space (`word`), or where the list or block that it stands
 * in goes on (`expression`).
 */
export type Extent = 'line' | 'word' | 'expression';

/** The end of the value at `at`, blanks before it not counted; strings are taken whole, comments are not part of it. */
export function valueEnd(
  text: string,
  spans: readonly Span[],
  span: number,
  at: number,
  extent: Extent,
): number {
  const limit = Math.min(text.length, at + MAX_VALUE);
  let depth = 0;
  let end = at;
  while (end < limit) {
    while (spans[span] && spans[span]!.end <= end) span++;
    const kind = spans[span]?.kind;
    if (kind === undefined || kind === 'comment') break;
    if (kind === 'string') {
      end = spans[span]!.end;
      continue;
    }
    const c = text.charCodeAt(end);
    if (c === NEWLINE) break;
    if (extent === 'word' && (isSpace(c) || WORD_ENDS.has(c))) break;
    if (extent === 'expression') {
      if (OPENING.has(c)) depth++;
      else if (CLOSING.has(c) && depth-- === 0) break;
      else if (depth === 0 && (SEPARATORS.has(c) || assigns(text, end, c))) break;
    }
    end++;
  }
  while (end > at && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

/** `=` as in `replicas: number = 3`, where what stands before is a type. */
const assigns = (text: string, at: number, c: number): boolean =>
  c === EQUALS &&
  isBlank(text.charCodeAt(at - 1)) &&
  !COMPARES.has(text.charCodeAt(at + 1)) &&
  !COMPARES.has(text.charCodeAt(at - 1));

/** A value without the quotes around it, at most `MAX_VALUE` long. */
export function unquoted(value: string): string {
  const short = value.slice(0, MAX_VALUE).trim();
  const quote = /^(?:"""|'''|["'`])/.exec(short)?.[0];
  return quote !== undefined && short.length >= 2 * quote.length && short.endsWith(quote)
    ? short.slice(quote.length, -quote.length)
    : short;
}
