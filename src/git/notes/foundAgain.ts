/** What can still be told of commits that have no note, or one that says too little. */
import { attributeCommit } from './attribution';
import { changesWhereKnown, type CommitInfo } from './commitChanges';
import { besidesCommit, commitsToLookInto, parentOf, sourcesOf } from './commitEvidence';
import { infoOf } from './commitNames';
import { asBeforeCommit } from './earlierVersions';
import type { CommitLines } from './extendNote';
import type { Candidate } from './knownHunks';
import { saysItIsMadeFrom } from './madeFrom';
import type { Tools } from './notesTools';

export interface ToFind {
  /** The commits that are known to have been made again as this one. */
  readonly replacedBy?: ((commit: CommitInfo) => readonly string[]) | undefined;
  /** By commit, the only files that are asked about. All of them otherwise. */
  readonly wanted?: ReadonlyMap<string, ReadonlySet<string>>;
  /** Whether files count that are again as a commit long before had them: to look for it takes a while for each commit. */
  readonly looksBack?: boolean;
}

export async function foundAgain(
  tools: Tools,
  ids: readonly string[],
  { replacedBy = () => [], wanted, looksBack = false }: ToFind = {},
): Promise<CommitLines[]> {
  let listed: Promise<readonly Candidate[]> | undefined;
  const named = (): Promise<readonly Candidate[]> => (listed ??= commitsToLookInto(tools));
  const commits = await infoOf(tools.objects, ids);
  const paths = wanted && [...new Set(ids.flatMap((id) => [...(wanted.get(id) ?? [])]))];
  const all = await changesWhereKnown(tools.git, tools.objects, commits, paths);
  const lines: CommitLines[] = [];
  for (const changes of all) {
    const beside = besidesCommit(tools, changes, named);
    const { replays, draws } = saysItIsMadeFrom(changes.commit.message);
    const known = [...replacedBy(changes.commit), ...replays];
    const again = (await isSure(tools, known))
      ? known
      : [...new Set([...(await beside.madeAgainFrom(changes.commit)), ...known])];
    const sources = await sourcesOf(tools, changes.commit.id, { replays: again, draws });
    const parent = await parentOf(tools, changes.commit);
    const mine = wanted?.get(changes.commit.id);
    const files = changes.files.filter(({ path }) => !wanted || mine?.has(path));
    const back = looksBack ? { asBefore: asBeforeCommit(tools, changes) } : {};
    const evidence = { labels: tools.labels, sources, ...parent, beside, ...back };
    lines.push(await attributeCommit({ ...changes, files }, evidence));
  }
  return lines;
}

/**
 * Whether what a commit is said to be made from tells whose lines are whose. It may have been made anew itself, where no
 * hook ran either; and of several that were written in the same second most are others.
 */
const isSure = async ({ notes }: Tools, [from, ...more]: readonly string[]): Promise<boolean> =>
  from !== undefined && more.length === 0 && (await notes.read(from)) !== undefined;
