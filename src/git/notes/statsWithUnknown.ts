/** What the notes of commits say, added up, and the lines that they say nothing of: for that their diffs have to be read. */
import { sumUp, type CommitStats } from '../../provenance/commitSums';
import { countedTable, type CountedCommit } from '../../provenance/countedTable';
import { NoteTally } from '../../provenance/noteTally';
import type { Git } from '../git';
import { linesOfCommits, sumsOf } from './commitLines';
import { notedCommits, type NotedCommit } from './notedCommits';

/** @param commits full ids */
export async function statsWithUnknown(git: Git, commits: readonly string[]): Promise<CommitStats> {
  const tally = new NoteTally();
  const counted: CountedCommit[] = [];
  const authors = new Map<string, string>();
  const which = { revisions: ['--no-walk=unsorted', '--stdin'], input: `${commits.join('\n')}\n` };
  const take = ({ id, author, note }: NotedCommit): void => {
    counted.push({ id, author, note: undefined, written: tally.in(note) });
    authors.set(id, author);
  };
  // Of no commits, git would take it to be `HEAD`.
  if (commits.length > 0) await notedCommits(git, which, take);
  const [ofAuthors, ofPaths] = [new Map<string, number>(), new Map<string, number>()];
  let notCompared = 0;
  for await (const { commit, files, isCompared } of linesOfCommits(git, commits)) {
    if (!isCompared) notCompared++;
    for (const file of files) {
      const { unknown } = sumsOf([file]);
      if (unknown === 0) continue;
      add(ofPaths, file.path, unknown);
      add(ofAuthors, authors.get(commit) ?? '', unknown);
    }
  }
  const table = countedTable(commits[0]?.length ?? 0, counted);
  return sumUp(table, Uint32Array.from(counted.keys()), { ofAuthors, ofPaths, notCompared });
}

const add = (sums: Map<string, number>, key: string, lines: number): void =>
  void sums.set(key, (sums.get(key) ?? 0) + lines);
