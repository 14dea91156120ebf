/** What a tool or a person is reported to have just written, put together with what is known of the rest. */
import { fillUnknown, LabelBuilder, relabel } from './labels';
import type { Author, LabelledText } from './model';
import { realign } from './realign';
import { withRespaced } from './respaced';

/** UTF-16 offsets of whole lines, end exclusive. */
export interface Report {
  readonly start: number;
  readonly end: number;
  readonly author: Author;
}

/**
 * @param before the file when it was last heard of, if it ever was
 * @param known what else is known of the text without what is reported
 * @param reports the later ones count where they overlap
 */
export function withReports(
  before: LabelledText | undefined,
  known: LabelledText | undefined,
  text: string,
  reports: readonly Report[],
): LabelledText {
  const rest = before ? realignBeside(before, text, reports) : { text, ranges: [] };
  const filled = fillUnknown(text, rest.ranges, known ? beside(known, text, reports).ranges : []);
  const written = reports.reduce(
    (labelled, { start, end, author }) => relabel(labelled, start, end, author),
    filled,
  );
  return before ? withRespaced(before, written) : written;
}

/** What is new is not what was there before, even if lines read alike. */
const realignBeside = (from: LabelledText, text: string, reports: readonly Report[]): LabelledText =>
  from.text === text ? from : beside(realign(from, unreported(text, reports)), text, reports);

/** A text without what is reported of it. */
export const unreported = (text: string, reports: readonly Report[]): string =>
  gapsBetween(reports, text.length)
    .map(({ start, end }) => text.slice(start, end))
    .join('');

/** The text with the labels that the rest of it has. */
function beside(rest: LabelledText, text: string, reports: readonly Report[]): LabelledText {
  const builder = new LabelBuilder();
  let at = 0;
  for (const { start, end } of gapsBetween(reports, text.length)) {
    builder.add(start - builder.length, undefined);
    builder.copy(rest.ranges, at, at + end - start);
    at += end - start;
  }
  return { text, ranges: builder.ranges };
}

function gapsBetween(
  reports: readonly Report[],
  length: number,
): { readonly start: number; readonly end: number }[] {
  const gaps: { start: number; end: number }[] = [];
  let at = 0;
  for (const { start, end } of reports.toSorted((a, b) => a.start - b.start)) {
    if (start > at) gaps.push({ start: at, end: start });
    at = Math.max(at, end);
  }
  if (at < length) gaps.push({ start: at, end: length });
  return gaps;
}
