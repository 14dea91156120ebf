/** What can still be told of commits that have no note, or one that says too little. */
import type { Labels } from '../addedParts';
import { isRecorded } from '../recordedTexts';
import { attributeCommit } from './attribution';
import { changesWhereKnown, type CommitInfo } from './commitChanges';
import { besides, parentOf, sourcesOf } from './commitEvidence';
import { infoOf } from './commitNames';
import type { CommitLines } from './extendNote';
import type { Candidate } from './knownHunks';
import { saysItIsMadeFrom } from './madeFrom';
import { withTools, type NotesContext, type Tools } from './notesTools';
import { worthALook } from './worthALook';

/**
 * What a repair would find, without writing anything, so that a look at a file finds what no hook has seen. Of the log
 * only that counts which is of exactly the text that a commit has: lines alike may have been put in since.
 */
export const linesFoundAgain = async (
  context: NotesContext,
  paths: ReadonlyMap<string, ReadonlySet<string>>,
): Promise<ReadonlyMap<string, CommitLines>> => {
  const commits = await worthALook(context, [...paths.keys()]);
  if (commits.length === 0) return new Map();
  return withTools(context, async (tools) => {
    const { labels } = tools;
    const read: Labels['read'] = (path, text, added) => {
      const labelled = labels.read(path, text, added);
      return labelled && isRecorded(labels, path, text) ? labelled : undefined;
    };
    const ofThisText = {
      paths: () => labels.paths(),
      hasTools: () => true,
      textOf: (path: string) => labels.textOf(path),
      read,
    };
    const lines = await foundAgain({ ...tools, labels: ofThisText }, commits, { wanted: paths });
    return new Map(lines.map((one) => [one.commit, one]));
  });
};

interface ToFind {
  /** The commits that are known to have been made again as this one. */
  readonly replacedBy?: (commit: CommitInfo) => readonly string[];
  /** By commit, the only files that are asked about. All of them otherwise. */
  readonly wanted?: ReadonlyMap<string, ReadonlySet<string>>;
}

export async function foundAgain(
  tools: Tools,
  ids: readonly string[],
  { replacedBy = () => [], wanted }: ToFind = {},
): Promise<CommitLines[]> {
  let listed: Promise<readonly Candidate[]> | undefined;
  const noted = (): Promise<readonly Candidate[]> =>
    (listed ??= tools.notes.list().then((notes) => [...notes.keys()].map((commit) => ({ commit }))));
  const commits = await infoOf(tools.objects, ids);
  const paths = wanted && [...new Set(ids.flatMap((id) => [...(wanted.get(id) ?? [])]))];
  const all = await changesWhereKnown(tools.git, tools.objects, commits, paths);
  const lines: CommitLines[] = [];
  for (const changes of all) {
    const beside = besides(tools, changes.commit.id, noted);
    const { replays, draws } = saysItIsMadeFrom(changes.commit.message);
    const known = [...replacedBy(changes.commit), ...replays];
    const again = known.length > 0 ? known : await beside.madeAgainFrom(changes.commit);
    const sources = await sourcesOf(tools, { replays: again, draws });
    const parent = await parentOf(tools, changes.commit);
    const mine = wanted?.get(changes.commit.id);
    const files = changes.files.filter(({ path }) => !wanted || mine?.has(path));
    lines.push(
      await attributeCommit({ ...changes, files }, { labels: tools.labels, sources, ...parent, beside }),
    );
  }
  return lines;
}
