/** Labels whole lines of a text, as whoever reports them counts: 1-based, both included. */
import type { LineRange } from '../agents/writtenLines';
import { relabel } from '../provenance/labels';
import { lineStarts } from '../provenance/lineDiff';
import type { Author, LabelledText } from '../provenance/model';

/** Undefined where there are no such lines. */
export function labelLines(
  labelled: LabelledText,
  { startLine, endLine }: LineRange,
  authorOf: (text: string) => Author,
): LabelledText | undefined {
  const starts = lineStarts(labelled.text);
  const start = starts[startLine - 1];
  const end = starts[endLine];
  if (start === undefined || end === undefined) return undefined;
  return relabel(labelled, start, end, authorOf(labelled.text.slice(start, end)));
}
