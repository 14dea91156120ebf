/** Strings that a pattern matches, with marks in them for what is not a character. */
import { lowered, type Literal } from './literal';

/** Stands where a word has to begin or end. No text that is judged holds this character. */
export const EDGE = '\0';
/** Stands behind a letter that matches in either case, which is written in lower case then. */
const ANY_CASE = '\x01';

/** A literal in the making. */
export type Spelling = string;

export const inAnyCase = (char: string): Spelling =>
  /[A-Za-z]/.test(char) ? char.toLowerCase() + ANY_CASE : char;

const withoutMarks = (spelling: Spelling): string => spelling.replaceAll(EDGE, '').replaceAll(ANY_CASE, '');

export function asLiteral(spelling: Spelling): Literal {
  const written = withoutMarks(spelling);
  const ignoresCase = spelling.includes(ANY_CASE);
  return {
    text: ignoresCase ? lowered(written) : written,
    ignoresCase,
    startsWord: spelling.startsWith(EDGE) && /^\w/.test(written),
    endsWord: spelling.endsWith(EDGE) && /\w$/.test(written),
  };
}

/** How much a literal narrows: its length, and characters beyond ASCII are rare enough to count twice. */
const telling = (spelling: Spelling): number =>
  [...withoutMarks(spelling)].reduce((sum, char) => sum + (char <= '\x7f' ? 1 : 2), 0);

/** How much a choice among some narrows: what the least telling one does. */
export const weight = (spellings: readonly Spelling[]): number => Math.min(...spellings.map(telling));

/** Whether it is worth being looked for beside others: two letters are in every other word, unless they are a word. */
export const isRare = (spelling: Spelling): boolean => {
  const { text, startsWord, endsWord } = asLiteral(spelling);
  return !/^\w{2}$/.test(text) || (startsWord && endsWord);
};

/** Whether a match begins, or ends, with no part of a word: `EDGE` is none either. */
export const startsBare = (spelling: Spelling): boolean => /^[^\w]/.test(spelling);
export const endsBare = (spelling: Spelling): boolean =>
  !spelling.endsWith(ANY_CASE) && /[^\w]$/.test(spelling);
