/** Lines that are no longer where somebody was recorded to have written them, and that turn up at another place. */
import { hasInk, inkOf } from './ink';
import { allLines, exactly, lineStarts, matchLines } from './lineDiff';
import type { LineWriters, Writer, WrittenText } from './lineWriters';
import { Effort } from './myers';

/** What was recorded of a file, next to what is there now. */
export interface LostText {
  /** Without the blank ones. */
  readonly lines: readonly LostLine[];
  /** Whether it is another version of the file in question. */
  readonly isSameFile: boolean;
}

interface LostLine {
  readonly ink: string;
  readonly isGone: boolean;
  readonly writer: Writer | undefined;
}

/** So many letters and digits in several lines in a row come back by being moved; in one line it takes more of them. */
const LEAST_LETTERS = 20;
const LEAST_IN_ONE_LINE = 40;
/** Of a whole run of lines in the same file this much ink is no coincidence, as with hunks of commits. */
const LEAST_INK = 8;

/**
 * Undefined where nothing is gone of which somebody is known to have written it.
 *
 * @param now what the file has now; '' where there is none
 */
export function lostText(written: Known, now: string, isSameFile: boolean): LostText | undefined {
  if (written.writers.size === 0 || written.text === now) return undefined;
  const lost = lostLines(written, now, isSameFile);
  return lost.lines.some(({ isGone, writer }) => isGone && writer) ? lost : undefined;
}

type Known = Pick<WrittenText, 'text' | 'writers'>;

/** Whether all lines of a text stand in another one, in their order: then nothing is gone, which is told at once. */
export function hasAllLines(now: string, text: string): boolean {
  const wanted = text.split('\n');
  let found = 0;
  for (const line of now.split('\n')) if (line === wanted[found]) found++;
  return found === wanted.length;
}

/** The same, whatever is known of it. */
export function lostLines({ text, writers }: Known, now: string, isSameFile: boolean): LostText {
  const there = new Set<number>();
  for (const { a, length } of matchLines(allLines(text), allLines(now), exactly, new Effort()))
    for (let i = 0; i < length; i++) there.add(a + i);
  const starts = lineStarts(text);
  const lines = starts.slice(0, -1).flatMap((start, i): LostLine[] => {
    const ink = inkOf(text.slice(start, starts[i + 1]));
    return ink === '' ? [] : [{ ink, isGone: !there.has(i), writer: writers.get(i + 1) }];
  });
  return { lines, isSameFile };
}

/** What lines have to be like to be told from a coincidence where they turn up: among another file's, or another version's. */
export type Telling = 'anywhere' | 'in the same file' | 'nowhere';

/** @param open 1-based lines of the text of which nothing is known, ascending */
export function tellingOf(text: string, open: readonly number[]): Telling {
  const runs = runsOf(text, open).map((run) => run.map(({ ink }) => ({ ink, isGone: true })));
  if (runs.some((run) => isTelling(run, false))) return 'anywhere';
  return runs.some((run) => isTelling(run, true)) ? 'in the same file' : 'nowhere';
}

/** Whether so much may be no coincidence, in a row. @param inks of lines */
export const mayTell = (inks: readonly string[]): boolean =>
  inks.reduce((sum, ink) => sum + lettersIn(ink), 0) >= LEAST_LETTERS;

/**
 * @param open as above
 * @param added among them, and others that tell with those beside them where they are from
 */
export function foundElsewhere(
  text: string,
  open: readonly number[],
  lost: readonly LostText[],
  added = open,
): LineWriters {
  const wanted = new Set(open);
  const writers = new Map<number, Writer>();
  const find = (runs: readonly (readonly OpenLine[])[]): void => {
    for (const [line, writer] of placesIn(lost, runs, 1))
      if (writer && wanted.has(line) && !writers.has(line)) writers.set(line, writer);
  };
  find(runsOf(text, open));
  const isLeft = ({ line }: OpenLine): boolean => wanted.has(line) && !writers.has(line);
  find(runsOf(text, added).filter((run) => run.some(isLeft)));
  return writers;
}

