/** What a tool writes once more while what it wrote first is put away, to be brought back later. */
import { inkOf, skipWhiteSpace } from './ink';
import { authorAt, relabel } from './labels';
import { lineStarts } from './lineDiff';
import { aiWriter, writerKey } from './lineWriters';
import type { Author, LabelledText } from './model';
import type { Report } from './reports';

/**
 * Lines of which the same tool is known and reported to be the writer: those that stand in the text that was put away
 * have not come from there, and there will be two of them. Whose they are is not changed by that.
 *
 * @param putAway the file as `git stash` keeps it
 * @param old the file before all of this: lines that it has were not put away
 */
export function withWrittenTwice(
  labelled: LabelledText,
  reports: readonly Report[],
  putAway: string,
  old: string,
): LabelledText {
  const isOld = new Set(inksOf(old));
  const isPutAway = new Set(inksOf(putAway).filter((ink) => ink !== '' && !isOld.has(ink)));
  if (isPutAway.size === 0) return labelled;
  const { text } = labelled;
  const starts = lineStarts(text);
  let result = labelled;
  for (let i = 0; i + 1 < starts.length; i++) {
    const [start = 0, end = 0] = [starts[i], starts[i + 1]];
    const report = reports.findLast((one) => one.start <= start && start < one.end);
    const known = authorAt(labelled.ranges, skipWhiteSpace(text, start, end));
    if (!report || !isSameTool(known, report.author) || !isPutAway.has(inkOf(text.slice(start, end))))
      continue;
    result = relabel(result, start, end, report.author);
  }
  return result;
}

const inksOf = (text: string): string[] => text.split('\n').map(inkOf);

const isSameTool = (a: Author | undefined, b: Author): boolean =>
  a?.kind === 'ai' &&
  b.kind === 'ai' &&
  writerKey(aiWriter(a.attribution)) === writerKey(aiWriter(b.attribution));
