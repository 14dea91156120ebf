/** The files that a commit changes, or will change, and the lines that it adds to them, by git's own diff. */
import { addedLines } from '../provenance/addedLines';
import type { Insertion } from '../provenance/slides';
import type { ObjectReader } from './objects';
import { contentBefore } from './parse/contentBefore';
import type { DiffHunk, FileDiff } from './parse/diffs';
import { isRegularFile } from './parse/rawDiff';
import { comparable, comparableText } from './text';

export interface AddedFile {
  /** From the top level, `/`-separated. */
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
  replaced(): string | undefined;
}

/** A regular file that a commit adds lines to; read when it is wanted. */
export interface ChangedFile {
  readonly path: string;
  /** Full id of what it is now. */
  readonly blob: string;
  readonly oldPath?: string;
  /** Undefined for one that is binary, too large or not to be had, and where nothing was added. */
  read(): Promise<AddedFile | undefined>;
}

/** A file that git sees as renamed may have been moved where nobody told of it. */
export const namesOf = ({ path, oldPath }: Pick<ChangedFile, 'path' | 'oldPath'>): readonly string[] =>
  oldPath === undefined ? [path] : [path, oldPath];

/** Larger files are generated, or data. Bytes. */
export const LARGEST_FILE = 4 * 1024 * 1024;

/**
 * Where there are several parents, a merge, only what differs from every one of them is new: what merely comes in from
 * the other side was committed before.
 * @param perParent what differs from each parent
 */
export function changedFiles(
  objects: ObjectReader,
  perParent: readonly (readonly FileDiff[])[],
): ChangedFile[] {
  const [first = [], ...rest] = perParent;
  const others = rest.map((files) => new Map(files.map((file) => [file.path, file])));
  const before = new Map(first.map(({ path, oldPath, oldId }) => [oldId, oldPath ?? path]));
  return first.flatMap((file): ChangedFile[] => {
    const alike = others.map((files) => files.get(file.path));
    if (!isRegularFile(file.newMode) || alike.includes(undefined)) return [];
    const { path, oldPath } = file;
    const twin = before.get(file.newId);
    const diffs = [file, ...alike.filter((one) => one !== undefined)];
    return [
      {
        path,
        blob: file.newId,
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
  const content = newest && (await objects.readFile(path, newest.newId));
  if (!newest || content === undefined || content.length > LARGEST_FILE) return undefined;
  const text = typeof content === 'string' ? comparable(content) : comparableText(content);
  if (text === undefined) return undefined;
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
    replaced: () => textBefore(content, hunks),
  };
}

function textBefore(content: string | Buffer, hunks: readonly DiffHunk[]): string | undefined {
  if (!hunks.some(({ oldCount }) => oldCount > 0) || !hunks.some(({ count }) => count > 0)) return undefined;
  const bytes = Buffer.from(content).toString('latin1');
  return comparableText(Buffer.from(contentBefore(bytes, hunks), 'latin1'));
}

const linesIn = (hunks: readonly DiffHunk[]): number[] =>
  hunks.flatMap(({ start, count }) => Array.from({ length: count }, (_, i) => start + i));
