/** Asks git what commits changed, in the one form that `parseCommitDiffs` reads. */
import { required, type BegunGit, type Git } from '../git';
import { parseCommitDiffs, type CommitDiff } from '../parse/diffs';
import { PATCH } from '../patch';

/** Bytes of git’s answer for all commits together. */
const LIMIT = 256 * 1024 * 1024;
/** More files than this are not named one by one: command lines have an end. */
const MOST_PATHS = 100;

const RENAMES = '-M';
const DIFF = ['diff-tree', '--stdin', '--always', '-r', '--root'];
const RAW = ['-z', '--raw', '--no-abbrev'];

/** Lets git get ready for `commitDiffs`. @param paths the only files that matter, if it is not all of them */
export const beginDiff = (git: Git, renames = RENAMES, paths: readonly string[] = []): BegunGit =>
  git.begin(['--literal-pathspecs', ...DIFF, ...PATCH, renames, '--', ...paths], { limit: LIMIT });

export interface DiffOptions {
  /** By `beginDiff`, where that was done before it was known what to ask. */
  readonly begun?: BegunGit | undefined;
  /** The only files that matter, if it is not all of them. A commit may have ten thousand. */
  readonly paths?: readonly string[] | undefined;
}

/**
 * @param questions `COMMIT`, or `COMMIT PARENT`
 * @throws GitError where git lacks what it is to compare
 */
export async function commitDiffs(
  git: Git,
  questions: readonly string[],
  { begun, paths }: DiffOptions,
): Promise<CommitDiff[]> {
  const input = questions.map((question) => `${question}\n`).join('');
  const only = await withOldPaths(git, questions, paths ?? []);
  const outcome = await (begun ?? beginDiff(git, RENAMES, only)).finish(input);
  // Looking for renames reads blobs, which a partial clone may not have.
  const answer = outcome.ok ? outcome : await beginDiff(git, '--no-renames', only).finish(input);
  const diffs = parseCommitDiffs(required(answer));
  if (diffs.length !== questions.length) throw new Error('git left out a commit');
  return diffs;
}

/** To whoever is told of one side of a rename only, it is a file that was added. */
async function withOldPaths(
  git: Git,
  questions: readonly string[],
  paths: readonly string[],
): Promise<readonly string[]> {
  const wanted = new Set(paths);
  // What was no UTF-8 cannot be asked for.
  if (wanted.size > MOST_PATHS || paths.some((path) => path.includes('\uFFFD'))) return [];
  const input = questions.filter((question) => question.includes(' ')).map((question) => `${question}\n`);
  if (wanted.size === 0 || input.length === 0) return paths;
  const asking = git.begin([...DIFF, ...RAW, RENAMES, '--diff-filter=R'], { limit: LIMIT });
  const outcome = await asking.finish(input.join(''));
  const renames = outcome.ok ? parseCommitDiffs(outcome.stdout).flatMap(({ files }) => files) : [];
  for (const { path, oldPath } of renames)
    if (oldPath !== undefined && paths.includes(path)) wanted.add(oldPath);
  return [...wanted];
}
