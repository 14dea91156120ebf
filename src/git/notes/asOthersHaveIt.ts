/**
 * What commits made of a file that are none of those before, and git has put into it without anything that says from
 * where: `checkout OTHER -- FILE`, `cherry-pick -n`, `reset --soft` and `--mixed`.
 */
import { takenOver } from '../../provenance/takenOver';
import { textOf } from '../git';
import { EarlierVersions } from './earlierVersions';
import type { Tools } from './notesTools';
import { lastMoves, resetFrom, type Move } from './reflog';
import { textAt } from './sources';

/** So many branches, those of the latest commits. */
const MOST_BRANCHES = 20;
/** So many commits that `HEAD` was taken back from. */
const MOST_RESETS = 10;

type Place = Pick<Tools, 'git' | 'gitDir' | 'objects'>;

interface Versions {
  /** In the last commit. */
  readonly committed: string | undefined;
  readonly staged: string | undefined;
  readonly onDisk: string | undefined;
}

/**
 * The file without what is in no commit, where it may be from others: since it is staged, or `HEAD` was just taken back.
 * Undefined where nothing is from them.
 *
 * @param path from the top level, `/`-separated
 */
export async function asOthersHaveIt(
  place: Place,
  path: string,
  { committed, staged, onDisk }: Versions,
): Promise<string | undefined> {
  const isStaged = staged !== undefined && staged !== committed;
  if (isStaged && (await isOfCommitBefore(place, path))) return staged;
  const moves = await lastMoves(place);
  const text = isStaged ? staged : wasReset(moves) ? onDisk : undefined;
  if (text === undefined || text === committed) return undefined;
  const commits = [...(await branches(place)), ...resetFrom(moves).slice(0, MOST_RESETS)];
  const texts = await Promise.all(commits.map((commit) => textAt(place.objects, commit, path)));
  const others = new Set(texts.filter((one): one is string => one !== undefined && one !== committed));
  const taken = takenOver(text, committed ?? '', [...others]);
  return taken === (committed ?? '') ? undefined : taken;
}

const wasReset = (moves: readonly Move[]): boolean => resetFrom(moves.slice(-1)).length > 0;

async function isOfCommitBefore({ git, gitDir, objects }: Place, path: string): Promise<boolean> {
  const [head, blob] = await Promise.all([objects.find('commit', 'HEAD'), objects.find('blob', `:${path}`)]);
  if (!head || !blob) return false;
  const commit = await new EarlierVersions(git, gitDir, head.id, head.id).commitWith(path, blob.id);
  return commit !== undefined;
}

async function branches({ git }: Place): Promise<string[]> {
  const which = ['--sort=-committerdate', `--count=${MOST_BRANCHES}`, 'refs/heads', 'refs/remotes'];
  const ids = textOf(await git.read(['for-each-ref', '--format=%(objectname)', ...which]))?.split('\n') ?? [];
  return ids.filter((id) => id !== '');
}
