import { inkOf } from './ink';
import { joinGaps } from './joinGaps';
import type { Effort, Match } from './myers';
import { matchesOf } from './myers';

/** Offsets at which the lines of a stretch of text start, and its end. A line includes its `\n`. */
export type LineStarts = readonly number[];

export function lineStarts(text: string, start = 0, end = text.length): LineStarts {
  const starts = [start];
  for (let at = text.indexOf('\n', start); at >= 0 && at + 1 < end; at = text.indexOf('\n', at + 1))
    starts.push(at + 1);
  if (end > start) starts.push(end);
  return starts;
}

/** Some lines of a text: `from` and `to` are indices into `starts`, `to` exclusive. */
export interface Lines {
  readonly text: string;
  readonly starts: LineStarts;
  readonly from: number;
  readonly to: number;
}

export const allLines = (text: string, start = 0, end = text.length): Lines => {
  const starts = lineStarts(text, start, end);
  return { text, starts, from: 0, to: starts.length - 1 };
};

export const stretchOf = ({ starts, from, to }: Lines): { start: number; end: number } => ({
  start: starts[from]!,
  end: starts[to]!,
});

/** What two lines must have in common to be one line; a line without a key is none of the other side's. */
export type LineKey = (text: string, start: number, end: number) => string | undefined;

export const exactly: LineKey = (text, start, end) => text.slice(start, end);

/** Blank lines have nothing to tell them by. */
export const byInk: LineKey = (text, start, end) => inkOf(text.slice(start, end)) || undefined;

/**
 * Runs of lines that both sides have, in ascending order; indices into each side's `starts`. Lines that only one
 * side has are set aside first: they can match nothing, and are what makes most differences long.
 */
export function matchLines(a: Lines, b: Lines, key: LineKey, effort: Effort): readonly Match[] {
  const ids = new Map<string, number>();
  const inA = numbered(a, key, (line) => ids.get(line) ?? (ids.set(line, ids.size), ids.size - 1));
  const inB = numbered(b, key, (line) => ids.get(line));
  const shared = new Uint8Array(ids.size);
  for (const id of inB.ids) shared[id] = 1;
  const keptA = only(inA, shared);
  const matches: Match[] = [];
  for (const match of matchesOf(keptA.ids, inB.ids, effort)) {
    for (let i = 0; i < match.length; i++) {
      appendLine(matches, keptA.lines[match.a + i]!, inB.lines[match.b + i]!);
    }
  }
  const names = { a: namedBy(a, key), b: namedBy(b, key) };
  const inks = { a: namedBy(a, byInk), b: namedBy(b, byInk) };
  return joinGaps(matches, {
    all: { a, b },
    areSame: (side, one, other) => isSame(names[side], one, names[side], other),
    areLike: (one, other) => isSame(inks.a, one, inks.b, other),
  });
}

type Names = (line: number) => string | undefined;

const namedBy =
  ({ text, starts }: Lines, key: LineKey): Names =>
  (line) =>
    key(text, starts[line]!, starts[line + 1]!);

function isSame(names: Names, line: number, otherNames: Names, other: number): boolean {
  const name = names(line);
  return name !== undefined && name === otherNames(other);
}

interface Numbered {
  /** Equal for equal lines. */
  readonly ids: Int32Array;
  readonly lines: Int32Array;
}

function numbered(
  { text, starts, from, to }: Lines,
  key: LineKey,
  idOf: (line: string) => number | undefined,
): Numbered {
  const [ids, lines] = [new Int32Array(to - from), new Int32Array(to - from)];
  let count = 0;
  for (let line = from; line < to; line++) {
    const name = key(text, starts[line]!, starts[line + 1]!);
    const id = name === undefined ? undefined : idOf(name);
    if (id === undefined) continue;
    ids[count] = id;
    lines[count++] = line;
  }
  return { ids: ids.subarray(0, count), lines: lines.subarray(0, count) };
}

function only({ ids, lines }: Numbered, wanted: Uint8Array): Numbered {
  const isWanted = (id: number): boolean => wanted[id] === 1;
  return { ids: ids.filter(isWanted), lines: lines.filter((_, i) => isWanted(ids[i]!)) };
}

function appendLine(matches: Match[], a: number, b: number): void {
  const last = matches.at(-1);
  if (last !== undefined && last.a + last.length === a && last.b + last.length === b) {
    matches[matches.length - 1] = { a: last.a, b: last.b, length: last.length + 1 };
  } else matches.push({ a, b, length: 1 });
}
