/** A stretch of a text for which another stands. */
export interface Replacement {
  /** Offsets in the text that is rewritten, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** It stands in the text elsewhere, too: the value of a variable. */
  readonly isValue?: true;
  /** That value is run as a command here. */
  readonly isRun?: true;
}

/** A text grows by no more than this, so that nobody can make it grow without bound. UTF-16 units. */
const MAX_GROWTH = 8_192;

/** Offsets of a text, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A text with replacements, each offset of which leads back. */
export class Rewritten {
  readonly text: string;
  /** More was to be replaced in the edited stretch than may be: what the text says is not all known. */
  readonly isCut: boolean;
  readonly #replacements: readonly Replacement[];
  /** Where the replacements stand in the text, by their index. */
  readonly #starts: number[] = [];

  /**
   * @param replacements in any order; of those that overlap the first counts. One whose text is what it replaces says
   * that this is read otherwise now
   * @param edited what is replaced first, and what is nearest to it next, where not all can be; else the whole text
   */
  constructor(
    readonly source: string,
    replacements: readonly Replacement[],
    edited: Stretch = { start: 0, end: source.length },
  ) {
    const { kept, isCut } = withinBounds(replacements, edited);
    this.#replacements = kept;
    this.isCut = isCut;
    const pieces: string[] = [];
    let done = 0;
    let length = 0;
    for (const { start, end, text } of this.#replacements) {
      pieces.push(source.slice(done, start), text);
      length += start - done;
      this.#starts.push(length);
      length += text.length;
      done = end;
    }
    pieces.push(source.slice(done));
    this.text = pieces.join('');
  }

  /** What a stretch stands for, offsets of the source; a replacement stands for all that it replaces. */
  sourceRange(start: number, end: number): { start: number; end: number } {
    return { start: this.#source(start, 'start'), end: this.#source(Math.max(start, end - 1), 'end') };
  }

  /** Where a stretch of the source stands now, with all of what any of it was replaced by. */
  rewrittenRange({ start, end }: Stretch): Stretch {
    return { start: this.#rewritten(start, 'start'), end: this.#rewritten(end, 'end') };
  }

  /** Whether a stretch holds any of what was rewritten. */
  touches(start: number, end: number): boolean {
    const k = this.#lastBefore(end);
    if (k < 0) return false;
    const at = this.#starts[k]!;
    // What is left out altogether is held by what goes on over it.
    return at > start || at + this.#replacements[k]!.text.length > start;
  }

  /** The value of one variable in which a stretch lies; it is found where the value is given as well. */
  valueAround(start: number, end: number): Replacement | undefined {
    const k = this.#lastBefore(end);
    const replacement = this.#replacements[k];
    const holds = replacement?.isValue === true && this.#starts[k]! <= start && this.#end(k) >= end;
    return holds ? replacement : undefined;
  }

  /** Index of the last replacement that starts before `offset`, or -1. */
  #lastBefore(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! < offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #rewritten(offset: number, side: 'start' | 'end'): number {
    let low = 0;
    let high = this.#replacements.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#replacements[middle]!.start < offset) low = middle + 1;
      else high = middle;
    }
    const last = this.#replacements[low - 1];
    if (!last) return offset;
    if (offset >= last.end) return this.#end(low - 1) + offset - last.end;
    return side === 'start' ? this.#starts[low - 1]! : this.#end(low - 1);
  }

  #end(k: number): number {
    return this.#starts[k]! + this.#replacements[k]!.text.length;
  }

  /** Source offset of the character at `offset`, or the one behind it. */
  #source(offset: number, side: 'start' | 'end'): number {
    const k = this.#lastBefore(offset + 1);
    const behind = side === 'end' ? 1 : 0;
    if (k < 0) return offset + behind;
    const replacement = this.#replacements[k]!;
    if (offset < this.#end(k)) {
      const { start, end, text } = replacement;
      const isSame = text === this.source.slice(start, end);
      return isSame ? start + offset - this.#starts[k]! + behind : replacement[side];
    }
    return replacement.end + offset - this.#end(k) + behind;
  }
}

function withinBounds(
  replacements: readonly Replacement[],
  edited: Stretch,
): { readonly kept: readonly Replacement[]; readonly isCut: boolean } {
  const apart: Replacement[] = [];
  for (const replacement of replacements.toSorted((a, b) => a.start - b.start))
    if (replacement.start >= (apart.at(-1)?.end ?? 0)) apart.push(replacement);
  const growth = ({ start, end, text }: Replacement): number => Math.max(0, text.length - (end - start));
  if (apart.reduce((sum, one) => sum + growth(one), 0) <= MAX_GROWTH) return { kept: apart, isCut: false };

  const distance = ({ start, end }: Replacement): number =>
    Math.max(0, edited.start - end, start - edited.end);
  const nearest = apart.toSorted((a, b) => distance(a) - distance(b));
  let left = MAX_GROWTH;
  const kept = new Set<Replacement>();
  for (const replacement of nearest) {
    left -= growth(replacement);
    if (left < 0) break;
    kept.add(replacement);
  }
  return {
    kept: apart.filter((replacement) => kept.has(replacement)),
    // What is told from afar stands there whatever this edit does.
    isCut: nearest.some((replacement) => !kept.has(replacement) && distance(replacement) === 0),
  };
}
