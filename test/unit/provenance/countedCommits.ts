/** Tables of sums from objects, and objects from tables. */
import assert from 'node:assert/strict';
import type { CountedTable, CountedWriter } from '../../../src/provenance/countedTable';
import { TableRows } from '../../../src/provenance/tableRows';
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
  const all = commits.flatMap(({ written }) => written);
  const add = builder.adder({
    names: { paths: all.map(({ path }) => path), writers: all.map(({ writer }) => writer) },
    path: [...all.keys()],
    writer: [...all.keys()],
    lines: all.map(({ lines }) => lines),
  });
  let from = 0;
  for (const { id, author, written } of commits) {
    builder.commit(id, author);
    add({ from, to: (from += written.length) });
  }
  return builder.table();
}

export function commitsOf(table: CountedTable): CountedCommit[] {
  const { names, path, writer, lines } = table;
  const rows = new TableRows(table);
  return [...rows.ids()].map((id) => {
    const { author, entries } = rows.get(id) ?? assert.fail();
    const { from, to } = entries;
    return {
      id,
      author,
      written: Array.from(path.subarray(from, to), (inPath, i) => ({
        path: names.paths[inPath] ?? assert.fail(),
        writer: names.writers[writer[from + i] ?? 0] ?? assert.fail(),
        lines: lines[from + i] ?? assert.fail(),
      })),
    };
  });
}
