/** Commits with what their notes say in sums: what is kept of that, and from git what is not. */
import type { KeptTable } from '../../provenance/countedFile';
import { placesOf, type CountedTable } from '../../provenance/countedTable';
import { GitError, type Git } from '../git';
import { walkArguments, type Walk } from './walk';

/** A range that somebody looks over: then lines of which notes say nothing are counted, too, and sums are of no use. */
export const FEW_COMMITS = 1000;

/** In the launcher's folder that all work trees share. */
export const NOTE_SUMS = 'note-sums';

/** Where tables are kept from one time to the next. It may lose them. */
export interface TableKeeper {
  read(): KeptTable | undefined;
  keep(tip: string | undefined, table: CountedTable): void;
}

export interface CountedCommits {
  readonly table: CountedTable;
  /** Of the commits that were asked for. */
  readonly places: Uint32Array;
}

/** The commits of a range, as `git rev-list` names them: full ids, a line each. */
export class CommitIds {
  readonly digits: number;
  readonly count: number;

  constructor(readonly lines: Buffer) {
    this.digits = Math.max(0, lines.indexOf('\n'));
    this.count = lines.length / (this.digits + 1);
  }

  all(): readonly string[] {
    return this.lines.toString('latin1').split('\n', this.count);
  }
}

/**
 * @returns undefined where git takes it for none
 * @throws GitError
 */
export async function commitsIn(git: Git, walk: Walk): Promise<CommitIds | undefined> {
  const outcome = await git.gather(['rev-list', ...walkArguments(walk)]);
  if (outcome.ok) return new CommitIds(outcome.stdout);
  if (outcome.reason === 'refused') return undefined;
  throw new GitError(outcome);
}

/**
 * @param tip of the notes
 * @throws GitError
 */
export async function countedCommits(
  git: Git,
  commits: CommitIds,
  tip: string | undefined,
  keeper: TableKeeper,
): Promise<CountedCommits> {
  const kept = keeper.read();
  const places = kept && kept.tip === tip ? placesIn(kept, commits) : undefined;
  if (kept && places) return { table: kept.table, places };
  const { countAgain } = await import('./countAgain');
  const isOfUse = kept?.table.digits === commits.digits && kept.areIdsWhole();
  const table = await countAgain(git, commits.all(), tip, isOfUse ? kept : undefined);
  keeper.keep(tip, table);
  const found = placesIn({ table, areIdsWhole: () => true }, commits);
  if (!found) throw new Error('git left out a commit');
  return { table, places: found };
}

/** Undefined where any of the commits is not among them. */
function placesIn(
  { table, areIdsWhole }: Omit<KeptTable, 'tip'>,
  commits: CommitIds,
): Uint32Array | undefined {
  const places = new Uint32Array(commits.count);
  // As they were asked for when they were kept: then git itself says that the ids are right.
  if (commits.lines.equals(table.ids.subarray(0, commits.lines.length))) {
    for (let i = 0; i < places.length; i++) places[i] = i;
    return places;
  }
  if (!areIdsWhole() || table.digits !== commits.digits) return undefined;
  const known = placesOf(table);
  const ids = commits.all();
  for (let i = 0; i < places.length; i++) {
    const place = known.get(ids[i] ?? '');
    if (place === undefined) return undefined;
    places[i] = place;
  }
  return places;
}
