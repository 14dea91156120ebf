/** Where notes are in the tree of their ref: git-notes(1). */
import type { Git } from '../git';
import type { ObjectReader } from '../objects';

export interface NotePlace {
  readonly blob: string;
  /** In the tree of notes: the commit's id, some of it as folders. */
  readonly place: string;
}

/** Of every note, by commit; none where there is no such ref. @param tip of the notes, or a ref */
export async function notePlaces(git: Git, tip: string): Promise<Map<string, NotePlace>> {
  const outcome = await git.gather(listing(tip));
  return outcome.ok ? placesIn(outcome.stdout) : new Map();
}

const listing = (tip: string): string[] => ['ls-tree', '-r', '-z', tip];

/** Of the entry of a note, in front of its blob. */
const NOTE = '100644 blob ';
const PLACE = /^[0-9a-f/]+$/;

/**
 * By commit. Where there are two of one commit, the one in fewer folders counts, as for `Notes`.
 * @param listed by `git ls-tree -r -z`
 */
export function placesIn(listed: Buffer): Map<string, NotePlace> {
  const places = new Map<string, NotePlace>();
  const text = listed.toString('latin1');
  for (let at = 0, end = 0; (end = text.indexOf('\0', at)) >= 0; at = end + 1) {
    const tab = text.indexOf('\t', at);
    if (!text.startsWith(NOTE, at)) continue;
    const blob = text.slice(at + NOTE.length, tab);
    const place = text.slice(tab + 1, end);
    if (!PLACE.test(place)) continue;
    const commit = place.replaceAll('/', '');
    const isDeeper = place.length > (places.get(commit)?.place.length ?? Infinity);
    if (!isDeeper) places.set(commit, { blob, place });
  }
  return places;
}

const isId = (name: string | undefined): name is string => /^[0-9a-f]{40,64}$/.test(name ?? '');

/** The commits whose notes are not the same; undefined where git cannot tell. @param one a commit of notes, or none */
export async function changedNotes(
  git: Git,
  one: string | undefined,
  other: string | undefined,
): Promise<ReadonlySet<string> | undefined> {
  if (one === other) return new Set();
  // They may be from a file of anybody's, and git takes much for an option.
  if (!isId(one) || !isId(other)) return undefined;
  const outcome = await git.gather(['diff-tree', '-r', '-z', '--no-renames', '--name-only', one, other]);
  if (!outcome.ok) return undefined;
  const places = outcome.stdout.toString('latin1').split('\0');
  return new Set(places.map((place) => place.replaceAll('/', '')));
}

/** Two digits of the id are a folder each, the more notes there are: git-notes(1). */
export const placesOf = (commit: string): [string, string, string] => {
  const [first, second] = [commit.slice(0, 2), commit.slice(2, 4)];
  return [commit, `${first}/${commit.slice(2)}`, `${first}/${second}/${commit.slice(4)}`];
};

export const folderOf = (place: string): string => place.slice(0, place.lastIndexOf('/'));

export interface FoundNote {
  readonly place: string;
  readonly text: string;
}

/** Where the notes of one commit of the ref are. */
export class ListedNotes {
  private readonly folders: ReadonlySet<string>;

  constructor(
    private readonly tip: string,
    private readonly places: ReadonlyMap<string, NotePlace>,
  ) {
    this.folders = new Set([...places.values()].map(({ place }) => folderOf(place)));
  }

  isOf(tip: string): boolean {
    return this.tip === tip;
  }

  async find(commit: string, objects: ObjectReader): Promise<FoundNote | undefined> {
    const there = this.places.get(commit);
    const text = there && (await objects.read('blob', there.blob))?.toString('utf8');
    return there && text !== undefined ? { place: there.place, text } : undefined;
  }

  folderedPlace(commit: string): string | undefined {
    return placesOf(commit).findLast((place, depth) => depth > 0 && this.folders.has(folderOf(place)));
  }
}
