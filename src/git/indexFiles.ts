/** What a commit would contain that git made of the index now. */
import { changedFiles, LARGEST_FILE, type ChangedFile } from './changedFiles';
import { required, textOf, type Git, type GitOutcome } from './git';
import { indexDiff } from './indexDiff';
import type { ObjectReader } from './objects';
import { parseDiff, type FileDiff } from './parse/diffs';
import { parseRawDiff } from './parse/rawDiff';
import { DIFF_LIMIT } from './patch';

export interface IndexOptions {
  /** Bytes of a file in the work tree, as a cheap hint of what not to read. */
  sizeOnDisk(path: string): number | undefined;
  /** What git has said already of the index next to `HEAD`, the parent of most commits: the answer to `indexDiff`. */
  ofHead?(): Buffer | undefined;
}

/**
 * The index (`GIT_INDEX_FILE` where git runs us for a hook) against the parents.
 * @param parents commit ids or names; none, or a `HEAD` that does not exist yet, for a first commit
 */
export async function filesOfIndex(
  git: Git,
  objects: ObjectReader,
  parents: readonly string[],
  { sizeOnDisk, ofHead }: IndexOptions,
): Promise<ChangedFile[]> {
  const trees = parents.length > 0 ? parents : [await emptyTree(git)];
  const diffs = await Promise.all(
    trees.map(async (parent) => {
      const said = parent === 'HEAD' ? ofHead?.() : undefined;
      return said ? parseDiff(said) : sinceParent(git, parent);
    }),
  );
  // To git those are binary that are very large.
  const isWorthReading = ({ path, hunks }: FileDiff): boolean =>
    hunks !== undefined || (sizeOnDisk(path) ?? 0) <= LARGEST_FILE;
  return changedFiles(
    objects,
    diffs.map((files) => files.filter(isWorthReading)),
  );
}

async function sinceParent(git: Git, parent: string): Promise<readonly FileDiff[]> {
  const outcome = await git.read(indexDiff(parent), { limit: DIFF_LIMIT });
  if (outcome.ok) return parseDiff(outcome.stdout);
  const isFirst = outcome.reason === 'refused' && !(await exists(git, parent));
  return isFirst ? sinceParent(git, await emptyTree(git)) : withoutPatch(git, parent, outcome);
}

/** A partial clone may lack what a patch is made of, and what is looked at for renames; and a patch may be very large. */
async function withoutPatch(git: Git, parent: string, failed: GitOutcome): Promise<FileDiff[]> {
  const raw = (renames: string): Promise<GitOutcome> =>
    git.read(['diff-index', '--cached', '--raw', '-z', '--no-abbrev', renames, parent, '--']);
  let outcome = failed;
  for (const renames of ['-M', '--no-renames']) if (!outcome.ok) outcome = await raw(renames);
  return parseRawDiff(required(outcome).toString('utf8')).map((change) => ({ ...change, hunks: undefined }));
}

const exists = async (git: Git, commit: string): Promise<boolean> =>
  textOf(await git.read(['rev-parse', '--verify', '--quiet', commit])) !== undefined;

/** Its id depends on the repository's hash function. */
async function emptyTree(git: Git): Promise<string> {
  return required(await git.read(['hash-object', '-t', 'tree', '--stdin'], { input: '' }))
    .toString()
    .trim();
}
