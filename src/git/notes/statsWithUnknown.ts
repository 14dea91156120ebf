/** What the notes of commits say, added up, and the lines that they say nothing of: for that their diffs have to be read. */
import { sumUp, type CommitStats } from '../../provenance/commitSums';
import { placesOf, type CountedTable } from '../../provenance/countedTable';
import type { Git } from '../git';
import { linesOfCommits, sumsOf } from './commitLines';

export async function statsWithUnknown(
  git: Git,
  table: CountedTable,
  isFileMeant: (path: string) => boolean,
): Promise<CommitStats> {
  const places = placesOf(table);
  const authorOf = (commit: string): string =>
    table.names.authors[table.author[places.get(commit) ?? -1] ?? -1] ?? '';
  const [ofAuthors, ofPaths] = [new Map<string, number>(), new Map<string, number>()];
  let notCompared = 0;
  for await (const { commit, files, isCompared } of linesOfCommits(git, places.keys())) {
    if (!isCompared) notCompared++;
    for (const file of files) {
      const { unknown } = sumsOf([file]);
      if (unknown === 0 || !isFileMeant(file.path)) continue;
      add(ofPaths, file.path, unknown);
      add(ofAuthors, authorOf(commit), unknown);
    }
  }
  const unknown = { ofAuthors, ofPaths, notCompared };
  return sumUp(table, Uint32Array.from(places.values()), { unknown, isFileMeant });
}

const add = (sums: Map<string, number>, key: string, lines: number): void =>
  void sums.set(key, (sums.get(key) ?? 0) + lines);
