/** What commits really contain: one that is about to be made, read from the index git will make it of, or a past one. */
import { addedLines } from '../provenance/addedLines';
import { required, textOf, type Git } from './git';
import { indexDiff, rawDiff, type IndexDiff } from './indexDiff';
import type { ObjectReader } from './objects';
import { isRegularFile, parseRawDiff, type RawChange } from './parse/rawDiff';
import { comparableText } from './text';

/** A regular file that the commit adds or changes. */
export interface CommittedFile {
  /** From the top level, `/`-separated. */
  readonly path: string;
  /** Where it was before, if it was renamed. */
  readonly oldPath?: string;
}

export interface FileContent {
  /** Without a byte order mark, lines ended by `\n`. */
  readonly text: string;
  /** 1-based lines of `text` that no parent has at this place. */
  readonly added: readonly number[];
}

export interface CommitContent {
  readonly files: readonly CommittedFile[];
  /** Undefined for a file that is binary, too large or not to be had. */
  read(file: CommittedFile): Promise<FileContent | undefined>;
}

/** Larger files are generated, or data. Bytes. */
const LARGEST_FILE = 4 * 1024 * 1024;

/**
 * The index (`GIT_INDEX_FILE` where git runs us for a hook) against the parents. Where there are several, a merge, only
 * what differs from every one of them is new: what merely comes in from the other side was committed before.
 * @param parents commit ids or names; none, or a `HEAD` that does not exist yet, for a first commit
 * @param sizeOnDisk bytes of a file in the work tree, as a cheap hint of what not to read
 * @param begun what was asked before it was known what to ask
 */
export async function contentOfIndex(
  git: Git,
  objects: ObjectReader,
  parents: readonly string[],
  sizeOnDisk: (path: string) => number | undefined,
  begun?: IndexDiff,
): Promise<CommitContent> {
  const trees = parents.length > 0 ? parents : [await emptyTree(git)];
  const changes = await Promise.all(
    trees.map((parent) => indexSince(git, begun?.parent === parent ? begun : indexDiff(git, parent))),
  );
  return contentOf(objects, changes, (path) => (sizeOnDisk(path) ?? 0) <= LARGEST_FILE);
}

/** A commit against its parents, in the same way. */
export async function contentOfCommit(
  git: Git,
  objects: ObjectReader,
  commit: string,
  parents: readonly string[],
): Promise<CommitContent> {
  const trees = parents.length > 0 ? parents : [await emptyTree(git)];
  const changes = await Promise.all(
    trees.map(async (parent) =>
      parseRawDiff(required(await rawDiff(git, ['diff-tree', '-r'], [parent, commit])).toString('utf8')),
    ),
  );
  return contentOf(objects, changes, () => true);
}

/** One blob on each side, for each parent. */
interface Sides {
  readonly newId: string;
  /** Of the parents, in their order; undefined where that parent does not have the file. */
  readonly oldIds: readonly (string | undefined)[];
}

function contentOf(
  objects: ObjectReader,
  changes: readonly (readonly RawChange[])[],
  isWorthReading: (path: string) => boolean,
): CommitContent {
  const sides = new Map<CommittedFile, Sides>();
  const [first = [], ...others] = changes.map((list) => list.filter(({ newMode }) => isRegularFile(newMode)));
  for (const change of first) {
    const alike = others.map((list) => list.find(({ path }) => path === change.path));
    if (alike.includes(undefined)) continue;
    const { path, oldPath } = change;
    sides.set(
      { path, ...(oldPath !== undefined && { oldPath }) },
      { newId: change.newId, oldIds: [change, ...alike].map((one) => one && oldIdOf(one)) },
    );
  }
  return {
    files: [...sides.keys()],
    read: async (file) => {
      const side = sides.get(file);
      return side && isWorthReading(file.path) ? readSides(objects, side) : undefined;
    },
  };
}

const oldIdOf = ({ oldMode, oldId }: RawChange): string | undefined =>
  isRegularFile(oldMode) ? oldId : undefined;

async function readSides(objects: ObjectReader, { newId, oldIds }: Sides): Promise<FileContent | undefined> {
  const [content, ...old] = await Promise.all([
    objects.read('blob', newId),
    ...oldIds.map(async (id) => (id === undefined ? Buffer.alloc(0) : objects.read('blob', id))),
  ]);
  if (!content || content.length > LARGEST_FILE) return undefined;
  const text = comparableText(content);
  if (text === undefined) return undefined;
  const perParent = old.map((before) => addedLines((before && comparableText(before)) ?? '', text));
  const [mine = [], ...rest] = perParent;
  const others = rest.map((lines) => new Set(lines));
  return { text, added: mine.filter((line) => others.every((lines) => lines.has(line))) };
}

async function indexSince(git: Git, { parent, outcome: asked }: IndexDiff): Promise<RawChange[]> {
  let outcome = await asked;
  if (!outcome.ok && outcome.reason === 'refused' && !(await exists(git, parent))) {
    outcome = await indexDiff(git, await emptyTree(git)).outcome;
  }
  return parseRawDiff(required(outcome).toString('utf8'));
}

const exists = async (git: Git, commit: string): Promise<boolean> =>
  textOf(await git.read(['rev-parse', '--verify', '--quiet', commit])) !== undefined;

/** Its id depends on the repository's hash function. */
async function emptyTree(git: Git): Promise<string> {
  return required(await git.read(['hash-object', '-t', 'tree', '--stdin'], { input: '' }))
    .toString()
    .trim();
}
