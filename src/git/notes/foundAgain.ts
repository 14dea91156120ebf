/** What can still be told of commits that have no note, or one that says too little. */
import { attributeCommit } from './attribution';
import { changesWhereKnown, type CommitInfo } from './commitChanges';
import { besides, parentOf, sourcesOf } from './commitEvidence';
import { infoOf } from './commitNames';
import type { CommitLines } from './extendNote';
import type { Candidate } from './knownHunks';
import { saysItIsMadeFrom } from './madeFrom';
import type { Tools } from './notesTools';

export interface ToFind {
  /** The commits that are known to have been made again as this one. */
  readonly replacedBy?: ((commit: CommitInfo) => readonly string[]) | undefined;
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
