/**
 * What the notes of many commits say, in sums. It is as flat as it is kept, and nothing of it is an object before it is
 * asked for, so that a table of thousands of commits is there as soon as it is read.
 */

/** What sums need to know of a writer. */
export type CountedWriter =
  | { readonly kind: 'human' }
  | { readonly kind: 'ai'; readonly tool: string; readonly model?: string | undefined };

/** Of whatever the numbers stand for. */
export interface Names {
  readonly authors: readonly string[];
  readonly paths: readonly string[];
  /** All that any of the paths lies in; '' is the top level. */
  readonly folders: readonly string[];
  readonly writers: readonly CountedWriter[];
}

/** Who has how many lines in which file, one after another; each of the three lists has a number for each of them. */
export interface Entries {
  readonly names: Pick<Names, 'paths' | 'writers'>;
  readonly path: ArrayLike<number>;
  readonly writer: ArrayLike<number>;
  readonly lines: ArrayLike<number>;
}

/** Some of them: from one to before another. */
export interface EntrySpan {
  readonly from: number;
  readonly to: number;
}

export interface CountedTable extends Entries {
  /** How long an id is. */
  readonly digits: number;
  /** Of the commits, a line each. ASCII. */
  readonly ids: Uint8Array;
  readonly names: Names;
  /** Of each commit. */
  readonly author: Uint32Array;
  /** How many entries each commit has; they stand in the same order. */
  readonly count: Uint32Array;
  readonly path: Uint32Array;
  readonly writer: Uint32Array;
  readonly lines: Uint32Array;
}

/** Where the entries of each commit begin; they end where those of the next one do. */
export function firstEntries({ count }: CountedTable): Uint32Array {
  const firsts = new Uint32Array(count.length + 1);
  for (let i = 0; i < count.length; i++) firsts[i + 1] = (firsts[i] ?? 0) + (count[i] ?? 0);
  return firsts;
}

/** Where each commit stands, by id. */
export function placesOf({ ids, digits }: CountedTable): Map<string, number> {
  const text = new TextDecoder().decode(ids);
  const places = new Map<string, number>();
  for (let at = 0, place = 0; at < text.length; at += digits + 1, place++)
    places.set(text.slice(at, at + digits), place);
  return places;
}

/** All folders that any of the paths lies in; '' is the top level. */
export function foldersOf(paths: Iterable<string>): Set<string> {
  const folders = new Set<string>();
  for (const path of paths) {
    let end = path.lastIndexOf('/');
    for (; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
    if (end <= 0) folders.add('');
  }
  return folders;
}
