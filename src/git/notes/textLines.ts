/** The lines of one text, taken apart once however often they are looked at. */
import { lineStarts } from '../../provenance/lineDiff';

export class TextLines {
  /** All of them without the white space at their ends, so that line ends do not matter. */
  readonly trimmed: readonly string[];

  constructor(text: string) {
    const starts = lineStarts(text);
    this.trimmed = starts.slice(0, -1).map((start, i) => text.slice(start, starts[i + 1]).trim());
  }

  /** Whether there is nothing but white space in it. @param line 1-based */
  isBlank(line: number): boolean {
    return !this.trimmed[line - 1];
  }
}
