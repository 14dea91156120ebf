/** The lines that commits add, by git's own diff, so that `git blame` finds them in the same commit. */
import { changedFiles, type ChangedFile } from '../changedFiles';
import { isGitError, type Git } from '../git';
import { fromBytes } from '../message/bytes';
import type { ObjectReader } from '../objects';
import { takenLines, type TakenLines } from '../takenLines';
import { parseCommit } from '../parse/commitObject';
import type { CommitDiff } from '../parse/diffs';
import { commitDiffs } from './commitDiff';

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
  /** What it takes away; nothing where it is a merge. */
  readonly taken: readonly TakenLines[];
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

/** By commit, what git has said of it next to each of its parents. */
export type KnownDiffs = ReadonlyMap<string, readonly CommitDiff[]>;

interface ChangesOptions {
  /** Of a commit with another number of parents than of answers git is asked again. */
  readonly known?: KnownDiffs | undefined;
  /** The only files that matter, if it is not all of them. */
  readonly paths?: readonly string[] | undefined;
}

export async function changesOfCommits(
  git: Git,
  objects: ObjectReader,
  commits: readonly CommitInfo[],
  { known, paths }: ChangesOptions = {},
): Promise<CommitChanges[]> {
  const countOf = ({ parents }: CommitInfo): number => Math.max(1, parents.length);
  const told = commits.map((commit) => {
    const diffs = known?.get(commit.id);
    return diffs?.length === countOf(commit) ? diffs : undefined;
  });
  const questions = commits.flatMap(({ id, parents }, i) => {
    if (told[i]) return [];
    return parents.length === 0 ? [id] : parents.map((parent) => `${id} ${parent}`);
  });
  const asked = questions.length === 0 ? [] : await commitDiffs(git, questions, paths);
  let next = 0;
  return commits.map((commit, i) => {
    const diffs = told[i] ?? asked.slice(next, (next += countOf(commit)));
    const perParent = diffs.map(({ files }) => files);
    const [only = [], ...more] = perParent;
    const taken = more.length > 0 ? [] : takenLines(objects, only);
    return { commit, files: changedFiles(objects, perParent), taken };
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
