/**
 * What formatters change besides white space: they put in and take out commas, semicolons and parentheses, and set
 * strings in other quotation marks. What is left of a text without all that is its core.
 */
import { isWhiteSpace, type Stretch } from './ink';
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

/**
 * Labels a text that has the core of a stretch of `from`: each character of the core keeps its label; what stands
 * between two of one author is that author's, all else nobody's that is known.
 *
 * @param text its labels are appended to `builder`
 */
export function carryCore(builder: LabelBuilder, from: LabelledText, stretch: Stretch, text: string): void {
  const authors = coreAuthors(from, stretch);
  let next = 0;
  for (let i = 0; i < text.length; i++) {
    if (coreUnit(text.charCodeAt(i)) !== undefined) {
      builder.add(1, authors[next++]);
      continue;
    }
    const [left, right] = [authors[next - 1], authors[next]];
    const isBetween = next > 0 && next < authors.length ? sameAuthor(left, right) : true;
    builder.add(1, isBetween ? (left ?? right) : undefined);
  }
}

function coreAuthors({ text, ranges }: LabelledText, { start, end }: Stretch): (Author | undefined)[] {
  const authors: (Author | undefined)[] = [];
  for (let i = start; i < end; i++) {
    if (coreUnit(text.charCodeAt(i)) !== undefined) authors.push(authorAt(ranges, i));
  }
  return authors;
}
