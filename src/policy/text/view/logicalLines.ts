import { BACKSLASH, NEWLINE, skipBlanks, skipBlanksBack } from '../characters';
import type { Dialect } from '../dialects/dialect';
import type { Span, TextClass } from '../types';
import { lastAtMost, type OffsetMap } from './viewText';

/** Longer ones are cut, so that nobody can make looking around a match expensive. UTF-16 units. */
export const MAX_LOGICAL_LINE = 16_384;

const SEMICOLON = ';'.charCodeAt(0);
const PIPE = '|'.charCodeAt(0);
const AMPERSAND = '&'.charCodeAt(0);

export interface ViewLines {
  readonly text: string;
  readonly offsets: OffsetMap;
  readonly spans: readonly Span[];
  readonly classes: readonly TextClass[];
  readonly dialect: Dialect;
}

/** The logical lines of a view, found in one pass. */
export class LogicalLines {
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #start = 0;

  constructor(view: ViewLines) {
    const { text } = view;
    const kinds = new SpanWalk(view);
    const statements = view.dialect.joining === 'statement';
    for (let at = lineEnd(text, 0, statements); at >= 0; at = lineEnd(text, at + 1, statements)) {
      kinds.moveTo(at);
      if (text.charCodeAt(at) === SEMICOLON) {
        if (kinds.kind === 'code') this.#end(at + 1, lineBehind(text, at + 1));
      } else if (at - this.#start >= MAX_LOGICAL_LINE / 2 || this.#breaks(view, at, kinds))
        this.#end(at, at + 1);
    }
    // A statement that ends with the text leaves no empty line behind.
    if (this.#ends.at(-1) !== text.length) this.#end(text.length, text.length);
  }

  /** Index of the line that holds `offset`. */
  at(offset: number): number {
    return lastAtMost(this.#starts, offset);
  }

  /** From the start of line `first` to the end of line `last`, both brought into range. */
  range(first: number, last: number): { readonly start: number; readonly end: number } {
    const lines = this.#starts.length;
    return { start: this.#starts[Math.max(0, first)]!, end: this.#ends[Math.min(lines - 1, last)]! };
  }

  #breaks({ text, dialect, classes }: ViewLines, at: number, kinds: SpanWalk): boolean {
    if (dialect.joining === 'statement') return isBatchEnd(text, this.#start, at);
    if (kinds.kind === 'string') return false;
    if (!dialect.pipes || kinds.kind !== 'code') return true;
    if (kinds.followsComment && classes.includes('comment')) return true;
    const last = skipBlanksBack(text, at) - 1;
    const c = text.charCodeAt(last);
    const before = text.charCodeAt(last - 1);
    return !((c === PIPE && before !== BACKSLASH) || (c === AMPERSAND && before === AMPERSAND));
  }

  #end(end: number, next: number): void {
    for (; end - this.#start > MAX_LOGICAL_LINE; this.#start += MAX_LOGICAL_LINE) {
      this.#starts.push(this.#start);
      this.#ends.push(this.#start + MAX_LOGICAL_LINE);
    }
    this.#starts.push(this.#start);
    this.#ends.push(end);
    this.#start = next;
  }
}

/** Where the next line may end, from an offset on; -1 for nowhere. */
function lineEnd(text: string, from: number, statements: boolean): number {
  if (!statements) return text.indexOf('\n', from);
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === NEWLINE || c === SEMICOLON) return at;
  }
  return -1;
}

/** Where the next statement starts: on the next line if nothing else stands on this one. */
function lineBehind(text: string, at: number): number {
  const rest = skipBlanks(text, at, text.length);
  return text.charCodeAt(rest) === NEWLINE ? rest + 1 : at;
}

/** Whether the line that ends at `at` is `GO`, which ends a batch for SQL Server's tools. */
function isBatchEnd(text: string, start: number, at: number): boolean {
  const end = skipBlanksBack(text, at);
  if (end - 2 < start || text.slice(end - 2, end).toUpperCase() !== 'GO') return false;
  const before = skipBlanksBack(text, end - 2);
  return before === start || text.charCodeAt(before - 1) === NEWLINE;
}

/** Follows a view through its spans; only forwards. */
class SpanWalk {
  #span = 0;
  #segment = 0;
  #source = 0;

  constructor(readonly view: ViewLines) {}

  moveTo(offset: number): void {
    const { offsets, spans } = this.view;
    while ((offsets.views[this.#segment + 1] ?? Infinity) <= offset) this.#segment++;
    this.#source = offsets.sources[this.#segment]! + offset - offsets.views[this.#segment]!;
    while (this.#span < spans.length - 1 && spans[this.#span]!.end <= this.#source) this.#span++;
  }

  get kind(): TextClass {
    return this.view.spans[this.#span]?.kind ?? 'code';
  }

  /** Whether a comment ends right here. */
  get followsComment(): boolean {
    const { spans } = this.view;
    return spans[this.#span]?.start === this.#source && spans[this.#span - 1]?.kind === 'comment';
  }
}
