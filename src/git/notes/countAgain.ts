/** What is not kept of the sums of notes, from git; and keeps it. */
import type { KeptTable } from '../../provenance/countedFile';
import { placesOf, type CountedTable } from '../../provenance/countedTable';
import { joined } from '../../provenance/joinedTables';
import { TableBuilder } from '../../provenance/tableBuilder';
import type { Git } from '../git';
import { changedNotes } from './notePlaces';
import { these } from './notedCommits';
import { notedTable } from './notedTable';

export { notedTable };

/** Of these, in their order. @param commits full ids @throws GitError */
export async function tableOf(git: Git, commits: readonly string[]): Promise<CountedTable> {
  // Of no commits, git would take it to be `HEAD`.
  const table = commits.length === 0 ? undefined : await notedTable(git, these(commits));
  return table ?? new TableBuilder().table();
}

/**
 * A table of at least these, the new ones first.
 *
 * @param commits full ids
 * @param tip of the notes
 * @throws GitError
 */
export async function countAgain(
  git: Git,
  commits: readonly string[],
  tip: string | undefined,
  kept: KeptTable | undefined,
): Promise<CountedTable> {
  if (!kept) return tableOf(git, commits);
  const changing = changedNotes(git, kept.tip, tip);
  // While git is at work.
  const places = placesOf(kept.table);
  const changed = await changing;
  if (!changed) return tableOf(git, commits);
  const stale = new Set([...changed].flatMap((id) => places.get(id) ?? []));
  const isNews = (id: string): boolean => {
    const place = places.get(id);
    return place === undefined || stale.has(place);
  };
  return joined(await tableOf(git, commits.filter(isNews)), kept.table, stale);
}
