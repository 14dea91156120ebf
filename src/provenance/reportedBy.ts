import { authorAt, relabel } from './labels';
import type { Author, LabelledText } from './model';
import type { Report } from './reports';

/**
 * Who is reported to have written what stands at an offset, for whoever asks of many.
 *
 * @param text what the reports are of; the later ones count where they overlap
 */
export function reportedBy(text: string, reports: readonly Report[]): (offset: number) => Author | undefined {
  const nobody: LabelledText = { text, ranges: [] };
  const { ranges } = reports.reduce(
    (all, { start, end, author }) => relabel(all, start, end, author),
    nobody,
  );
  return (offset) => authorAt(ranges, offset);
}
