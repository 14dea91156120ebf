/** A text in the making of which every offset leads back to the source. */
export class ViewText {
  readonly #pieces: string[] = [];
  /** Source offset up to which it is made, and from which nothing was copied yet. */
  #done = 0;
  #copied = 0;
  #length = 0;
  /** From view offset `#views[k]` on the source runs alongside from `#sources[k]` on; the first is 0, 0. */
  readonly #views: number[] = [0];
  readonly #sources: number[] = [0];

  constructor(readonly source: string) {}

  /** Takes the source over as it is, up to `to`. */
  keep(to: number): void {
    this.#done = to;
  }

  /** Takes the source over up to `to` as spaces, but for its line ends. */
  blank(to: number): void {
    const { source } = this;
    for (let at = this.#done; at < to;) {
      const newline = source.indexOf('\n', at);
      const end = newline < 0 || newline > to ? to : newline;
      const carriage = end > at && source.charAt(end - 1) === '\r' && source.charAt(end) === '\n' ? 1 : 0;
      if (end > at) {
        this.#flush();
        this.#append(' '.repeat(end - carriage - at));
        this.#copied = end - carriage;
        this.#done = end - carriage;
      }
      if (carriage) this.drop(end);
      at = Math.min(to, end + 1);
      this.#done = at;
    }
  }

  /** Leaves the source out up to `to`. */
  drop(to: number): void {
    this.#flush();
    this.#copied = to;
    this.#done = to;
    this.#align();
  }

  /** Puts one space for the source up to `to`. */
  space(to: number): void {
    this.#flush();
    this.#append(' ');
    this.#copied = to;
    this.#done = to;
    this.#align();
  }

  finish(): { readonly text: string; readonly offsets: OffsetMap } {
    const untouched = this.#pieces.length === 0 && this.#copied === 0;
    this.#flush();
    const text = untouched ? this.source : this.#pieces.join('');
    return { text, offsets: new OffsetMap(this.#views, this.#sources) };
  }

  #flush(): void {
    if (this.#done > this.#copied) this.#append(this.source.slice(this.#copied, this.#done));
    this.#copied = this.#done;
  }

  #append(piece: string): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  #align(): void {
    if (this.#views.at(-1) === this.#length) this.#sources[this.#sources.length - 1] = this.#done;
    else {
      this.#views.push(this.#length);
      this.#sources.push(this.#done);
    }
  }
}

/** View offsets to source offsets; where nothing was left out the two are the same. */
export class OffsetMap {
  constructor(
    readonly views: readonly number[],
    readonly sources: readonly number[],
  ) {}

  source(offset: number): number {
    const { views, sources } = this;
    const k = lastAtMost(views, offset);
    return sources[k]! + offset - views[k]!;
  }

  /** The first view offset that stands at or behind a source offset. */
  view(source: number): number {
    const { views, sources } = this;
    const k = lastAtMost(sources, source);
    const at = views[k]! + Math.max(0, source - sources[k]!);
    return Math.min(at, views[k + 1] ?? at);
  }
}

/** Index of the last of `sorted` that is at most `value`; the first is. */
export function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (sorted[middle]! <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
