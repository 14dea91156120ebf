/** The lines that commits add, with what their notes say of them. */
import { parseNote, writersInNote, type AuthorshipNote } from '../../provenance/authorshipNote';
import { inkLength } from '../../provenance/ink';
import { lineStarts } from '../../provenance/lineDiff';
import type { Writer } from '../../provenance/lineWriters';
import type { ChangedFile } from '../changedFiles';
import { isGitError, type Git } from '../git';
import { fromBytes } from '../message/bytes';
import { ObjectReader } from '../objects';
import { changesOfCommits, commitInfo, type CommitInfo } from './commitChanges';
import { Notes } from './notesRef';

export interface AddedLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly isBlank: boolean;
  readonly writer: Writer | undefined;
}

export interface FileLines {
  readonly path: string;
  readonly lines: readonly AddedLine[];
}

export interface CommitLinesShown {
  /** Full. */
  readonly commit: string;
  /** `Name <address>` */
  readonly author: string;
  readonly authored: Date;
  /** First line of the message. */
  readonly subject: string;
  readonly hasNote: boolean;
  /** Where git cannot compare the commit, since what it was made from is not in this clone, there are none. */
  readonly isCompared: boolean;
  readonly files: readonly FileLines[];
}

export interface ClassSums {
  readonly ai: number;
  readonly human: number;
  readonly unknown: number;
}

/** Blank lines are nobody's, and are left out. */
export function sumsOf(files: readonly FileLines[]): ClassSums {
  const counts = { ai: 0, human: 0, unknown: 0 };
  for (const { lines } of files)
    for (const { isBlank, writer } of lines) if (!isBlank) counts[writer?.kind ?? 'unknown']++;
  return counts;
}

/** Undefined where there is no such commit. */
export async function linesOfCommit(git: Git, name: string): Promise<CommitLinesShown | undefined> {
  const tools = toolsFor(git);
  try {
    const commit = await commitInfo(tools.objects, name);
    return commit && (await linesOfAny(tools, [commit]))[0];
  } finally {
    tools.objects.close();
  }
}

/**
 * So many at a time: git is started once for all of them, and their diffs are held in memory together. Few at first,
 * since somebody waits for them.
 */
const [FEWEST, MOST] = [32, 256];

/**
 * In the order given, as they are asked for.
 * @param commits full ids
 */
export async function* linesOfCommits(
  git: Git,
  commits: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<CommitLinesShown> {
  const tools = toolsFor(git);
  try {
    let ready: CommitLinesShown[] = [];
    for await (const ids of batchesOf(commits)) {
      // At work while somebody looks at those before.
      const begun = linesOfListed(tools, ids);
      begun.catch(() => undefined);
      yield* ready;
      ready = await begun;
    }
    yield* ready;
  } finally {
    tools.objects.close();
  }
}

async function* batchesOf(all: AsyncIterable<string> | Iterable<string>): AsyncGenerator<string[]> {
  let waiting: string[] = [];
  let size = FEWEST;
  for await (const one of all) {
    waiting.push(one);
    if (waiting.length < size) continue;
    yield waiting;
    waiting = [];
    size = Math.min(size * 2, MOST);
  }
  if (waiting.length > 0) yield waiting;
}

interface Tools {
  readonly git: Git;
  readonly objects: ObjectReader;
  readonly notes: Notes;
}

function toolsFor(git: Git): Tools {
  const objects = new ObjectReader(git);
  return { git, objects, notes: new Notes(git, objects) };
}

async function linesOfListed(tools: Tools, ids: readonly string[]): Promise<CommitLinesShown[]> {
  const infos = await Promise.all(ids.map((id) => commitInfo(tools.objects, id)));
  return linesOfAny(
    tools,
    infos.filter((info) => info !== undefined),
  );
}

async function linesOfAny(tools: Tools, commits: readonly CommitInfo[]): Promise<CommitLinesShown[]> {
  try {
    return await linesOfEach(tools, commits);
  } catch (error) {
    if (!isGitError(error)) throw error;
    const [first] = commits;
    if (first && commits.length === 1)
      return [{ ...headOf(first), hasNote: false, isCompared: false, files: [] }];
  }
  const middle = Math.ceil(commits.length / 2);
  return [
    ...(await linesOfAny(tools, commits.slice(0, middle))),
    ...(await linesOfAny(tools, commits.slice(middle))),
  ];
}

async function linesOfEach(
  { git, objects, notes }: Tools,
  commits: readonly CommitInfo[],
): Promise<CommitLinesShown[]> {
  const [texts, changes] = await Promise.all([
    Promise.all(commits.map(({ id }) => notes.read(id))),
    changesOfCommits(git, objects, commits),
  ]);
  return Promise.all(
    changes.map(async ({ commit, files }, i) => {
      const text = texts[i];
      const note = text === undefined ? undefined : parseNote(text);
      const shown = await Promise.all(files.map((file) => linesOfFile(file, note)));
      return { ...headOf(commit), hasNote: note !== undefined, isCompared: true, files: shown.flat() };
    }),
  );
}

const headOf = ({ id, author, authorship, message }: CommitInfo) => ({
  commit: id,
  author,
  authored: new Date(Number(/ (-?\d+) [+-]\d+$/.exec(authorship)?.[1] ?? 0) * 1000),
  subject: fromBytes(/\S.*/.exec(message)?.[0] ?? ''),
});

async function linesOfFile(file: ChangedFile, note: AuthorshipNote | undefined): Promise<FileLines[]> {
  const added = await file.read();
  if (!added || added.added.length === 0) return [];
  const starts = lineStarts(added.text);
  const writers = note && writersInNote(note, file.path, starts.length - 1);
  const lines = added.added.map((line): AddedLine => {
    const [start = 0, end = 0] = [starts[line - 1], starts[line]];
    const isBlank = inkLength(added.text, start, end) === 0;
    return { line, text: added.text.slice(start, end).trimEnd(), isBlank, writer: writers?.get(line) };
  });
  return [{ path: file.path, lines }];
}
