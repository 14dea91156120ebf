import { sameAuthor } from './author';
import type { Stretch } from './ink';
import { skipInk, skipWhiteSpace } from './ink';
import { authorAt, type LabelBuilder } from './labels';
import type { Author, LabelledText } from './model';

/**
 * Labels a text that differs from a stretch of `from` in white space only: each other character keeps its
 * label. White space that stayed keeps its own; white space that changed belongs to its surroundings where both
 * sides have one author (so that a formatter does not cut a range into pieces), else to `author`.
 *
 * @param text its labels are appended to `builder`
 */
export function carryLabels(
  builder: LabelBuilder,
  from: LabelledText,
  stretch: Stretch,
  text: string,
  author: Author | undefined,
): void {
  const before = authorAt(from.ranges, stretch.start - 1);
  const isFirst = builder.length === 0;
  let old = stretch.start;
  let at = 0;
  while (at < text.length) {
    const inkStart = skipWhiteSpace(text, at, text.length);
    const oldInkStart = skipWhiteSpace(from.text, old, stretch.end);
    if (text.slice(at, inkStart) === from.text.slice(old, oldInkStart)) {
      builder.copy(from.ranges, old, oldInkStart);
    } else {
      const left = at === 0 && isFirst ? before : builder.lastAuthor;
      const right = authorAt(from.ranges, oldInkStart);
      builder.add(inkStart - at, left !== undefined && sameAuthor(left, right) ? left : author);
    }
    const run = Math.min(
      skipInk(text, inkStart, text.length) - inkStart,
      skipInk(from.text, oldInkStart, stretch.end) - oldInkStart,
    );
    builder.copy(from.ranges, oldInkStart, oldInkStart + run);
    at = inkStart + run;
    old = oldInkStart + run;
  }
}
