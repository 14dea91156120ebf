import { sameAuthor } from './author';
import type { Author, LabelledRange, LabelledText } from './model';

/** Labels of a text that is written from left to right. Neighbours of one author become one range. */
export class LabelBuilder {
  private readonly built: LabelledRange[] = [];
  private position = 0;

  get length(): number {
    return this.position;
  }

  get ranges(): readonly LabelledRange[] {
    return this.built;
  }

  /** Of the last character so far. */
  get lastAuthor(): Author | undefined {
    const last = this.built.at(-1);
    return last?.end === this.position ? last.author : undefined;
  }

  /** The next `length` characters are this author's, or nobody's that is known. */
  add(length: number, author: Author | undefined): void {
    if (length <= 0) return;
    const start = this.position;
    this.position += length;
    if (author === undefined) return;
    const last = this.built.at(-1);
    if (last?.end === start && sameAuthor(last.author, author)) {
      this.built[this.built.length - 1] = { start: last.start, end: this.position, author: last.author };
    } else {
      this.built.push({ start, end: this.position, author });
    }
  }

  /** The next characters have the labels that those from `start` to `end` have in `ranges`. */
  copy(ranges: readonly LabelledRange[], start: number, end: number): void {
    let at = start;
    for (let i = firstEndingAfter(ranges, start); at < end; i++) {
      const range = ranges[i];
      if (range === undefined || range.start >= end) break;
      this.add(range.start - at, undefined);
      const from = Math.max(range.start, at);
      at = Math.min(range.end, end);
      this.add(at - from, range.author);
    }
    this.add(end - at, undefined);
  }
}

/** Index of the first range that ends after `offset`. */
export function firstEndingAfter(ranges: readonly LabelledRange[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle]!.end > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

export function authorAt(ranges: readonly LabelledRange[], offset: number): Author | undefined {
  const range = ranges[firstEndingAfter(ranges, offset)];
  return range !== undefined && range.start <= offset ? range.author : undefined;
}

export function sliceLabelled(labelled: LabelledText, start: number, end: number): LabelledText {
  const builder = new LabelBuilder();
  builder.copy(labelled.ranges, start, end);
  return { text: labelled.text.slice(start, end), ranges: builder.ranges };
}

/** The same text, its characters from `start` to `end` now this author's. */
export function relabel(
  labelled: LabelledText,
  start: number,
  end: number,
  author: Author | undefined,
): LabelledText {
  const builder = new LabelBuilder();
  builder.copy(labelled.ranges, 0, start);
  builder.add(end - start, author);
  builder.copy(labelled.ranges, end, labelled.text.length);
  return { text: labelled.text, ranges: builder.ranges };
}

/** Two labellings of one text: what the first does not know is taken from the second. */
export function fillUnknown(
  text: string,
  first: readonly LabelledRange[],
  second: readonly LabelledRange[],
): LabelledText {
  const builder = new LabelBuilder();
  for (const range of first) {
    builder.copy(second, builder.length, range.start);
    builder.add(range.end - range.start, range.author);
  }
  builder.copy(second, builder.length, text.length);
  return { text, ranges: builder.ranges };
}

/** Whether ranges are sorted, disjoint, not empty, of whole numbers and within a text of this length. */
export function areWellFormed(ranges: readonly { start: number; end: number }[], length: number): boolean {
  let at = 0;
  for (const { start, end } of ranges) {
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < at || end <= start || end > length)
      return false;
    at = end;
  }
  return true;
}

/** The same with `\n` for `\r\n`, as git compares it. */
export function withLineFeeds(labelled: LabelledText): LabelledText {
  if (!labelled.text.includes('\r\n')) return labelled;
  const builder = new LabelBuilder();
  let at = 0;
  for (let cr = labelled.text.indexOf('\r\n'); cr >= 0; cr = labelled.text.indexOf('\r\n', at)) {
    builder.copy(labelled.ranges, at, cr);
    at = cr + 1;
  }
  builder.copy(labelled.ranges, at, labelled.text.length);
  return { text: labelled.text.replaceAll('\r\n', '\n'), ranges: builder.ranges };
}
