/** A text beside what is reported of it. */
import { LabelBuilder } from './labels';
import type { LabelledText } from './model';
import { realign } from './realign';
import type { Report } from './reports';

/** What is new is not what was there before, even if lines read alike. */
export const realignBeside = (from: LabelledText, text: string, reports: readonly Report[]): LabelledText =>
  from.text === text ? from : beside(realign(from, unreported(text, reports)), text, reports);

/** A text without what is reported of it. */
export const unreported = (text: string, reports: readonly Report[]): string =>
  gapsBetween(reports, text.length)
    .map(({ start, end }) => text.slice(start, end))
    .join('');

/** The text with the labels that the rest of it has. */
export function beside(rest: LabelledText, text: string, reports: readonly Report[]): LabelledText {
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
