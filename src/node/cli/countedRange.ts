/** Who wrote the lines of a range of commits: from what is kept of it, or from git. */
import type { Git } from '../../git/git';
import { commitsIn, countedCommits, FEW_COMMITS } from '../../git/notes/countedCommits';
import { NOTES_REF } from '../../git/notes/refs';
import { isMeant, type Walk } from '../../git/notes/walk';
import { refTip } from '../../git/refStorage';
import { likelyCommonDir, type Repository } from '../../git/repository';
import { sumUp, type CommitStats } from '../../provenance/commitSums';
import type { CountedTable } from '../../provenance/countedTable';
import { NoteSums } from '../noteSums';
import type { Terminal } from './command';
import { notedRepositoryHere } from './repositoryHere';

export interface AskedRange {
  readonly git: Git;
  readonly walk: Walk;
  /** Of however many commits. */
  readonly isUnknownWanted: boolean;
}

export interface CountedRange {
  readonly repository: Repository;
  readonly stats: CommitStats;
}

/**
 * @returns undefined where git takes it for no range
 * @throws UsageError outside of a repository
 * @throws GitError where git cannot answer
 */
export function countedRange(asked: AskedRange, terminal: Terminal): Promise<CountedRange | undefined> {
  const commonDir = likelyCommonDir(terminal.cwd);
  const likely = commonDir === undefined ? undefined : new NoteSums(commonDir);
  return likely?.isEmpty() ? countFirst(asked, terminal, likely) : countWithKept(asked, terminal, likely);
}

/** A sum of some of the notes would be taken for one of all. */
const WHOLE = { isWhole: true };

/** One process of git says all that there is to know, and is at it before it is known where. */
async function countFirst(
  asked: AskedRange,
  terminal: Terminal,
  likely: NoteSums,
): Promise<CountedRange | undefined> {
  const { git, walk } = asked;
  const { notedTable } = await import('../../git/notes/countAgain');
  // Before any note is read: what comes in meanwhile is then known to be news.
  const tip = await refTip(git, likely.commonDir, NOTES_REF);
  const read = () => notedTable(git, walk);
  const [first, { repository, hasNews }] = await Promise.all([read(), notedRepositoryHere(terminal, WHOLE)]);
  const table = hasNews ? await read() : first;
  if (!table) return undefined;
  const commits = table.count.length;
  if (isUnknownCounted(asked, commits)) return { repository, stats: await withUnknown(asked, table) };
  if (likely.commonDir === repository.commonDir) likely.keep(tip, table);
  return {
    repository,
    stats: sumUp(
      table,
      Uint32Array.from({ length: commits }, (_, i) => i),
      { isFileMeant: isMeant(walk.paths) },
    ),
  };
}

async function countWithKept(
  asked: AskedRange,
  terminal: Terminal,
  likely: NoteSums | undefined,
): Promise<CountedRange | undefined> {
  const { git, walk } = asked;
  // Both at once, the longer one first: outside of a repository the other one says so.
  const asking = Promise.all([commitsIn(git, walk), notedRepositoryHere(terminal, WHOLE)]);
  // While git is at work.
  likely?.read();
  const [commits, { repository, notesTip }] = await asking;
  if (!commits) return undefined;
  if (isUnknownCounted(asked, commits.count)) {
    const { tableOf } = await import('../../git/notes/countAgain');
    return { repository, stats: await withUnknown(asked, await tableOf(git, commits.all())) };
  }
  const { table, places } = await countedCommits(git, commits, notesTip, sumsOf(repository, likely));
  return { repository, stats: sumUp(table, places, { isFileMeant: isMeant(walk.paths) }) };
}

const isUnknownCounted = ({ isUnknownWanted }: AskedRange, commits: number): boolean =>
  isUnknownWanted || commits <= FEW_COMMITS;

async function withUnknown({ git, walk }: AskedRange, table: CountedTable): Promise<CommitStats> {
  const { statsWithUnknown } = await import('../../git/notes/statsWithUnknown');
  return statsWithUnknown(git, table, isMeant(walk.paths));
}

/** What was read while it was but likely that it is of this repository. */
const sumsOf = ({ commonDir }: Repository, likely: NoteSums | undefined): NoteSums =>
  likely?.commonDir === commonDir ? likely : new NoteSums(commonDir);