/** Against a tool's word it takes so much more. */
const AGAINST_A_TOOL = 2;

/** The same of lines that a tool says it wrote; undefined where it is not known who did. */
export const movedFrom = (
  text: string,
  claimed: readonly number[],
  lost: readonly LostText[],
): ReadonlyMap<number, Writer | undefined> => placesIn(lost, runsOf(text, claimed), AGAINST_A_TOOL);

function placesIn(
  lost: readonly LostText[],
  runs: readonly (readonly OpenLine[])[],
  times: number,
): Map<number, Writer | undefined> {
  const writers = new Map<number, Writer | undefined>();
  if (lost.length === 0) return writers;
  const places = placesByInk(lost, new Set(runs.flatMap((run) => run.map(({ ink }) => ink))));
  for (const run of runs) {
    for (let i = 0; i < run.length;) {
      const block = longestAt(run, i, places, times);
      block.forEach(({ writer }, at) => writers.set(run[i + at]!.line, writer));
      i += Math.max(1, block.length);
    }
  }
  return writers;
}

interface LostPlace extends LostText {
  readonly at: number;
}

/** Where each of these lines stood. */
function placesByInk(lost: readonly LostText[], inks: ReadonlySet<string>): Map<string, LostPlace[]> {
  const places = new Map<string, LostPlace[]>();
  for (const { lines, isSameFile } of lost) {
    lines.forEach(({ ink }, at) => {
      if (!inks.has(ink)) return;
      const there = places.get(ink) ?? [];
      there.push({ lines, isSameFile, at });
      places.set(ink, there);
    });
  }
  return places;
}

interface OpenLine {
  readonly line: number;
  readonly ink: string;
}

/** Without the blank ones, which part nothing. */
function runsOf(text: string, open: readonly number[]): OpenLine[][] {
  const starts = lineStarts(text);
  const runs: OpenLine[][] = [];
  let end = 0;
  for (const line of open) {
    const ink = inkOf(text.slice(starts[line - 1], starts[line]));
    if (ink === '') continue;
    if (end === 0 || hasInk(text, starts[end] ?? 0, starts[line - 1] ?? 0)) runs.push([]);
    runs.at(-1)?.push({ line, ink });
    end = line;
  }
  return runs;
}

function longestAt(
  run: readonly OpenLine[],
  from: number,
  places: ReadonlyMap<string, readonly LostPlace[]>,
  times: number,
): readonly LostLine[] {
  let longest: readonly LostLine[] = [];
  for (const { lines, isSameFile, at } of places.get(run[from]!.ink) ?? []) {
    const block = lines.slice(at, at + sharedFrom(run, from, lines, at));
    const isWhole = isSameFile && block.length === run.length;
    if (block.length > longest.length && isTelling(block, isWhole, times)) longest = block;
  }
  return longest;
}

/** What is still there is not what turns up here; of brackets nobody can say which ones are. */
function sharedFrom(run: readonly OpenLine[], from: number, lines: readonly LostLine[], at: number): number {
  let length = 0;
  for (;;) {
    const [mine, theirs] = [run[from + length], lines[at + length]];
    if (!mine || theirs?.ink !== mine.ink || !(theirs.isGone || lettersIn(theirs.ink) === 0)) return length;
    length++;
  }
}

function isTelling(block: readonly Pick<LostLine, 'ink' | 'isGone'>[], isWhole: boolean, times = 1): boolean {
  const gone = block.filter(({ isGone }) => isGone);
  const letters = gone.reduce((sum, { ink }) => sum + lettersIn(ink), 0);
  const ink = gone.reduce((sum, one) => sum + one.ink.length, 0);
  return (
    (letters >= times * LEAST_LETTERS && block.length > 1) ||
    letters >= times * LEAST_IN_ONE_LINE ||
    (isWhole && ink >= LEAST_INK)
  );
}

const lettersIn = (ink: string): number => ink.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
