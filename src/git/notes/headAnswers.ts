/** What git has been asked about `HEAD` and its note before the handler of post-commit was ready. */
import { takeObjects, type StreamedObject } from '../parse/objectStream';
import { folderOf, placesOf } from './notePlaces';

export interface HeadAnswers {
  /** Full. */
  readonly head: string;
  /** Of the notes; undefined where there are none. */
  readonly tip: string | undefined;
  /** By names that always mean the same: ids, and places in a commit. */
  readonly objects: ReadonlyMap<string, StreamedObject>;
  /** For `parseCommitDiffs`. */
  readonly diff: Buffer;
}

/** `HEAD TIP`, or `HEAD` alone, in a line; the objects of `namesOf` as `git cat-file --batch` has them; the diff. */
export function headAnswers(begun: Buffer): HeadAnswers | undefined {
  const end = begun.indexOf('\n');
  const [, head, tip] =
    /^([0-9a-f]{40,64})(?: ([0-9a-f]{40,64}))?$/.exec(begun.toString('latin1', 0, end)) ?? [];
  if (head === undefined) return undefined;
  const names = namesOf(head, tip);
  const taken = takeObjects(begun.subarray(end + 1), names.length);
  if (!taken) return undefined;
  const objects = new Map<string, StreamedObject>();
  taken.objects.forEach((object, i) => {
    objects.set(names[i] ?? '', object);
    if (object.found) objects.set(object.id, object);
  });
  return { head, tip, objects, diff: taken.rest };
}

/** The commit, its first parent, and what tells where its note is or belongs. */
function namesOf(head: string, tip: string | undefined): string[] {
  const places = placesOf(head);
  const folders = places.slice(1).map((place) => folderOf(place));
  const inNotes = tip === undefined ? [] : [...places, ...folders].map((place) => `${tip}:${place}`);
  return [head, `${head}^`, ...inNotes];
}
