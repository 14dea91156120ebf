import type { Entries } from './countedTable';
import { NumberedTexts, NumberedWriters } from './numbered';

/** Entries to which others can be added. */
export class EntryList implements Entries {
  readonly paths = new NumberedTexts();
  readonly writers = new NumberedWriters();
  readonly names = { paths: this.paths.all, writers: this.writers.all };
  readonly path: number[] = [];
  readonly writer: number[] = [];
  readonly lines: number[] = [];

  get length(): number {
    return this.lines.length;
  }

  /** @param path its number @param writer its number */
  add(path: number, writer: number, lines: number): void {
    this.path.push(path);
    this.writer.push(writer);
    this.lines.push(lines);
  }
}
