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
  const objects = new ObjectReader(git);
  try {
    const commit = await commitInfo(objects, name);
    return commit && (await linesOfAny(git, objects, [commit.id]))[0];
  } finally {
    objects.close();
  }
}

/** So many at a time: git is started once for all of them, and their diffs are held in memory together. */
const TOGETHER = 32;

/**
 * In the order given, as they are asked for.
 * @param commits full ids
 */
export async function* linesOfCommits(
  git: Git,
  commits: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<CommitLinesShown> {
  const objects = new ObjectReader(git);
  try {
    let waiting: string[] = [];
    for await (const id of commits) {
      waiting.push(id);
      if (waiting.length < TOGETHER) continue;
      yield* await linesOfAny(git, objects, waiting);
      waiting = [];
    }
    yield* await linesOfAny(git, objects, waiting);
  } finally {
    objects.close();
  }
}

async function linesOfAny(
  git: Git,
  objects: ObjectReader,
  ids: readonly string[],
): Promise<CommitLinesShown[]> {
  const infos = await Promise.all(ids.map((id) => commitInfo(objects, id)));
  const commits = infos.filter((info) => info !== undefined);
  try {
    return await linesOfEach(git, objects, commits);
  } catch (error) {
    if (!isGitError(error)) throw error;
  }
  const found: CommitLinesShown[] = [];
  for (const commit of commits) {
    const alone = linesOfEach(git, objects, [commit]).catch((error: unknown) => {
      if (!isGitError(error)) throw error;
      return [{ ...headOf(commit), hasNote: false, isCompared: false, files: [] }];
    });
    found.push(...(await alone));
  }
  return found;
}

async function linesOfEach(
  git: Git,
  objects: ObjectReader,
  commits: readonly CommitInfo[],
): Promise<CommitLinesShown[]> {
  const notes = new Notes(git, objects);
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
