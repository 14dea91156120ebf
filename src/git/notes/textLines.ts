/** The lines of one text, taken apart once however often they are looked at. */
import { hasInk } from '../../provenance/ink';
import { lineStarts, type LineStarts } from '../../provenance/lineDiff';

export class TextLines {
  private readonly starts: LineStarts;
  private without: readonly string[] | undefined;

  constructor(private readonly text: string) {
    this.starts = lineStarts(text);
  }

  /** @param line 1-based */
  isBlank(line: number): boolean {
    const end = this.starts[line] ?? this.text.length;
    return !hasInk(this.text, this.starts[line - 1] ?? end, end);
  }

  /** All of them without the white space at their ends, so that line ends do not matter. */
  get trimmed(): readonly string[] {
    return (this.without ??= this.starts
      .slice(0, -1)
      .map((start, i) => this.text.slice(start, this.starts[i + 1]).trim()));
  }
}
