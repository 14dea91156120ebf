/**
 * What formatters change besides white space: they put in and take out commas, semicolons and parentheses, and set
 * strings in other quotation marks. What is left of a text without all that is its core.
 */
import { commentIn } from './comments';
import { isWhiteSpace, skipWhiteSpace, type Stretch } from './ink';
import { sameAuthor } from './author';
import { authorAt, type LabelBuilder } from './labels';
import type { Author, LabelledText } from './model';

const PUT_IN = new Set([...',;()'].map((character) => character.charCodeAt(0)));
const QUOTES = new Set([..."'`"].map((character) => character.charCodeAt(0)));
const QUOTE = 34;

/** The unit as it counts in the core; undefined where it does not. */
function coreUnit(unit: number): number | undefined {
  if (isWhiteSpace(unit) || PUT_IN.has(unit)) return undefined;
  return QUOTES.has(unit) ? QUOTE : unit;
}

/** Of two lines that a formatter makes of each other it is the same. */
export const coreOf = (text: string): string => text.replace(/[\s,;()]+/g, '').replace(/['`]/g, '"');

export interface CoreToken {
  /** UTF-16 offset. */
  readonly start: number;
  readonly core: string;
}

/** The words and signs of a stretch that are of its core. */
export function coreTokens(text: string, { start, end }: Stretch): CoreToken[] {
  const found = text.slice(start, end).matchAll(/[\p{L}\p{N}_$]+|[^\s,;()]/gu);
  return Array.from(found, (token) => ({ start: start + token.index, core: coreOf(token[0]) }));
}

/**
 * The core of a line that may be of a comment: without what stands before the words of each line, while each of its units
 * says of what kind the comment is. Of comments that are wrapped anew it is the same, all lines together.
 */
export function flowOf(line: string): string {
  const comment = commentIn(line);
  if (!comment) return coreOf(line);
  const { start, end, kind } = comment;
  return coreOf(line.slice(start, end)).replace(/[^]/g, (unit) => kind + unit);
}

/**
 * Labels a text that has the core of a stretch of `from`: each character of the core keeps its label; what stands
 * between two of one author is that author's, all else nobody's that is known. Where there is no core it is the author's
 * of what stood there.
 *
 * @param text its labels are appended to `builder`
 * @param isIn whether the unit at an offset is of the core
 */
export function carryCore(
  builder: LabelBuilder,
  from: LabelledText,
  stretch: Stretch,
  text: string,
  isIn: IsIn = isInCore,
): void {
  const authors = coreAuthors(from, stretch, isIn);
  const isOfText = isIn(text);
  const first = authorAt(from.ranges, skipWhiteSpace(from.text, stretch.start, stretch.end));
  let next = 0;
  for (let i = 0; i < text.length; i++) {
    if (isOfText(i)) {
      builder.add(1, authors[next++]);
      continue;
    }
    const [left, right] = [authors[next - 1], authors[next]];
    const isBetween = next > 0 && next < authors.length ? sameAuthor(left, right) : true;
    if (authors.length === 0) builder.add(1, first);
    else builder.add(1, isBetween ? (left ?? right) : undefined);
  }
}

function coreAuthors(
  { text, ranges }: LabelledText,
  { start, end }: Stretch,
  isIn: IsIn,
): (Author | undefined)[] {
  const authors: (Author | undefined)[] = [];
  const isOfText = isIn(text.slice(start, end));
  for (let i = start; i < end; i++) if (isOfText(i - start)) authors.push(authorAt(ranges, i));
  return authors;
}

/** Of a text of whole lines, whether the unit at an offset counts. */
type IsIn = (text: string) => (offset: number) => boolean;

const isInCore: IsIn = (text) => (offset) => coreUnit(text.charCodeAt(offset)) !== undefined;

/** The same of what `flowOf` leaves of the lines. */
export const isInFlow: IsIn = (text) => {
  const words: Stretch[] = [];
  let start = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const { start: from, end } = commentIn(line) ?? { start: 0, end: line.length };
    words.push({ start: start + from, end: start + end });
    start += line.length;
  }
  let at = 0;
  // Asked in ascending order.
  return (offset) => {
    while (at + 1 < words.length && (words[at + 1]?.start ?? 0) <= offset) at++;
    const { start: from, end } = words[at] ?? { start: 0, end: 0 };
    return from <= offset && offset < end && coreUnit(text.charCodeAt(offset)) !== undefined;
  };
};
