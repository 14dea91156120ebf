/** What is known of a text from others that were worked on beside it. */
import { carryLabels } from './carry';
import { inkOf, skipWhiteSpace, type Stretch } from './ink';
import { authorAt, fillUnknown, firstEndingAfter, LabelBuilder } from './labels';
import { lineStarts } from './lineDiff';
import type { LabelledRange, LabelledText } from './model';
import { realign } from './realign';

/** In so many lines, and so much ink, two texts do not agree by coincidence. */
const LEAST_LINES = 2;
const LEAST_INK = 20;

/**
 * The same text; where its labels know nothing, with those of another text that it may have lines of.
 *
 * A line of the other one may stand in this text twice, once as it is known here and once as the other one has it, as
 * where both sides of a conflict were kept. A diff pairs it with the first. So whole hunks of what is new here are also
 * looked for as they stand in the other text, white space aside.
 *
 * @param added 1-based, the lines that no commit has; if that is not told, those are new that have no labels yet
 */
export function fillFrom(
  { text, ranges }: LabelledText,
  other: LabelledText,
  added?: readonly number[],
): LabelledText {
  // What two texts have of two parts of a line that either has otherwise is not put together.
  const isOpen = (start: number): boolean => !hasLabel(ranges, { start, end: lineEnd(text, start) });
  const found = realign(other, text, 'anywhere', isOpen);
  const filled = asOftenAsWritten(fillUnknown(text, ranges, found.ranges), ranges, other);
  if (other.text === text || (ranges.length === 0 && !added)) return filled;
  const isAdded = added && new Set(added);
  const isNew = (line: Stretch, i: number): boolean =>
    (isAdded?.has(i + 1) ?? true) && !hasLabel(ranges, line);
  return fillUnknown(text, filled.ranges, labelsOfHunks(filled, other, isNew));
}

/**
 * Both may know of the same lines and find them at different places: single lines that a tool has written once it has
 * not written twice.
 */
function asOftenAsWritten(
  all: LabelledText,
  known: readonly LabelledRange[],
  other: LabelledText,
): LabelledText {
  if (known.length === 0) return all;
  const { text } = all;
  const lines = stretchesOf(text);
  const counts = countWritings(text, lines, known);
  const most = countWritings(other.text, stretchesOf(other.text), other.ranges);
  const builder = new LabelBuilder();
  for (const line of lines) {
    const writing = hasLabel(known, line) ? undefined : writingOf(text, line, all.ranges);
    const count = (writing === undefined ? undefined : counts.get(writing)) ?? 0;
    if (writing !== undefined) counts.set(writing, count + 1);
    const isOneMore = writing !== undefined && count > 0 && count >= (most.get(writing) ?? 0);
    if (isOneMore) builder.add(line.end - line.start, undefined);
    else builder.copy(all.ranges, line.start, line.end);
  }
  return { text, ranges: builder.ranges };
}

function countWritings(
  text: string,
  lines: readonly Stretch[],
  ranges: readonly LabelledRange[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) {
    const writing = writingOf(text, line, ranges);
    if (writing !== undefined) counts.set(writing, (counts.get(writing) ?? 0) + 1);
  }
  return counts;
}

/** Tells what a tool wrote at one time from all else it wrote; undefined where a line does not begin with a tool's. */
function writingOf(
  text: string,
  { start, end }: Stretch,
  ranges: readonly LabelledRange[],
): string | undefined {
  const at = skipWhiteSpace(text, start, end);
  const author = at < end ? authorAt(ranges, at) : undefined;
  if (author?.kind !== 'ai') return undefined;
  const { tool, time, textHash } = author.attribution;
  return [inkOf(text.slice(start, end)), tool, time, textHash].join('\0');
}

function labelsOfHunks(
  { text, ranges }: LabelledText,
  other: LabelledText,
  isNew: (line: Stretch, index: number) => boolean,
): readonly LabelledRange[] {
  const builder = new LabelBuilder();
  let theirs: Searchable | undefined;
  for (const hunk of hunksOf(text, isNew)) {
    if (hunk.every((line) => hasLabel(ranges, line)) || !isTelling(hunk)) continue;
    theirs ??= searchable(other.text);
    placeOf(hunk, theirs)?.forEach((origin, i) => {
      const { start, end } = hunk[i]!;
      builder.add(start - builder.length, undefined);
      carryLabels(builder, other, origin, text.slice(start, end), undefined);
    });
  }
  return builder.ranges;
}

interface Line extends Stretch {
  readonly ink: string;
}

/** Runs of lines that are new, without the blank ones. */
function hunksOf(text: string, isNew: (line: Stretch, index: number) => boolean): Line[][] {
  const hunks: Line[][] = [[]];
  stretchesOf(text).forEach((line, i) => {
    if (!isNew(line, i)) {
      if (hunks.at(-1)?.length !== 0) hunks.push([]);
      return;
    }
    const ink = inkOf(text.slice(line.start, line.end));
    if (ink !== '') hunks.at(-1)?.push({ ...line, ink });
  });
  return hunks;
}

const isTelling = (hunk: readonly Line[]): boolean =>
  hunk.length >= LEAST_LINES && hunk.reduce((sum, { ink }) => sum + ink.length, 0) >= LEAST_INK;

/** Lines that are not blank, and their inks one a line, with a line feed before the first as well. */
interface Searchable {
  readonly lines: readonly Line[];
  readonly inks: string;
}

const inksOf = (lines: readonly Line[]): string => `\n${lines.map(({ ink }) => ink).join('\n')}\n`;

function searchable(text: string): Searchable {
  const lines = stretchesOf(text)
    .map((line) => ({ ...line, ink: inkOf(text.slice(line.start, line.end)) }))
    .filter(({ ink }) => ink !== '');
  return { lines, inks: inksOf(lines) };
}

function placeOf(hunk: readonly Line[], { lines, inks }: Searchable): readonly Line[] | undefined {
  const at = inks.indexOf(inksOf(hunk));
  if (at < 0) return undefined;
  const first = inks.slice(0, at).split('\n').length - 1;
  return lines.slice(first, first + hunk.length);
}

function hasLabel(ranges: readonly LabelledRange[], { start, end }: Stretch): boolean {
  const range = ranges[firstEndingAfter(ranges, start)];
  return range !== undefined && range.start < end;
}

const lineEnd = (text: string, start: number): number => {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end + 1;
};

function stretchesOf(text: string): Stretch[] {
  const starts = lineStarts(text);
  return starts.slice(0, -1).map((start, i) => ({ start, end: starts[i + 1]! }));
}
