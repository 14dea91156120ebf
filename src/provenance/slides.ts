/**
 * Where lines are put beside lines like them, a diff cannot tell which ones are new: of `a b` and `a b a b` it may be
 * the first two, the last two, or the middle. Who wrote them can.
 */
import type { LineWriters, Writer } from './lineWriters';
import { writerKey } from './lineWriters';

/** Lines in a row that were put in, with nothing taken away. */
export interface Insertion {
  /** 1-based line of the new text. */
  readonly start: number;
  readonly count: number;
  /** 1-based line of the old text that it was put behind; 0 at the top. */
  readonly oldLine: number;
}

export interface NewText {
  readonly lines: readonly string[];
  readonly insertions: readonly Insertion[];
  /** Who is known to have written its lines. */
  readonly writers: LineWriters;
  /** Lines that were written before the old text was committed. */
  readonly old: ReadonlySet<number>;
}

/** For a line that the diff calls new, the line like it that really is. */
export type Trades = ReadonlyMap<number, number>;

/** @param before who wrote the lines of the old text; asked only where it matters */
export async function tradesOf(
  { lines, insertions, writers: now, old: isOld }: NewText,
  before: () => Promise<LineWriters | undefined>,
): Promise<Trades> {
  const trades = new Map<number, number>();
  const isAdded = new Set(
    insertions.flatMap(({ start, count }) => Array.from({ length: count }, (_, i) => start + i)),
  );
  for (const { start, count, oldLine } of insertions) {
    const end = start + count - 1;
    const down = (i: number): Pair => ({ out: start + i, into: end + 1 + i, old: oldLine + 1 + i });
    const up = (i: number): Pair => ({ out: end - i, into: start - 1 - i, old: oldLine - i });
    for (const pairAt of [down, up]) {
      const pairs: Pair[] = [];
      for (let i = 0; i < count; i++) {
        const pair = pairAt(i);
        const text = lines[pair.into - 1];
        if (text === undefined || isAdded.has(pair.into) || text !== lines[pair.out - 1]) break;
        pairs.push(pair);
      }
      const last = pairs.findLastIndex(({ out, into }) => !isSame(now.get(into), now.get(out)));
      const known = last < 0 ? undefined : await before();
      const isTold = ({ out, into, old }: Pair): boolean => {
        const [mine, theirs, was] = [now.get(into), now.get(out), known?.get(old)];
        if (isSame(mine, theirs)) return false;
        const isNews = mine !== undefined && !isSame(mine, was);
        return isSame(theirs, was) ? isNews || isOld.has(out) : isNews && theirs === undefined;
      };
      const telling = known ? pairs.findLastIndex(isTold) : -1;
      if (telling < 0) continue;
      for (const { out, into } of pairs.slice(0, telling + 1)) trades.set(out, into);
      break;
    }
  }
  return trades;
}

interface Pair {
  /** New to the diff. */
  readonly out: number;
  /** Not new to the diff; it has the same text. */
  readonly into: number;
  /** What the diff takes `into` for, in the old text. */
  readonly old: number;
}

const isSame = (a: Writer | undefined, b: Writer | undefined): boolean =>
  a === undefined || b === undefined ? a === b : writerKey(a) === writerKey(b);
