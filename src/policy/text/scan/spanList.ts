import type { Span, TextClass } from '../types';

/** A place in a list of spans to go back to. */
export interface SpanMark {
  readonly count: number;
  readonly kind: TextClass;
  readonly start: number;
}

/** Spans in the making. Neighbours of one class become one, unless there was a `cut` to another between them. */
export class SpanList {
  readonly #spans: Span[] = [];
  #kind: TextClass = 'code';
  #start = 0;

  /** From `at` on the text is of this class. */
  cut(kind: TextClass, at: number): void {
    if (kind === this.#kind) return;
    if (at > this.#start) this.#spans.push({ start: this.#start, end: at, kind: this.#kind });
    this.#start = at;
    this.#kind = kind;
  }

  mark(): SpanMark {
    return { count: this.#spans.length, kind: this.#kind, start: this.#start };
  }

  goBack(mark: SpanMark): void {
    this.#spans.length = mark.count;
    this.#kind = mark.kind;
    this.#start = mark.start;
  }

  finish(end: number): readonly Span[] {
    if (end > this.#start) this.#spans.push({ start: this.#start, end, kind: this.#kind });
    return this.#spans;
  }
}
