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
  for (const insertion of insertions) {
    for (const direction of [1, -1] as const) {
      const pairs = slidden(insertion, direction, lines, (line) => isAdded.has(line));
      const known = pairs.some(({ out, into }) => !isSame(now.get(into), now.get(out)))
        ? await before()
        : undefined;
      if (!known) continue;
      const isTold = ({ out, into, old }: Pair, i: number): boolean => {
        const [mine, theirs, was] = [now.get(into), now.get(out), known.get(old)];
        // Farther off, what the log has of old lines may be of others that are like them.
        if (isSame(mine, theirs) || (i >= insertion.count && isOld.has(into))) return false;
        const isNews = mine !== undefined && !isSame(mine, was);
        return isSame(theirs, was) ? isNews || isOld.has(out) : isNews && theirs === undefined;
      };
      const telling = mostTelling(pairs.map(isTold), insertion.count);
      if (telling < 0) continue;
      const traded = pairs.slice(Math.max(0, telling + 1 - insertion.count), telling + 1);
      if (!areNews(insertion, pairs, traded, now, known)) continue;
      for (const { out, into } of traded) trades.set(out, into);
      break;
    }
  }
  return trades;
}

/**
 * The lines that an insertion would take in, one after another, if it were further down, or up, and which of its own each
 * of them is like.
 */
function slidden(
  { start, count, oldLine }: Insertion,
  direction: 1 | -1,
  lines: readonly string[],
  isAdded: (line: number) => boolean,
): Pair[] {
  const pairs: Pair[] = [];
  const [near, far] = direction > 0 ? [start, start + count] : [start + count - 1, start - 1];
  const old = direction > 0 ? oldLine + 1 : oldLine;
  for (let i = 0; ; i++) {
    const out = near + direction * (i % count);
    const into = far + direction * i;
    const text = lines[into - 1];
    if (text === undefined || isAdded(into) || text !== lines[out - 1]) return pairs;
    pairs.push({ out, into, old: old + direction * i });
  }
}

/** Where as many of so many in a row as anywhere are told to be the new ones: the last of those; -1 if none is. */
function mostTelling(areTold: readonly boolean[], count: number): number {
  let [told, most, last] = [0, 0, -1];
  areTold.forEach((isTold, i) => {
    told += Number(isTold) - Number(areTold[i - count] ?? false);
    if (told > most) [most, last] = [told, i];
  });
  return last;
}

/**
 * Whether nobody has written more of the lines that would be new than there are more of that writer's than before: where
 * there are as many, they only stand elsewhere.
 */
function areNews(
  { start, count }: Insertion,
  pairs: readonly Pair[],
  traded: readonly Pair[],
  now: LineWriters,
  known: LineWriters,
): boolean {
  const block = Array.from({ length: count }, (_, i) => start + i);
  const outs = new Set(traded.map(({ out }) => out));
  const news = [...traded.map(({ into }) => into), ...block.filter((line) => !outs.has(line))];
  const more = new Map<string, number>();
  const add = (writer: Writer | undefined, by: number): void => {
    if (writer) more.set(writerKey(writer), (more.get(writerKey(writer)) ?? 0) + by);
  };
  for (const line of [...block, ...pairs.map(({ into }) => into)]) add(now.get(line), 1);
  for (const { old } of pairs) add(known.get(old), -1);
  for (const line of news) add(now.get(line), -1);
  return [...more.values()].every((left) => left >= 0);
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
