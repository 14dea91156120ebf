/** Where `HEAD` has been, the latest last: git-reflog(1). */
import { statSync } from 'node:fs';
import path from 'node:path';
import { textOf } from '../git';
import { lastLinesIn } from '../linesIn';
import { hasReftable, type WorkTree } from '../refStorage';

export interface Move {
  readonly before: string;
  readonly now: string;
  readonly message: string;
  /** Tells it from all others. */
  readonly line: string;
}

const LOOKED_AT = 40;

/**
 * When `HEAD` was last taken to another commit than one just made: in milliseconds since 1970, rather too late than too
 * early; 0 where it never was.
 */
export async function lastTakenElsewhere(place: WorkTree): Promise<number> {
  const moves = await readMoves(place, LOOKED_AT);
  const last = moves.findLast(({ before, now, message }) => before !== now && !message.startsWith('commit'));
  const seconds = last && secondsOf(last);
  if (seconds === undefined) return 0;
  // A branch that is switched to is written there at that moment.
  const written = statSync(path.join(place.gitDir, 'HEAD'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return Math.floor(written / 1000) === seconds ? written : (seconds + 1) * 1000;
}

/** Moves that took what the commit before had and the one after has not off the disk as well. */
const TAKES_AWAY = /^(?:checkout: moving|commit(?: \(merge\))?: |revert: |merge |pull\b)/;

/**
 * Where `HEAD` was when git last took files away from there, the latest first.
 *
 * @param since milliseconds since 1970
 */
export function leftSince(moves: readonly Move[], since: number): string[] {
  const left = moves.filter(
    (move) =>
      move.before !== move.now &&
      TAKES_AWAY.test(move.message) &&
      !/^0+$/.test(move.before) &&
      isSince(move, since),
  );
  return [...new Set(left.map(({ before }) => before).toReversed())];
}

/** Where `HEAD` was when a person took it elsewhere and the files may have stayed as they were, the latest first. */
export const resetFrom = (moves: readonly Move[]): string[] => [
  ...new Set(
    moves.flatMap(({ before, message }) => (message.startsWith('reset: ') ? [before] : [])).toReversed(),
  ),
];

const isSince = (move: Move, since: number): boolean => (secondsOf(move) ?? -1) >= Math.floor(since / 1000);

/** As far back as is looked for what may be brought back. */
export const lastMoves = (place: WorkTree): Promise<Move[]> => readMoves(place, LOOKED_AT);

/** Since 1970. As git writes it down, and as it tells it of a reftable. */
function secondsOf({ line }: Move): number | undefined {
  const [, seconds] = /(?:> |@\{)(-?\d+) [+-]\d{4}/.exec(line) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}

/** The last so many. */
export async function readMoves(place: WorkTree, count: number): Promise<Move[]> {
  if (hasReftable(place.gitDir)) return movesInReftable(place, count);
  return lastLinesIn(path.join(place.gitDir, 'logs', 'HEAD'), count).flatMap((line) => {
    const [, before, now, message = ''] =
      /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) [^\t]*\t?(.*)$/.exec(line) ?? [];
    return before === undefined || now === undefined ? [] : [{ before, now, message, line }];
  });
}

/** What git is told, how many, and of what: in a reftable a line of its answer stands for a move. */
export const LAST_MOVES: readonly string[] = [
  ...['log', '--walk-reflogs', '--no-show-signature', '--date=raw', '--format=%H %gd%x09%gs'],
];

/** git tells of each where it led; the one before it led to where it came from. */
async function movesInReftable({ git }: WorkTree, count: number): Promise<Move[]> {
  const text = textOf(await git.read([...LAST_MOVES, `--max-count=${count + 1}`, 'HEAD', '--']));
  const lines = text?.split('\n').filter((line) => line !== '') ?? [];
  return lines
    .map((line, i) => {
      const now = idIn(line);
      const message = line.slice(line.indexOf('\t') + 1);
      return { before: idIn(lines[i + 1] ?? '') || '0'.repeat(now.length), now, message, line };
    })
    .slice(0, count)
    .toReversed();
}

const idIn = (line: string): string => line.split(' ', 1)[0] ?? '';
