import { authorAt, LabelBuilder, sliceLabelled } from './labels';
import type { Author, LabelledText } from './model';

/** In UTF-16 units and ranges. A change copies one chunk and the list of chunks, never the text. */
const CHUNK_LENGTH = 2_000;
const CHUNK_RANGES = 250;
/** Deleting leaves small chunks behind; one that has become this small is joined with the next. */
const SMALL_LENGTH = 500;

/** Ranges count from the chunk's own start, so that a change shifts none but those of its chunk. */
type Chunk = LabelledText;

/** A labelled text that never changes: a change makes a new one, which shares what stayed. */
export class ChunkedText {
  private constructor(
    private readonly chunks: readonly Chunk[],
    /** UTF-16 units. */
    readonly length: number,
  ) {}

  static of(labelled: LabelledText): ChunkedText {
    return new ChunkedText(chunksOf(labelled), labelled.text.length);
  }

  labelled(): LabelledText {
    return this.slice(0, this.length);
  }

  get text(): string {
    return this.chunks.map((chunk) => chunk.text).join('');
  }

  /** Ranges count from `start`. */
  slice(start: number, end: number): LabelledText {
    const builder = new LabelBuilder();
    let text = '';
    let { index, offset } = this.locate(start);
    for (; offset < end && index < this.chunks.length; index++) {
      const chunk = this.chunks[index]!;
      const [from, to] = [Math.max(0, start - offset), Math.min(chunk.text.length, end - offset)];
      text += chunk.text.slice(from, to);
      builder.copy(chunk.ranges, from, to);
      offset += chunk.text.length;
    }
    return { text, ranges: builder.ranges };
  }

  authorAt(offset: number): Author | undefined {
    const place = this.locate(offset);
    const chunk = this.chunks[place.index];
    return chunk && authorAt(chunk.ranges, offset - place.offset);
  }

  /** The text with `piece` in place of what stands from `start` to `end`. */
  splice(start: number, end: number, piece: LabelledText): ChunkedText {
    const first = this.locate(start);
    let { index: last, offset: lastOffset } = first;
    while (last < this.chunks.length - 1 && lastOffset + this.chunks[last]!.text.length < end) {
      lastOffset += this.chunks[last]!.text.length;
      last++;
    }
    const [head, tail] = [this.chunks[first.index] ?? EMPTY, this.chunks[last] ?? EMPTY];
    const [kept, resumed] = [start - first.offset, end - lastOffset];
    const parts = [sliceLabelled(head, 0, kept), piece, sliceLabelled(tail, resumed, tail.text.length)];
    const next = this.chunks[last + 1];
    const isSmall = parts.reduce((sum, part) => sum + part.text.length, 0) < SMALL_LENGTH;
    if (isSmall && next !== undefined) {
      parts.push(next);
      last++;
    }
    const chunks = [
      ...this.chunks.slice(0, first.index),
      ...chunksOf(joined(parts)),
      ...this.chunks.slice(last + 1),
    ];
    return new ChunkedText(chunks, this.length - (end - start) + piece.text.length);
  }

  /** Cheap where one was made of the other: chunks that they share are not looked into. */
  hasTextOf(other: ChunkedText): boolean {
    if (this.length !== other.length) return false;
    const [mine, theirs] = [new Reader(this.chunks), new Reader(other.chunks)];
    while (!mine.atEnd) {
      if (mine.chunk === theirs.chunk && mine.offset === theirs.offset) {
        const rest = mine.chunk.text.length - mine.offset;
        mine.skip(rest);
        theirs.skip(rest);
        continue;
      }
      const step = Math.min(mine.chunk.text.length - mine.offset, theirs.chunk.text.length - theirs.offset);
      if (mine.read(step) !== theirs.read(step)) return false;
    }
    return true;
  }

  /** The chunk that holds `offset`, the last one for the end of the text, and where that chunk starts. */
  private locate(offset: number): { readonly index: number; readonly offset: number } {
    let at = 0;
    const last = this.chunks.length - 1;
    for (let index = 0; index < last; index++) {
      const next = at + this.chunks[index]!.text.length;
      if (next > offset) return { index, offset: at };
      at = next;
    }
    return { index: Math.max(0, last), offset: at };
  }
}

const EMPTY: Chunk = { text: '', ranges: [] };

/** Even pieces, so that none is soon too long again. */
function chunksOf(labelled: LabelledText): Chunk[] {
  const { text, ranges } = labelled;
  const count = Math.max(Math.ceil(text.length / CHUNK_LENGTH), Math.ceil(ranges.length / CHUNK_RANGES));
  if (text === '') return [];
  if (count <= 1) return [labelled];
  const length = Math.ceil(text.length / count);
  const chunks: Chunk[] = [];
  for (let start = 0; start < text.length; start += length) {
    chunks.push(sliceLabelled(labelled, start, Math.min(text.length, start + length)));
  }
  return chunks;
}

function joined(parts: readonly LabelledText[]): LabelledText {
  const builder = new LabelBuilder();
  for (const part of parts) builder.copy(part.ranges, 0, part.text.length);
  return { text: parts.map((part) => part.text).join(''), ranges: builder.ranges };
}

class Reader {
  private index = 0;
  offset = 0;

  constructor(private readonly chunks: readonly Chunk[]) {}

  get chunk(): Chunk {
    return this.chunks[this.index] ?? EMPTY;
  }

  get atEnd(): boolean {
    return this.index >= this.chunks.length;
  }

  read(length: number): string {
    const text = this.chunk.text.slice(this.offset, this.offset + length);
    this.skip(length);
    return text;
  }

  /** Not beyond the chunk. */
  skip(length: number): void {
    this.offset += length;
    if (this.offset < this.chunk.text.length) return;
    this.index++;
    this.offset = 0;
  }
}
