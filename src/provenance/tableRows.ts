/** Tables of sums, a commit at a time. */
import { firstEntries, placesOf, type CountedTable, type EntrySpan } from './countedTable';
import { TableBuilder } from './tableBuilder';

export interface TableRow {
  /** `Name <address>` */
  readonly author: string;
  /** What its note says. */
  readonly entries: EntrySpan;
}

export class TableRows {
  private readonly places: ReadonlyMap<string, number>;
  private readonly firsts: Uint32Array;

  constructor(readonly table: CountedTable) {
    this.places = placesOf(table);
    this.firsts = firstEntries(table);
  }

  /** Of the commits, in their order. */
  ids(): Iterable<string> {
    return this.places.keys();
  }

  has(id: string): boolean {
    return this.places.has(id);
  }

  get(id: string): TableRow | undefined {
    const place = this.places.get(id);
    if (place === undefined) return undefined;
    const { names, author } = this.table;
    return {
      author: names.authors[author[place] ?? 0] ?? '',
      entries: { from: this.firsts[place] ?? 0, to: this.firsts[place + 1] ?? 0 },
    };
  }
}

/** A table of these commits, of each the row of the first that has one. */
export function united(ids: Iterable<string>, tables: readonly TableRows[]): CountedTable {
  const builder = new TableBuilder();
  const all = tables.map((rows) => ({ rows, add: builder.adder(rows.table) }));
  for (const id of ids) {
    const one = all.find(({ rows }) => rows.has(id));
    const row = one?.rows.get(id);
    builder.commit(id, row?.author ?? '');
    if (row) one?.add(row.entries);
  }
  return builder.table();
}
