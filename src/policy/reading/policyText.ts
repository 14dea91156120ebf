import { LineCounter } from 'yaml';
import type { Problem } from '../problem';

/** UTF-16 offsets, end exclusive. */
export type Range = readonly [start: number, end: number];

/** The text of one policy file, which turns offsets into problems with a line and a column. */
export class PolicyText {
  private readonly lines = new LineCounter();

  constructor(
    readonly text: string,
    private readonly file: string,
  ) {
    this.lines.addNewLine(0);
    for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) this.lines.addNewLine(i + 1);
  }

  /** Offsets outside the text are moved to its nearest end. */
  problem([from, to]: Range, severity: Problem['severity'], message: string): Problem {
    const start = clamp(from, 0, this.text.length);
    const end = clamp(to, start, this.text.length);
    const { line, col } = this.lines.linePos(start);
    return { severity, message, file: this.file, start, end, line, column: col };
  }

  /** The part of a range that stands on its first line: a whole block underlined says nothing. */
  firstLine([start, end]: Range): Range {
    const lineEnd = this.text.slice(start, end).search(/\r?\n/);
    return lineEnd === -1 ? [start, end] : [start, start + lineEnd];
  }
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** For a message: names and values come from anybody and may be long. */
export const shortened = (text: string): string => (text.length <= 60 ? text : `${text.slice(0, 60)}…`);
