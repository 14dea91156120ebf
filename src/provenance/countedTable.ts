/**
 * What the notes of many commits say, in sums. It is as flat as it is kept, and nothing of it is an object before it is
 * asked for, so that a table of thousands of commits is there as soon as it is read.
 */

/** What sums need to know of a writer. */
export type CountedWriter =
  | { readonly kind: 'human' }
  | { readonly kind: 'ai'; readonly tool: string; readonly model?: string | undefined };

export interface CountedLines {
  readonly path: string;
  readonly writer: CountedWriter;
  readonly lines: number;
}

export interface CountedCommit {
  /** Full. */
  readonly id: string;
  /** `Name <address>` */
  readonly author: string;
  /** The id of its note; undefined where it has none. */
  readonly note: string | undefined;
  /** What the note says. */
  readonly written: readonly CountedLines[];
}

/** Of whatever the numbers stand for. */
export interface Names {
  readonly authors: readonly string[];
  readonly paths: readonly string[];
  /** All that any of the paths lies in; '' is the top level. */
  readonly folders: readonly string[];
  readonly writers: readonly CountedWriter[];
}

export interface CountedTable {
  /** How long an id is. */
  readonly digits: number;
  /** Of the commits, a line each. ASCII. */
  readonly ids: Uint8Array;
  /** Of their notes, in the same order; zeroes where there is none. */
  readonly notes: Uint8Array;
  readonly names: Names;
  /** Of each commit. */
  readonly author: Uint32Array;
  /** How many entries each commit has; they stand in the same order. */
  readonly count: Uint32Array;
  /** Of each entry, as are the two others. */
  readonly path: Uint32Array;
  readonly writer: Uint32Array;
  readonly lines: Uint32Array;
}

/** A note that claims more for a writer in one file is believed no more. */
const MOST_LINES = 0xffff_ffff;

/** @param digits of every id */
export function countedTable(digits: number, commits: Iterable<CountedCommit>): CountedTable {
  const authors = new Numbered<string>();
  const paths = new Numbered<string>();
  const writers = new Writers();
  const noNote = '0'.repeat(digits);
  const ids: string[] = [];
  const notes: string[] = [];
  const author: number[] = [];
  const count: number[] = [];
  const path: number[] = [];
  const writer: number[] = [];
  const lines: number[] = [];
  for (const commit of commits) {
    ids.push(commit.id);
    notes.push(commit.note ?? noNote);
    author.push(authors.of(commit.author));
    count.push(commit.written.length);
    for (const written of commit.written) {
      path.push(paths.of(written.path));
      writer.push(writers.of(written.writer));
      lines.push(Math.min(written.lines, MOST_LINES));
    }
  }
  return {
    digits,
    ids: asLines(ids),
    notes: asLines(notes),
    author: Uint32Array.from(author),
    count: Uint32Array.from(count),
    path: Uint32Array.from(path),
    writer: Uint32Array.from(writer),
    lines: Uint32Array.from(lines),
    names: {
      authors: authors.all,
      paths: paths.all,
      writers: writers.all,
      folders: [...foldersOf(paths.all)],
    },
  };
}

const asLines = (ids: readonly string[]): Uint8Array => new TextEncoder().encode([...ids, ''].join('\n'));

/** All of them, one by one. */
export function commitsOf(table: CountedTable): CountedCommit[] {
  const { digits, names, author, count, path, writer, lines } = table;
  const ids = new TextDecoder().decode(table.ids);
  const notes = new TextDecoder().decode(table.notes);
  const noNote = '0'.repeat(digits);
  let entry = 0;
  return Array.from({ length: count.length }, (_, place): CountedCommit => {
    const written: CountedLines[] = [];
    for (const end = entry + (count[place] ?? 0); entry < end; entry++) {
      written.push({
        path: names.paths[path[entry] ?? 0] ?? '',
        writer: names.writers[writer[entry] ?? 0] ?? { kind: 'human' },
        lines: lines[entry] ?? 0,
      });
    }
    const at = place * (digits + 1);
    const note = notes.slice(at, at + digits);
    return {
      id: ids.slice(at, at + digits),
      author: names.authors[author[place] ?? 0] ?? '',
      note: note === noNote ? undefined : note,
      written,
    };
  });
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

/** Each value once, by its number. */
class Numbered<T> {
  readonly all: T[] = [];
  private readonly known = new Map<T, number>();

  of(value: T): number {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    this.known.set(value, this.all.length);
    return this.all.push(value) - 1;
  }
}

/** Likewise, and alike ones once. */
class Writers {
  readonly all: CountedWriter[] = [];
  private readonly known = new Map<CountedWriter, number>();
  private readonly keys = new Numbered<string>();

  of(writer: CountedWriter): number {
    const known = this.known.get(writer);
    if (known !== undefined) return known;
    const number = this.keys.of(writer.kind === 'human' ? '' : JSON.stringify([writer.tool, writer.model]));
    if (number === this.all.length) this.all.push(plain(writer));
    this.known.set(writer, number);
    return number;
  }
}

const plain = (writer: CountedWriter): CountedWriter =>
  writer.kind === 'human' ? { kind: 'human' } : { kind: 'ai', tool: writer.tool, model: writer.model };
