import { firstEntries, foldersOf, type CountedTable } from './countedTable';
import { NumberedTexts, NumberedWriters } from './numbered';

/** Commits of a table, from one to before another. */
interface Run {
  readonly table: CountedTable;
  readonly from: number;
  readonly to: number;
}

/**
 * The commits of both, those of the first before those of the second: a few before many, which are only copied.
 *
 * @param without places of commits in the second that are left out
 */
export function joined(first: CountedTable, second: CountedTable, without: Iterable<number>): CountedTable {
  const few = named(first, second);
  const firsts = new Map([few, second].map((table) => [table, firstEntries(table)]));
  const runs = [{ table: few, from: 0, to: few.count.length }, ...runsOf(second, without)];
  const { digits } = second;
  const entry = ({ table }: Run, place: number): number => firsts.get(table)?.[place] ?? 0;
  const ofCommits = (list: 'author' | 'count'): Uint32Array =>
    words(runs.map(({ table, from, to }) => table[list].subarray(from, to)));
  const ofEntries = (list: 'path' | 'writer' | 'lines'): Uint32Array =>
    words(runs.map((run) => run.table[list].subarray(entry(run, run.from), entry(run, run.to))));
  return {
    digits,
    ids: bytes(runs.map(({ table, from, to }) => table.ids.subarray(from * (digits + 1), to * (digits + 1)))),
    author: ofCommits('author'),
    count: ofCommits('count'),
    path: ofEntries('path'),
    writer: ofEntries('writer'),
    lines: ofEntries('lines'),
    names: few.names,
  };
}

/** The same table by the names of another one, and what it has besides. */
function named(table: CountedTable, { names }: CountedTable): CountedTable {
  const authors = new NumberedTexts(names.authors);
  const paths = new NumberedTexts(names.paths);
  const writers = new NumberedWriters(names.writers);
  const [ofAuthors, ofPaths, ofWriters] = [
    table.names.authors.map((author) => authors.of(author)),
    table.names.paths.map((path) => paths.of(path)),
    table.names.writers.map((writer) => writers.of(writer)),
  ];
  return {
    ...table,
    author: table.author.map((number) => ofAuthors[number] ?? 0),
    path: table.path.map((number) => ofPaths[number] ?? 0),
    writer: table.writer.map((number) => ofWriters[number] ?? 0),
    names: {
      authors: authors.all,
      paths: paths.all,
      writers: writers.all,
      folders: [...new Set([...names.folders, ...foldersOf(table.names.paths)])],
    },
  };
}

/** What is left of a table. */
function runsOf(table: CountedTable, without: Iterable<number>): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const to of [...without].toSorted((a, b) => a - b)) {
    runs.push({ table, from, to });
    from = to + 1;
  }
  return [...runs, { table, from, to: table.count.length }];
}

const words = (parts: readonly Uint32Array[]): Uint32Array => fill(new Uint32Array(lengthOf(parts)), parts);
const bytes = (parts: readonly Uint8Array[]): Uint8Array => fill(new Uint8Array(lengthOf(parts)), parts);

const lengthOf = (parts: readonly ArrayLike<number>[]): number =>
  parts.reduce((sum, { length }) => sum + length, 0);

function fill<T extends Uint32Array | Uint8Array>(all: T, parts: readonly T[]): T {
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
