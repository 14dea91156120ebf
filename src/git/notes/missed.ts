/**
 * Commits that a hook was to write notes of and did not: it was killed, ran out of time, or never ran. Each hook writes
 * down how far it has come in git's own record of where `HEAD` has been, and the next one goes on from there.
 */
import { textOf } from '../git';
import type { WorkTree } from '../refStorage';
import { isRebasing } from './madeFrom';
import { addTryAfter, awaitMarker, markerOf, setMarker, triesAfter } from './marker';
import { readMoves, type Move } from './reflog';

/** What lies further back is left to `notes repair`. */
const MOVES = 2_000;
/** As far as most hooks have to look. */
const FEW_MOVES = 10;
/** Messages of moves that make a commit, but for those that only go to one. */
const MAKES_ONE = /^(?:commit|cherry-pick|revert|am|rebase|pull|merge)\b/;
const STARTS_REBASE = /^(?:rebase|pull\b.*) \(start\)/;
/** Of moves from one line of commits to the same made anew, for which no hook runs: git-history(1), git-replay(1). */
const REMAKES = /^(?:(?:reword|fixup|split|drop): |replay --)/;

/** Of moves to what is there already, or that is seen to by name. All others are of programs that make commits by themselves. */
const ONLY_GOES = new RegExp(
  [
    /^(?:checkout|reset|clone|branch|Branch)\b/,
    /: Fast-forward$/,
    /^(?:cherry-pick|rebase|rebase -i|pull\b.*): fast-forward$/,
    // Where a rebase starts from, or goes back to, may be older than anything that is recorded.
    /^(?:rebase|rebase -i|pull\b.*) \((?:start|abort|finish|reset)\): /,
  ]
    .map(({ source }) => source)
    .join('|'),
);

const makesOne = (message: string): boolean => MAKES_ONE.test(message) && !ONLY_GOES.test(message);

/** So many are seen to by one hook, for which a person waits. */
export const AT_ONCE = 100;
/** So many hooks try, since each of them may take as long as it is let. */
const TRIES = 2;

export interface Missed {
  /** Full ids, the oldest first. */
  readonly commits: readonly string[];
  /** `FROM..TO`, or `TO`, of commits that were made anew, or by other programs, all at once. */
  readonly remade: readonly string[];
  /** `FROM..TO` of what these and the rebases among them stand in for. */
  readonly rebased: readonly string[];
  /** Whether hooks have tried in vain: no other is to take its time. */
  readonly isTooMuch: boolean;
  /** Of all of them, as `notes repair` takes it. */
  readonly ranges: readonly string[];
  /** To be called by a hook that takes long. */
  addTry(): void;
  /** To be called when they have their notes, or are left without. */
  done(): void;
}

/** @param inHook where the newest commit is the hook's own business. Undefined where there are none. */
export async function missedCommits(place: WorkTree, inHook: boolean): Promise<Missed | undefined> {
  const { gitDir } = place;
  const marker = markerOf(gitDir);
  // The picks of a rebase are seen to at its end.
  if (marker === undefined || isRebasing(gitDir)) return undefined;
  const found = await movesSince(place, marker);
  if (!found) return undefined;
  const { moves } = found;
  const newest = moves.at(-1);
  const isHooks = inHook && newest !== undefined && !REMAKES.test(newest.message);
  const since = isHooks ? moves.slice(0, -1) : moves;
  // A hook runs where git itself has moved `HEAD`, and written it down.
  const unsaid = jumps(found, inHook ? undefined : textOf(await place.git.read(HEAD))?.trim());
  const made = since.filter(
    ({ message, before, now }) => makesOne(message) && before !== now && !(isHooks && now === newest.now),
  );
  const remade = [
    ...since.filter(
      ({ message, before, now }) =>
        REMAKES.test(message) || (before !== now && !MAKES_ONE.test(message) && !ONLY_GOES.test(message)),
    ),
    ...unsaid,
  ];
  // Most moves only go to another branch.
  if (made.length + remade.length === 0) return undefined;
  const now = made.slice(0, AT_ONCE);
  // The newest one has been seen to as well by then.
  const upTo = made.length > now.length ? now.at(-1) : newest;
  return {
    commits: [...new Set(now.map((move) => move.now))],
    remade: remade.map(rangeOf),
    rebased: [...since.filter(({ message }) => STARTS_REBASE.test(message)), ...remade]
      .filter(({ before }) => !isNowhere(before))
      .map((move) => `${move.now}..${move.before}`),
    isTooMuch: triesAfter(gitDir) >= TRIES,
    ranges: [...joined(now), ...remade].map(rangeOf),
    addTry: () => addTryAfter(gitDir),
    done: () => mark(gitDir, upTo),
  };
}

