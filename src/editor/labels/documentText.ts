import { Position, Range } from 'vscode';
import type { TextDocument } from 'vscode';

/** Length of a document in UTF-16 units, without making its text. */
export const endOf = (document: TextDocument): number =>
  document.offsetAt(new Position(document.lineCount, 0));

/** A range of offsets that count in the document's text with `\n` for every line end. */
export function rangeWithLineFeeds(text: string, start: number, end: number): Range {
  const from = positionIn(text, start);
  return new Range(from, end <= start ? from : positionIn(text, end));
}

function positionIn(text: string, offset: number): Position {
  let line = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return new Position(line, offset - lineStart);
}
