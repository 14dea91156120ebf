import { dialectOf } from '../dialects';
import type { Dialect } from '../dialects/dialect';
import type { Embedded } from '../types';
import { SpanList } from './spanList';
import { tableOf, type DialectTable } from './table';

/** What the regions of one text share, with the bounds that keep reading it linear. */
export class Reading {
  readonly spans = new SpanList();
  /** Stretches in other languages, an outer one before those inside it. */
  readonly embedded: Embedded[] = [];
  /** Characters looked at so far. */
  steps = 0;
  /** Searches for the end of a here-document that may still come to nothing. */
  triesLeft = 8;
  /** Returns to the start of a string that nothing closed. */
  returnsLeft = 8;

  constructor(
    readonly text: string,
    readonly tables: DialectTables,
  ) {}

  table(language: string | undefined): DialectTable {
    return this.tables.of(language);
  }
}

/** Tables are made when first asked for: most sessions see a handful of languages. */
export class DialectTables {
  readonly #tables = new Map<Dialect, DialectTable>();

  of(language: string | undefined): DialectTable {
    const dialect = dialectOf(language);
    let table = this.#tables.get(dialect);
    if (!table) {
      table = tableOf(dialect);
      this.#tables.set(dialect, table);
    }
    return table;
  }
}