interface MovesSince {
  readonly moves: readonly Move[];
  /** Where `HEAD` was before; all zeroes where it was nowhere. */
  readonly from: string;
}

/** Undefined where it is not known how far the hooks have come. */
async function movesSince(place: WorkTree, marker: string): Promise<MovesSince | undefined> {
  for (const count of [FEW_MOVES, MOVES]) {
    const moves = await readMoves(place, count);
    const last = moves.findLastIndex(({ line }) => line === marker);
    if (last < 0 && !(marker === NO_MOVES && moves.length < count)) continue;
    return { moves: moves.slice(last + 1), from: moves[last]?.now ?? '0' };
  }
  return undefined;
}

/**
 * Where a program has moved `HEAD` without a word about it: isomorphic-git, say, keeps no record.
 *
 * @param head where it is now
 */
const jumps = ({ moves, from }: MovesSince, head: string | undefined): Step[] =>
  [...moves.map(({ before }) => before), head].flatMap((now, i) => {
    const before = moves[i - 1]?.now ?? from;
    return now === undefined || now === before || isNowhere(now) ? [] : [{ before, now }];
  });

type Step = Pick<Move, 'before' | 'now'>;

const rangeOf = ({ before, now }: Step): string => (isNowhere(before) ? now : `${before}..${now}`);

/** Steps that go on where the one before got to, as one; but for the first commit of all, which no range begins with. */
function joined(steps: readonly Step[]): Step[] {
  const all: Step[] = [];
  for (const step of steps) {
    const last = all.at(-1);
    if (last?.now === step.before && !isNowhere(last.before))
      all[all.length - 1] = { before: last.before, now: step.now };
    else all.push(step);
  }
  return all;
}

const HEAD = ['rev-parse', '--verify', '--quiet', 'HEAD'];

const isNowhere = (id: string): boolean => /^0+$/.test(id);

/** What stands for the place in the record of a repository without a commit. */
const NO_MOVES = 'no moves';

/** What is made from now on is the hooks' business. If they have been at work before, so is what they have missed. */
export async function beginNoting(place: WorkTree): Promise<void> {
  if (markerOf(place.gitDir) !== undefined) return;
  const [last] = await readMoves(place, 1);
  if (last) return mark(place.gitDir, last);
  const hasCommit = (await place.git.read(HEAD)).ok;
  if (!hasCommit) setMarker(place.gitDir, NO_MOVES);
}

/**
 * Nothing is left to be done up to here.
 *
 * @param atEndOfRebase where git's files about it are still there
 * @param isAwaited where it is not known yet whether the note has been written
 */
export async function markNoted(
  place: WorkTree,
  { atEndOfRebase = false, isAwaited = false } = {},
): Promise<void> {
  if (isRebasing(place.gitDir) && !atEndOfRebase) return;
  mark(place.gitDir, (await readMoves(place, 1))[0], isAwaited);
}

function mark(gitDir: string, move: Move | undefined, isAwaited = false): void {
  if (move) (isAwaited ? awaitMarker : setMarker)(gitDir, move.line);
}
