/** Which commits the newest one takes the place of or was made from, as far as git still tells after the fact. */
import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import { linesIn } from '../linesIn';
import { pseudoRefs, type WorkTree } from '../refStorage';
import { readMoves } from './reflog';

export interface MadeFrom {
  /** Commits whose own additions it makes again: amended, picked, being rebased. */
  readonly replays: readonly string[];
  /** Commits whose files it takes lines from, whichever commit added them: squashed, or the one before a deletion. */
  readonly draws: readonly string[];
}

/** In the launcher's folder of this work tree: what git was at before the commit, which it has cleared away since. */
export const SOURCES = 'sources';

export async function madeFrom(place: WorkTree, commit: string, message: string): Promise<MadeFrom> {
  const noted = linesIn(keptSources(place.gitDir));
  // Of a rebase that squashes at its end, git leaves its name behind.
  const stopped = isRebasing(place.gitDir) ? (['REBASE_HEAD'] as const) : [];
  const now = await pseudoRefs(place, ['CHERRY_PICK_HEAD', 'REVERT_HEAD', ...stopped]);
  const named = (name: string): string[] =>
    [...noted.filter((line) => line.startsWith(`${name} `)), now.get(name) ?? '']
      .map((line) => line.replace(`${name} `, ''))
      .filter((id) => ID.test(id));
  const said = saysItIsMadeFrom(message);
  return {
    replays: [
      ...(await amendedBy(place, commit)),
      ...named('REBASE_HEAD'),
      ...named('CHERRY_PICK_HEAD'),
      ...said.replays,
    ],
    draws: [...named('SQUASH_MSG'), ...named('REVERT_HEAD').map((id) => `${id}^`), ...said.draws],
  };
}

/** The commit that this one was amended from, if it was and is the newest. */
export async function amendedBy(place: WorkTree, commit: string): Promise<string[]> {
  const [last] = await readMoves(place, 1);
  return last?.now === commit && last.message.startsWith('commit (amend)') ? [last.before] : [];
}

const keptSources = (gitDir: string): string => path.join(gitDir, 'parapet', SOURCES);

/** They are of one commit only. */
export const forgetSources = (gitDir: string): void => rmSync(keptSources(gitDir), { force: true });

/** What git itself writes into messages: of `cherry-pick -x`, `revert`, and reverts of reverts in newer versions. */
export function saysItIsMadeFrom(message: string): MadeFrom {
  const ids = (pattern: RegExp): string[] => [...message.matchAll(pattern)].flatMap(([, id]) => id ?? []);
  return {
    replays: ids(/^\(cherry picked from commit ([0-9a-f]{40,64})\)$/gm),
    draws: ids(/^This (?:reverts|reapplies) commit ([0-9a-f]{40,64})\b/gm).map((id) => `${id}^`),
  };
}

/** So many moves of `HEAD`, the latest, are looked at. */
export const MOVES = 40;

export interface Whereabouts {
  /** Where `HEAD` has been, the latest first. */
  readonly all: readonly string[];
  /** The same without those that are known to be where it is, or among the ancestors of that. */
  readonly left: readonly string[];
}

export async function whereabouts(place: WorkTree): Promise<Whereabouts> {
  const moves = (await readMoves(place, MOVES)).toReversed();
  const all = moves.flatMap(({ before, now }) => [now, before]).filter((id) => !/^0+$/.test(id));
  const ancestors = new Set<string>();
  let [at] = moves.map(({ now }) => now);
  for (const { before, now, message } of moves) {
    if (now !== at || !BUILDS_UPON.test(message)) break;
    ancestors.add(now).add(before);
    at = before;
  }
  return { all, left: all.filter((id) => !ancestors.has(id)) };
}

/** Messages of moves to what has the commit before among its ancestors. */
const BUILDS_UPON = /^(?:commit(?: \((?:initial|merge)\))?|merge [^:]*): /;

/** Whether the last move of `HEAD` was to a commit that was there already. */
export const hasOnlyMovedAhead = async (place: WorkTree): Promise<boolean> =>
  (await readMoves(place, 1))[0]?.message.endsWith(': Fast-forward') ?? false;

/** Where `HEAD` has been since the rebase in progress began. */
export async function madeSinceStart(place: WorkTree): Promise<Set<string>> {
  const moves = await readMoves(place, MOVES);
  const start = moves.findLastIndex(({ message }) => /^\S.*\(start\)/.test(message));
  return new Set(start < 0 ? [] : moves.slice(start + 1).map(({ now }) => now));
}

const ID = /^[0-9a-f]{40,64}$/;

/** In git's folder of the work tree. */
export const REWRITTEN_LISTS = ['rebase-merge/rewritten-list', 'rebase-apply/rewritten'];

/** `OLD NEW` a line, of the rebase that is about to end: git hands the same to post-rewrite, see githooks(5). */
export function rewrittenCommits(gitDir: string): Map<string, string[]> {
  const rewritten = new Map<string, string[]>();
  for (const line of REWRITTEN_LISTS.flatMap((file) => linesIn(path.join(gitDir, file)))) {
    const [old = '', now = ''] = line.split(' ');
    if (!ID.test(old) || !ID.test(now)) continue;
    // What came last says most of the lines as they are.
    rewritten.set(now, [old, ...(rewritten.get(now) ?? [])]);
  }
  return rewritten;
}

export const isRebasing = (gitDir: string): boolean =>
  ['rebase-merge', 'rebase-apply'].some((name) => existsSync(path.join(gitDir, name)));

/** The commit that a rebase in progress builds upon. */
export const rebasedOnto = (gitDir: string): string | undefined =>
  ['rebase-merge/onto', 'rebase-apply/onto'].flatMap((file) => linesIn(path.join(gitDir, file)))[0];
