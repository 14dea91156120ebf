/** Literals whose end no pair of delimiters tells. */
import {
  BACKSLASH,
  findWithin,
  isDigit,
  isHexDigit,
  isLetter,
  isSpace,
  isWord,
  NEWLINE,
} from '../characters';
import type { LiteralEnd } from './dialect';

const code = (character: string): number => character.charCodeAt(0);
const SLASH = code('/');
const APOSTROPHE = code("'");
const HASH = code('#');
const DOLLAR = code('$');

/** Words after which a `/` opens a regular expression, since no value can stand before it. */
const OPERATOR_WORDS = new Set(
  'return typeof case in of delete void throw new do else await yield instanceof if when and or not unless then'.split(
    ' ',
  ),
);
const LONGEST_OPERATOR_WORD = 10;
/** Characters that end a value; a `/` behind one of them divides. `<` is there for `</tag>`. */
const ENDS_VALUE = new Set([...')]}"\'`<.'].map(code));

/** JavaScript's and Ruby's `/…/`, told from a division by what stands before it; it does not run over a line end. */
export const regexLiteral: LiteralEnd = (text, at, limit) => {
  if (text.charCodeAt(at + 1) === SLASH) return ~(at + 2);
  if (divides(text, at)) return ~at;
  let inClass = false;
  for (let i = at + 1; i < limit; i++) {
    const c = text.charCodeAt(i);
    if (c === NEWLINE) return ~i;
    if (c === BACKSLASH) i++;
    else if (c === 91) inClass = true;
    else if (c === 93) inClass = false;
    else if (c === SLASH && !inClass) {
      i++;
      while (i < limit && isLetter(text.charCodeAt(i))) i++;
      return i;
    }
  }
  return ~limit;
};

function divides(text: string, at: number): boolean {
  let before = at;
  while (before > 0 && isSpace(text.charCodeAt(before - 1))) before--;
  if (before === 0) return false;
  const c = text.charCodeAt(before - 1);
  if (ENDS_VALUE.has(c)) return true;
  if (!isWord(c) && c !== DOLLAR) return false;
  let start = before;
  while (start > 0 && before - start <= LONGEST_OPERATOR_WORD && isWord(text.charCodeAt(start - 1))) start--;
  return !OPERATOR_WORDS.has(text.slice(start, before));
}

const LONGEST_CHARACTER = 14;

/** Rust's `'a'` and `'\u{10ffff}'`; what is neither is a lifetime (or a label, or a Scala symbol). */
export const characterOrLifetime: LiteralEnd = (text, at, limit) => {
  if (text.charCodeAt(at + 1) === BACKSLASH) {
    const end = findWithin(text, "'", at + 3, Math.min(limit, at + LONGEST_CHARACTER));
    return end < 0 ? ~at : end + 1;
  }
  for (const close of [at + 2, at + 3]) {
    if (close < limit && text.charCodeAt(close) === APOSTROPHE && text.charCodeAt(at + 1) !== NEWLINE)
      return close + 1;
  }
  return ~at;
};

/** Rust's `r"…"` and `br##"…"##`, at their quotation mark. */
export const rustRawString: LiteralEnd = (text, at, limit) => {
  let start = at;
  while (start > 0 && text.charCodeAt(start - 1) === HASH) start--;
  if (text.charCodeAt(start - 1) !== code('r')) return ~at;
  const before = text.charCodeAt(start - 2);
  const prefixed = before === code('b') || before === code('c');
  if (prefixed ? isWord(text.charCodeAt(start - 3)) : isWord(before)) return ~at;
  const close = `"${'#'.repeat(Math.min(at - start, 255))}`;
  const end = findWithin(text, close, at + 1, limit);
  return end < 0 ? ~limit : end + close.length;
};

/** The standard allows 16 characters between `R"` and `(`. */
const LONGEST_DELIMITER = 16;

/** C++'s `R"x(…)x"`, at its quotation mark. */
export const cppRawString: LiteralEnd = (text, at, limit) => {
  if (text.charCodeAt(at - 1) !== code('R')) return ~at;
  const open = findWithin(text, '(', at + 1, Math.min(limit, at + LONGEST_DELIMITER + 2));
  if (open < 0) return ~at;
  const close = `)${text.slice(at + 1, open)}"`;
  const end = findWithin(text, close, open + 1, limit);
  return end < 0 ? ~limit : end + close.length;
};

const LONGEST_NUMBER = 64;

/** C++'s `1'000'000`: the apostrophe alone. */
export const digitSeparator: LiteralEnd = (text, at) => {
  if (!isHexDigit(text.charCodeAt(at + 1))) return ~at;
  let start = at;
  while (start > 0 && at - start < LONGEST_NUMBER && isNumberPart(text.charCodeAt(start - 1))) start--;
  return start < at && isDigit(text.charCodeAt(start)) ? at + 1 : ~at;
};

