/** A table of commits with what their notes say in sums. */
import { placesOf, type CountedTable } from '../../provenance/countedTable';
import { joined } from '../../provenance/joinedTables';
import { NoteTally } from '../../provenance/noteTally';
import { TableBuilder } from '../../provenance/tableBuilder';
import type { Git } from '../git';
import { ObjectReader } from '../objects';
import { notedCommits, type Which } from './notedCommits';
import { Notes } from './notesRef';

/**
 * @returns undefined where git knows no such commits
 * @throws GitError where git cannot answer
 */
export async function notedTable(git: Git, which: Which): Promise<CountedTable | undefined> {
  const builder = new TableBuilder();
  const tally = new NoteTally(builder.entries);
  const strange = new Map<string, string>();
  const isKnown = await notedCommits(git, which, (commits) => {
    for (const { id, author, note } of commits) {
      builder.commit(id, author);
      if (note !== '' && !tally.add(note)) strange.set(id, author);
    }
  });
  if (!isKnown) return undefined;
  const table = builder.table();
  if (strange.size === 0) return table;
  const places = placesOf(table);
  const stale = [...strange.keys()].flatMap((id) => places.get(id) ?? []);
  return joined(await readPlainly(git, strange), table, stale);
}

/** Where a commit has two notes, git shows both in one. */
async function readPlainly(git: Git, authors: ReadonlyMap<string, string>): Promise<CountedTable> {
  const builder = new TableBuilder();
  const tally = new NoteTally(builder.entries);
  const objects = new ObjectReader(git);
  try {
    const notes = new Notes(git, objects);
    await notes.lookAtAll();
    for (const [id, author] of authors) {
      const text = await notes.read(id);
      builder.commit(id, author);
      if (text !== undefined) tally.add(text);
    }
  } finally {
    objects.close();
  }
  return builder.table();
}
