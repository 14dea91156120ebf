/** Lines that a tool reports in one file and that stood in another one before: it has taken them there, and not written them. */
import { inkOf } from '../../provenance/ink';
import { lineStarts } from '../../provenance/lineDiff';
import type { Writer, WrittenText } from '../../provenance/lineWriters';
import { lostLines, mayTell, movedFrom, tellingOf, type LostText } from '../../provenance/lostLines';

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
  return movedFrom(text, claimed, [
    ...(await textsTaken(text, { wanted: claimed, added: claimed }, taken)),
    ...recorded,
  ]);
}

/** Lines of a text, 1-based, ascending. */
export interface Wanted {
  readonly wanted: readonly number[];
  /** Among them, and others that tell with those beside them where they are from. */
  readonly added: readonly number[];
}

/** Of the files, those that they may be from. They know more than was recorded, as far as both have them. */
export async function textsTaken(
  text: string,
  lines: Wanted,
  taken: readonly TakenFile[],
): Promise<LostText[]> {
  const lost: LostText[] = [];
  for (const file of taken) {
    if (!mayBeFrom(file.inks(), text, lines)) continue;
    const [written, left] = await Promise.all([file.written(), file.left()]);
    if (written && left !== undefined) lost.push(lostLines(written, left, false));
  }
  return lost;
}

/** Whether any of the wanted lines, white space aside, is one of those, and enough of the added ones to tell. */
export const mayBeFrom = (inks: ReadonlySet<string>, text: string, { wanted, added }: Wanted): boolean =>
  isAnyIn(inks, text, wanted) && mayTell(inksAt(text, added).filter((ink) => inks.has(ink)));

function inksAt(text: string, lines: readonly number[]): string[] {
  const starts = lineStarts(text);
  return lines.map((line) => inkOf(text.slice(starts[line - 1], starts[line])));
}

/** All lines that are gone from anywhere, without white space: of most texts they tell at once that none is from there. */
export const inksGone = (taken: readonly TakenFile[], recorded: Iterable<LostText>): ReadonlySet<string> =>
  new Set([
    ...taken.flatMap((file) => [...file.inks()]),
    ...[...recorded].flatMap(({ lines }) => lines.filter(({ isGone }) => isGone).map(({ ink }) => ink)),
  ]);

/** Whether any of the lines, white space aside, is one of those. */
export const isAnyIn = (inks: ReadonlySet<string>, text: string, lines: readonly number[]): boolean =>
  inks.size > 0 && inksAt(text, lines).some((ink) => ink !== '' && inks.has(ink));

/** @param names of the file in question */
export function lostFromOthers(
  names: readonly string[],
  lost: ReadonlyMap<string, LostText> = new Map(),
): LostText[] {
  const own = names.map((name) => name.normalize('NFC'));
  return [...lost].flatMap(([path, one]) => (own.includes(path) ? [] : [one]));
}
