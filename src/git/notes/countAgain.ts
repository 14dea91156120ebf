/** What is not kept of the sums of notes, from git; and keeps it. */
import type { KeptTable } from '../../provenance/countedFile';
import { commitsOf, countedTable, type CountedCommit } from '../../provenance/countedTable';
import { NoteTally, type WrittenLines } from '../../provenance/noteTally';
import { required, type Git } from '../git';
import { ObjectStream } from '../parse/objectStream';
import type { CountedCommits, TableKeeper } from './countedCommits';
import { noteBlobs } from './notePlaces';

/** More commits are not kept: of a longer history those that `git log` lists first. */
const MOST_COMMITS = 200_000;

/**
 * @param commits full ids
 * @param tip of the notes
 * @param kept what the keeper has
 * @throws GitError
 */
export async function countAgain(
  git: Git,
  commits: readonly string[],
  tip: string | undefined,
  { kept, keeper }: { readonly kept: KeptTable | undefined; readonly keeper: TableKeeper },
): Promise<CountedCommits> {
  const before = new Map(kept && commitsOf(kept.table).map((commit) => [commit.id, commit]));
  const news = commits.filter((id) => !before.has(id));
  const [authors, { blobs, written }] = await Promise.all([
    authorsOf(git, news),
    readNotes(git, commits, tip, before),
  ]);
  const all: CountedCommit[] = [];
  let isNews = kept?.tip !== tip;
  // A partial clone may come to have a note that it lacks.
  let isWhole = true;
  for (const id of commits) {
    const known = before.get(id);
    const note = blobs.get(id);
    if (known && known.note === note) {
      all.push(known);
      continue;
    }
    const says = note === undefined ? NOTHING : written.get(note);
    isWhole &&= says !== undefined;
    isNews ||= all.length < MOST_COMMITS;
    all.push({ id, author: known?.author ?? authors.get(id) ?? '', note, written: says ?? NOTHING });
  }
  // Of commits that nobody asked for this time, what still holds.
  for (const id of commits) before.delete(id);
  for (const [id, commit] of before) if (blobs.get(id) === commit.note) all.push(commit);
  const digits = commits[0]?.length ?? 0;
  const table = countedTable(digits, all);
  if (isWhole && isNews)
    keeper.keep(tip, all.length <= MOST_COMMITS ? table : countedTable(digits, all.slice(0, MOST_COMMITS)));
  return { table, places: Uint32Array.from(commits.keys()) };
}

const NOTHING: readonly WrittenLines[] = [];

/** `Name <address>` of each. */
async function authorsOf(git: Git, commits: readonly string[]): Promise<Map<string, string>> {
  const authors = new Map<string, string>();
  if (commits.length === 0) return authors;
  const options = ['--no-show-signature', '--no-mailmap', '--no-notes', '--encoding=UTF-8'];
  const args = ['log', '--no-walk=unsorted', '--stdin', ...options, '--format=%H %an <%ae>'];
  const answer = required(await git.gather(args, `${commits.join('\n')}\n`)).toString();
  const digits = commits[0]?.length ?? 0;
  for (const line of answer.split('\n')) authors.set(line.slice(0, digits), line.slice(digits + 1));
  return authors;
}

interface ReadNotes {
  /** The note of every commit that has one. */
  readonly blobs: ReadonlyMap<string, string>;
  /** What the notes say that are not known yet; of one that is not in this clone, nothing. */
  readonly written: ReadonlyMap<string, readonly WrittenLines[]>;
}

async function readNotes(
  git: Git,
  commits: readonly string[],
  tip: string | undefined,
  before: ReadonlyMap<string, CountedCommit>,
): Promise<ReadNotes> {
  const blobs = tip === undefined ? new Map<string, string>() : await noteBlobs(git, tip);
  const written = new Map<string, readonly WrittenLines[]>();
  const news = new Set<string>();
  for (const id of commits) {
    const blob = blobs.get(id);
    if (blob !== undefined && before.get(id)?.note !== blob) news.add(blob);
  }
  if (news.size === 0) return { blobs, written };
  const stream = new ObjectStream();
  const tally = new NoteTally();
  const take = (piece: Buffer): void => {
    for (const object of stream.push(piece))
      if (object.found && object.type === 'blob') written.set(object.id, tally.in(object.content.toString()));
  };
  required(await git.pour(['cat-file', '--batch', '--buffer'], take, { input: `${[...news].join('\n')}\n` }));
  return { blobs, written };
}
