/** Lines that a tool reports in one file and that stood in another one before: it has taken them there, and not written them. */
import { inkOf } from '../../provenance/ink';
import { lineStarts } from '../../provenance/lineDiff';
import type { Writer, WrittenText } from '../../provenance/lineWriters';
import { lostLines, movedFrom, tellingOf, type LostText } from '../../provenance/lostLines';

/** A file that lines have been taken from. */
export interface TakenFile {
  readonly path: string;
  /** Of the lines in question, perhaps of others too, without white space. */
  inks(): ReadonlySet<string>;
  /** As it was. */
  written(): Promise<WrittenText | undefined>;
  /** What is left of it. */
  left(): Promise<string | undefined>;
}

/**
 * Their writers; undefined where nobody knows those.
 *
 * @param claimed 1-based lines of the text that a tool says it wrote, ascending
 * @param recorded what was recorded of lines that are gone from other files, and that no commit has
 */
export async function movedHere(
  text: string,
  claimed: readonly number[],
  taken: readonly TakenFile[],
  recorded: readonly LostText[],
): Promise<ReadonlyMap<number, Writer | undefined>> {
  if (taken.length + recorded.length === 0 || tellingOf(text, claimed) !== 'anywhere') return new Map();
  return movedFrom(text, claimed, [...(await textsTaken(text, claimed, taken)), ...recorded]);
}

/** Of the files, those that have lost any of these lines. They know more than was recorded, as far as both have them. */
export async function textsTaken(
  text: string,
  wanted: readonly number[],
  taken: readonly TakenFile[],
): Promise<LostText[]> {
  const starts = lineStarts(text);
  const inks = wanted
    .map((line) => inkOf(text.slice(starts[line - 1], starts[line])))
    .filter((ink) => ink !== '');
  const lost: LostText[] = [];
  for (const file of taken) {
    const there = file.inks();
    if (!inks.some((ink) => there.has(ink))) continue;
    const [written, left] = await Promise.all([file.written(), file.left()]);
    if (written && left !== undefined) lost.push(lostLines(written, left, false));
  }
  return lost;
}

/** All lines that are gone from anywhere, without white space: of most texts they tell at once that none is from there. */
export const inksGone = (taken: readonly TakenFile[], recorded: Iterable<LostText>): ReadonlySet<string> =>
  new Set([
    ...taken.flatMap((file) => [...file.inks()]),
    ...[...recorded].flatMap(({ lines }) => lines.filter(({ isGone }) => isGone).map(({ ink }) => ink)),
  ]);

/** Whether any of the lines, white space aside, is one of those. */
export function isAnyIn(inks: ReadonlySet<string>, text: string, lines: readonly number[]): boolean {
  if (inks.size === 0) return false;
  const starts = lineStarts(text);
  return lines.some((line) => {
    const ink = inkOf(text.slice(starts[line - 1], starts[line]));
    return ink !== '' && inks.has(ink);
  });
}

/** @param names of the file in question */
export function lostFromOthers(
  names: readonly string[],
  lost: ReadonlyMap<string, LostText> = new Map(),
): LostText[] {
  const own = names.map((name) => name.normalize('NFC'));
  return [...lost].flatMap(([path, one]) => (own.includes(path) ? [] : [one]));
}
