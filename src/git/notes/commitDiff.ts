/** Asks git what commits changed, in the one form that `parseCommitDiffs` reads. */
import { required, type BegunGit, type Git } from '../git';
import { parseCommitDiffs, takeCommitDiffs, type CommitDiff } from '../parse/diffs';
import { DIFF_LIMIT, PATCH } from '../patch';

/** Files with longer names, all together, are not named one by one: command lines have an end, on Windows at 32,767. */
const MOST_LETTERS = 20_000;

const RENAMES = '-M';
const DIFF = ['diff-tree', '--always', '-r', '--root'];
const RAW = ['-z', '--raw', '--no-abbrev'];

/** @param paths the only files that matter, if it is not all of them */
const beginDiff = (git: Git, renames = RENAMES, paths: readonly string[] = []): BegunGit =>
  git.begin(['--literal-pathspecs', ...DIFF, '--stdin', ...PATCH, renames, '--', ...paths], {
    limit: DIFF_LIMIT,
  });

/** What git is told about `HEAD` by whoever starts it themselves: it answers as if asked about each of its parents. */
export const DIFF_OF_HEAD: readonly string[] = [...DIFF, '-m', ...PATCH, RENAMES, 'HEAD', '--'];
/** About the commits on its input, without hunks. Of merges it says nothing but their names. */
export const FILES_OF_COMMITS: readonly string[] = [...DIFF, '--stdin', ...RAW, RENAMES];

/**
 * @param questions `COMMIT`, or `COMMIT PARENT`
 * @param paths the only files that matter, if it is not all of them: a commit may have ten thousand
 * @throws GitError where git lacks what it is to compare
 */
export async function commitDiffs(
  git: Git,
  questions: readonly string[],
  paths: readonly string[] = [],
): Promise<CommitDiff[]> {
  const input = questions.map((question) => `${question}\n`).join('');
  const only = await withOldPaths(git, questions, paths);
  const outcome = await beginDiff(git, RENAMES, only).finish(input);
  // Looking for renames reads blobs, which a partial clone may not have.
  const answer = outcome.ok ? outcome : await beginDiff(git, '--no-renames', only).finish(input);
  const diffs = parseCommitDiffs(required(answer));
  if (diffs.length !== questions.length) throw new Error('git left out a commit');
  return diffs;
}

/** Which files the commits changed, without hunks, of those that git knows. Of merges it says nothing but their names. */
export async function fileChanges(git: Git, commits: readonly string[]): Promise<CommitDiff[]> {
  if (commits.length === 0) return [];
  const asking = git.begin(FILES_OF_COMMITS, { limit: DIFF_LIMIT });
  const outcome = await asking.finish(commits.map((id) => `${id}\n`).join(''));
  return (outcome.ok ? takeCommitDiffs(outcome.stdout) : undefined) ?? [];
}

/** To whoever is told of one side of a rename only, it is a file that was added. */
async function withOldPaths(
  git: Git,
  questions: readonly string[],
  paths: readonly string[],
): Promise<readonly string[]> {
  const wanted = new Set(paths);
  // What was no UTF-8 cannot be asked for.
  if (paths.join(' ').length > MOST_LETTERS || paths.some((path) => path.includes('\uFFFD'))) return [];
  const input = questions.filter((question) => question.includes(' ')).map((question) => `${question}\n`);
  if (wanted.size === 0 || input.length === 0) return paths;
  const asking = git.begin([...FILES_OF_COMMITS, '--diff-filter=R'], { limit: DIFF_LIMIT });
  const outcome = await asking.finish(input.join(''));
  const renames = outcome.ok ? parseCommitDiffs(outcome.stdout).flatMap(({ files }) => files) : [];
  for (const { path, oldPath } of renames)
    if (oldPath !== undefined && paths.includes(path)) wanted.add(oldPath);
  return [...wanted];
}
