import type { Span, TextClass } from '../types';

/** Tells the class of one offset after another; only forwards. */
export class SpanWalk {
  #index = 0;

  constructor(readonly spans: readonly Span[]) {}

  at(offset: number): Span | undefined {
    while (this.#index < this.spans.length && this.spans[this.#index]!.end <= offset) this.#index++;
    return this.spans[this.#index];
  }

  kind(offset: number): TextClass {
    return this.at(offset)?.kind ?? 'code';
  }
}