const isNumberPart = (c: number): boolean => isWord(c) || c === APOSTROPHE;

const PERCENT_KINDS = new Set([...'qQwWiIxrs'].map(code));
const CLOSING_BRACKETS = new Map(
  ['()', '[]', '{}', '<>'].map((pair) => [pair.charCodeAt(0), pair.charCodeAt(1)]),
);
const PERCENT_DELIMITERS = new Set([...'|!/'].map(code));

/** Ruby's `%q(…)`, `%w[…]`, `%x{…}` and their like. */
export const percentLiteral: LiteralEnd = (text, at, limit) => {
  if (!PERCENT_KINDS.has(text.charCodeAt(at + 1)) || isWord(text.charCodeAt(at - 1))) return ~at;
  const open = text.charCodeAt(at + 2);
  const close = CLOSING_BRACKETS.get(open) ?? (PERCENT_DELIMITERS.has(open) ? open : undefined);
  if (close === undefined) return ~at;
  let depth = 1;
  for (let i = at + 3; i < limit; i++) {
    const c = text.charCodeAt(i);
    if (c === BACKSLASH) i++;
    else if (c === close) {
      if (--depth === 0) return i + 1;
    } else if (c === open) depth++;
  }
  return ~limit;
};

/** PostgreSQL's limit for identifiers, which tags are. */
const LONGEST_TAG = 63;

/** PostgreSQL's `$$…$$` and `$tag$…$tag$`; behind MySQL's `DELIMITER $$` there are none. */
export const dollarQuote: LiteralEnd = (text, at, limit) => {
  if (isWord(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === DOLLAR) return ~at;
  const tag = tagAt(text, at, limit);
  if (tag === undefined) return ~at;
  if (wordBefore(text, at) === 'DELIMITER') return ~limit;
  const end = findWithin(text, tag, at + tag.length, limit);
  return end < 0 ? ~limit : end + tag.length;
};

function tagAt(text: string, at: number, limit: number): string | undefined {
  let end = at + 1;
  while (end < limit && end - at <= LONGEST_TAG && isWord(text.charCodeAt(end))) end++;
  if (text.charCodeAt(end) !== DOLLAR || end >= limit || isDigit(text.charCodeAt(at + 1))) return undefined;
  return text.slice(at, end + 1);
}

/** Words behind which a dollar-quoted text is the body of a function or a block. */
const BODY_WORDS = new Set(['AS', 'DO', 'PLPGSQL', 'SQL']);

/** The body between the tags where it is a function's: that is executed. */
export function dollarQuotedCode(
  text: string,
  at: number,
  end: number,
): { start: number; end: number } | undefined {
  if (!BODY_WORDS.has(wordBefore(text, at))) return undefined;
  const tag = tagAt(text, at, end)?.length ?? 0;
  return { start: at + tag, end: end - tag };
}

/** The word before `at`, with white space between, in capitals. */
function wordBefore(text: string, at: number): string {
  let end = at;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  let start = end;
  while (start > 0 && end - start < LONGEST_TAG && isWord(text.charCodeAt(start - 1))) start--;
  return text.slice(start, end).toUpperCase();
}

const TRIPLE_QUOTE = 3;
/** Lines of comment between a definition or the start of a file and what documents it. */
const MAX_LINES_BEFORE = 40;

/**
 * Python's documentation of a module, a class or a function, at its three quotation marks: a string that stands alone
 * behind a header or at the start of the file. PEP 257.
 */
export const docstring: LiteralEnd = (text, at, limit) => {
  const quotes = text.slice(at, at + TRIPLE_QUOTE);
  let end = at > 0 && isLetter(text.charCodeAt(at - 1)) ? at - 1 : at;
  for (let lines = 0; lines < MAX_LINES_BEFORE; lines++) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end).trim();
    if (lines === 0 ? line !== '' : !(line === '' || line.startsWith('#'))) {
      if (lines === 0 || !DEFINITION.test(line)) return ~at;
      break;
    }
    if (start === 0) break;
    end = start - 1;
  }
  for (let i = at + TRIPLE_QUOTE; i < limit; i++) {
    if (text.charCodeAt(i) === BACKSLASH) i++;
    else if (text.startsWith(quotes, i)) return i + TRIPLE_QUOTE;
  }
  return ~limit;
};

/** The last line of a header: of one line, or the end of one that was broken up. */
const DEFINITION = /^(?:(?:async[ \t]+)?def\b|class\b|[)\]]).*:(?:[ \t]*#.*)?$/;
