/** What there is to go by where a commit's lines are attributed, besides the working log. */
import type { Evidence } from './attribution';
import { namesOf } from '../changedFiles';
import type { Beside } from './beside';
import { commitInfo, type CommitChanges, type CommitInfo } from './commitChanges';
import { formerFile } from './formerFile';
import { KnownHunks, type Candidate } from './knownHunks';
import type { MadeFrom } from './madeFrom';
import { commitsOfOtherBranches } from './notedCommits';
import type { Tools } from './notesTools';
import { blamedSource, ownSource, type ReplayedCommit, type Source } from './sources';

export const NOTHING_BESIDE: Beside = {
  sameFile: () => Promise.resolve(undefined),
  hunksOf: () => Promise.resolve([]),
  async *seriesOf() {},
};

/** The commits with a note, and those of other branches, which may have been made where no hook runs. */
export async function commitsToLookInto({ git, notes }: Tools): Promise<readonly Candidate[]> {
  const [noted, others] = await Promise.all([notes.list(), commitsOfOtherBranches(git)]);
  return [...noted.keys(), ...others.map(({ id }) => id)].map((commit) => ({ commit }));
}

/**
 * @param paths the files that are asked about
 * @param candidates commits that may have notes, in any order
 */
export const besides = (
  { git, objects, notes }: Tools,
  commit: string,
  paths: readonly string[],
  candidates: () => Promise<readonly Candidate[]>,
): KnownHunks => new KnownHunks(git, objects, notes, commit, paths, candidates);

/** Of the files that a commit changes, by all their names. */
export const besidesCommit = (
  tools: Tools,
  { commit, files }: CommitChanges,
  candidates: () => Promise<readonly Candidate[]>,
): KnownHunks => besides(tools, commit.id, files.flatMap(namesOf), candidates);

/**
 * What the commits added themselves; then, since a conflict may have brought back more of their files, all of what
 * stands in them.
 */
export async function replayedSources(tools: Tools, commits: readonly ReplayedCommit[]): Promise<Source[]> {
  const { git, objects, notes } = tools;
  const own = await Promise.all(commits.map((commit) => ownSource(git, objects, notes, commit)));
  return [...own, ...commits.map(({ id }) => blamedSource(git, objects, notes, id))];
}

/** The one that tells most: the newest that was squashed, or the one before what was reverted. */
function drawnSource({ git, objects, notes }: Tools, from: string, to: string): Source {
  const source = blamedSource(git, objects, notes, from);
  const renamed: Source['renamed'] = async (text) => {
    const former = await formerFile(git, objects, text, { from, to });
    return former && source.textOf(former.path);
  };
  return { ...source, renamed };
}

/** @param made the commit that is made from others */
export async function sourcesOf(tools: Tools, made: string, { replays, draws }: MadeFrom): Promise<Source[]> {
  const { git, objects, notes } = tools;
  const [first, ...others] = new Set(draws);
  const drawn = [
    ...(first === undefined ? [] : [drawnSource(tools, first, made)]),
    ...others.map((commit) => blamedSource(git, objects, notes, commit)),
  ];
  return [
    ...(await replayedSources(
      tools,
      replays.map((id) => ({ id })),
    )),
    ...drawn,
  ];
}

export type ParentEvidence = Pick<Evidence, 'before' | 'committedBefore'>;

export const NO_PARENT: ParentEvidence = { before: undefined, committedBefore: 0 };

export async function parentOf(
  { git, objects, notes }: Tools,
  { parents }: CommitInfo,
): Promise<ParentEvidence> {
  const [first] = parents;
  const parent = first === undefined ? undefined : await commitInfo(objects, first);
  if (!parent) return NO_PARENT;
  return { before: blamedSource(git, objects, notes, parent.id), committedBefore: parent.committed };
}
