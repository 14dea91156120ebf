/** Tables of sums from objects, and objects from tables. */
import assert from 'node:assert/strict';
import {
  firstEntries,
  placesOf,
  type CountedTable,
  type CountedWriter,
} from '../../../src/provenance/countedTable';
import { TableBuilder } from '../../../src/provenance/tableBuilder';

export interface CountedCommit {
  readonly id: string;
  readonly author: string;
  readonly written: readonly {
    readonly path: string;
    readonly writer: CountedWriter;
    readonly lines: number;
  }[];
}

export function countedTable(commits: readonly CountedCommit[]): CountedTable {
  const builder = new TableBuilder();
  const { entries } = builder;
  for (const { id, author, written } of commits) {
    builder.commit(id, author);
    for (const { path, writer, lines } of written)
      entries.add(entries.paths.of(path), entries.writers.of(writer), lines);
  }
  return builder.table();
}

export function commitsOf(table: CountedTable): CountedCommit[] {
  const { names, author, path, writer, lines } = table;
  const firsts = firstEntries(table);
  return [...placesOf(table)].map(([id, place]) => ({
    id,
    author: names.authors[author[place] ?? -1] ?? assert.fail(),
    written: Array.from(lines.subarray(firsts[place], firsts[place + 1]), (count, i) => {
      const entry = (firsts[place] ?? 0) + i;
      return {
        path: names.paths[path[entry] ?? -1] ?? assert.fail(),
        writer: names.writers[writer[entry] ?? -1] ?? assert.fail(),
        lines: count,
      };
    }),
  }));
}

/** Without what is undefined, which is as good as what is not there. */
export const plain = (all: readonly CountedCommit[]): unknown => JSON.parse(JSON.stringify(all));
