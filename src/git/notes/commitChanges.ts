/** The lines that commits add, by git's own diff, so that `git blame` finds them in the same commit. */
import { addedLines } from '../../provenance/addedLines';
import type { Insertion } from '../../provenance/slides';
import { isGitError, type Git } from '../git';
import { fromBytes } from '../message/bytes';
import type { ObjectReader } from '../objects';
import type { DiffHunk, FileDiff } from '../parse/commitDiffs';
import { parseCommit } from '../parse/commitObject';
import { isRegularFile } from '../parse/rawDiff';
import { comparableText } from '../text';
import { commitDiffs, type DiffOptions } from './commitDiff';

export interface CommitInfo {
  /** Full. */
  readonly id: string;
  readonly parents: readonly string[];
  /** `Name <address>` */
  readonly author: string;
  /** Who wrote it and when, as the commit has it. */
  readonly authorship: string;
  /** Seconds since 1970. */
  readonly committed: number;
  /** One character a byte. */
  readonly message: string;
}

export interface AddedFile {
  readonly path: string;
  /** In the first parent, if it was renamed. */
  readonly oldPath?: string;
  /** The changed file that was in the first parent just what this one is now: they traded names, or one took the other's. */
  readonly twin?: string;
  /** Without a byte order mark, lines ended by `\n`. */
  readonly text: string;
  /** 1-based lines that no parent has at this place, ascending. */
  readonly added: readonly number[];
  /** Those of them that took the place of nothing. Not of a merge. */
  readonly insertions: readonly Insertion[];
  /** The text of the first parent, where lines were both taken away and put in. Not of a merge. */
  replaced(): Promise<string | undefined>;
}

/** A file that a commit adds lines to; read when it is wanted. */
export interface ChangedFile {
  readonly path: string;
  readonly oldPath?: string;
  /** Undefined for one that is binary, too large or not to be had. */
  read(): Promise<AddedFile | undefined>;
}

export interface CommitChanges {
  readonly commit: CommitInfo;
  readonly files: readonly ChangedFile[];
}

/** Larger files are generated, or data. Bytes. */
const LARGEST_FILE = 4 * 1024 * 1024;

export async function commitInfo(objects: ObjectReader, name: string): Promise<CommitInfo | undefined> {
  const found = await objects.find('commit', name);
  if (!found) return undefined;
  const text = found.content.toString('latin1');
  const [, authorship = '', author = ''] = /^author ((.*>) -?\d+ [+-]\d+)$/m.exec(text) ?? [];
  const [, committed = '0'] = /^committer .*> (-?\d+) [+-]\d+$/m.exec(text) ?? [];
  return {
    id: found.id,
    ...parseCommit(found.content),
    author: fromBytes(author),
    authorship,
    committed: Number(committed),
  };
}

export async function changesOfCommits(
  git: Git,
  objects: ObjectReader,
  commits: readonly CommitInfo[],
  options: DiffOptions = {},
): Promise<CommitChanges[]> {
  const questions = commits.flatMap(({ id, parents }) =>
    parents.length === 0 ? [id] : parents.map((parent) => `${id} ${parent}`),
  );
  if (questions.length === 0) {
    options.begun?.cancel();
    return [];
  }
  const diffs = await commitDiffs(git, questions, options);
  let next = 0;
  return commits.map((commit) => {
    const count = Math.max(1, commit.parents.length);
    const perParent = diffs.slice(next, next + count).map(({ files }) => files);
    next += count;
    return { commit, files: changedFiles(objects, perParent) };
  });
}

/**
 * The same of those commits of which it can be told: a shallow clone lacks what its first commits were made from, a partial
 * one contents.
 */
export async function changesWhereKnown(
  git: Git,
  objects: ObjectReader,
  commits: readonly CommitInfo[],
  paths?: readonly string[],
): Promise<CommitChanges[]> {
  try {
    return await changesOfCommits(git, objects, commits, { paths });
  } catch (error) {
    if (!isGitError(error)) throw error;
    if (commits.length <= 1) return [];
  }
  const found: CommitChanges[] = [];
  for (const commit of commits) found.push(...(await changesWhereKnown(git, objects, [commit], paths)));
  return found;
}

function changedFiles(objects: ObjectReader, perParent: readonly (readonly FileDiff[])[]): ChangedFile[] {
  const [first = [], ...others] = perParent;
  const before = new Map(first.map(({ path, oldPath, oldId }) => [oldId, oldPath ?? path]));
  return first.flatMap((file): ChangedFile[] => {
    const alike = others.map((files) => files.find(({ path }) => path === file.path));
    // A merge adds what differs from every parent; all else was committed before.
    if (!isRegularFile(file.newMode) || alike.includes(undefined)) return [];
    const { path, oldPath } = file;
    const twin = before.get(file.newId);
    const diffs = [file, ...alike.filter((one) => one !== undefined)];
    return [
      {
        path,
        ...(oldPath !== undefined && { oldPath }),
        read: async () => {
          const added = await readAdded(objects, path, oldPath, diffs);
          return added && { ...added, ...(twin !== undefined && { twin }) };
        },
      },
    ];
  });
}

async function readAdded(
  objects: ObjectReader,
  path: string,
  oldPath: string | undefined,
  diffs: readonly FileDiff[],
): Promise<AddedFile | undefined> {
  const [newest] = diffs;
  if (diffs.every(({ hunks }) => hunks && linesIn(hunks).length === 0)) return undefined;
  const content = newest && (await objects.read('blob', newest.newId));
  const text = content && content.length <= LARGEST_FILE ? comparableText(content) : undefined;
  if (!newest || text === undefined) return undefined;
  const perParent = await Promise.all(
    diffs.map(async ({ hunks, oldId, oldMode }) => {
      if (hunks) return linesIn(hunks);
      // Binary to git by an attribute only.
      const old = isRegularFile(oldMode) ? await objects.read('blob', oldId) : undefined;
      return addedLines((old && comparableText(old)) ?? '', text);
    }),
  );
  const [mine = [], ...rest] = perParent;
  const others = rest.map((lines) => new Set(lines));
  const added = mine.filter((line) => others.every((lines) => lines.has(line)));
  const hunks = diffs.length === 1 ? (newest.hunks ?? []) : [];
  return {
    path,
    ...(oldPath !== undefined && { oldPath }),
    text,
    added,
    insertions: hunks
      .filter(({ oldCount, count }) => oldCount === 0 && count > 0)
      .map(({ start, count, oldStart }) => ({ start, count, oldLine: oldStart })),
    replaced: async () => {
      if (!hunks.some(({ oldCount }) => oldCount > 0) || !hunks.some(({ count }) => count > 0))
        return undefined;
      const old = await objects.read('blob', newest.oldId);
      return old && comparableText(old);
    },
  };
}

const linesIn = (hunks: readonly DiffHunk[]): number[] =>
  hunks.flatMap(({ start, count }) => Array.from({ length: count }, (_, i) => start + i));
