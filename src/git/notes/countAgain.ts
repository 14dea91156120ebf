/** What is not kept of the sums of notes, from git; and keeps it. */
import type { KeptTable } from '../../provenance/countedFile';
import { firstCommits, type CountedTable } from '../../provenance/countedTable';
import { TableBuilder } from '../../provenance/tableBuilder';
import { TableRows, united } from '../../provenance/tableRows';
import type { Git } from '../git';
import type { CountedCommits, TableKeeper } from './countedCommits';
import { notedTable } from './notedTable';
import { these } from './notedCommits';
import { changedNotes } from './notePlaces';

export { notedTable };

/** Of these, in their order. @param commits full ids @throws GitError */
export async function tableOf(git: Git, commits: readonly string[]): Promise<CountedTable> {
  // Of no commits, git would take it to be `HEAD`.
  const table = commits.length === 0 ? undefined : await notedTable(git, these(commits));
  return table ?? new TableBuilder().table();
}

/** More commits are not kept: of a longer history those that `git log` lists first. */
const MOST_COMMITS = 200_000;

/** @param tip of the notes before they were read: if they have changed since, it shows */
export function keepTable(keeper: TableKeeper, tip: string | undefined, table: CountedTable): void {
  keeper.keep(tip, firstCommits(table, MOST_COMMITS));
}

/**
 * @param commits full ids
 * @param tip of the notes
 * @throws GitError
 */
export async function countAgain(
  git: Git,
  commits: readonly string[],
  tip: string | undefined,
  { kept, keeper }: { readonly kept: KeptTable | undefined; readonly keeper: TableKeeper },
): Promise<CountedCommits> {
  const before = kept && new TableRows(kept.table);
  const changed = kept && (await changedNotes(git, kept.tip, tip));
  const isKept = (id: string): boolean => changed?.has(id) === false && before?.has(id) === true;
  const news = commits.filter((id) => !isKept(id));
  const added = await tableOf(git, news);
  // Of commits that nobody asked for this time, what still holds.
  const asked = new Set(commits);
  const others = [...(before?.ids() ?? [])].filter((id) => !asked.has(id) && isKept(id));
  const tables = [new TableRows(added), ...(before ? [before] : [])];
  const table = united([...commits, ...others], tables);
  const isNews = kept?.tip !== tip || commits.slice(0, MOST_COMMITS).some((id) => !isKept(id));
  if (isNews) keepTable(keeper, tip, table);
  return { table, places: Uint32Array.from(commits.keys()) };
}
