/** The lines that commits add, by git's own diff, so that `git blame` finds them in the same commit. */
import { changedFiles, type ChangedFile } from '../changedFiles';
import { isGitError, type Git } from '../git';
import { fromBytes } from '../message/bytes';
import type { ObjectReader } from '../objects';
import { parseCommit } from '../parse/commitObject';
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

export interface CommitChanges {
  readonly commit: CommitInfo;
  readonly files: readonly ChangedFile[];
}

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
  if (questions.length === 0) return [];
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
