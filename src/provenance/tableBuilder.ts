/** Makes a table of sums, a commit at a time. */
import { foldersOf, type CountedTable } from './countedTable';
import { EntryList } from './entryList';
import { NumberedTexts } from './numbered';
import { ownCopy } from './ownCopy';

/** A note that claims more for a writer in one file is believed no more. */
const MOST_LINES = 0xffff_ffff;

export class TableBuilder {
  /** What is added here belongs to the commit that was begun last. */
  readonly entries = new EntryList();
  private readonly authors = new NumberedTexts();
  private readonly ids: string[] = [];
  private readonly author: number[] = [];
  /** Of each commit its first entry. */
  private readonly firsts: number[] = [];

  /**
   * Begins the next one.
   *
   * @param id full
   * @param author `Name <address>`
   */
  commit(id: string, author: string): void {
    this.ids.push(ownCopy(id));
    this.author.push(this.authors.of(author));
    this.firsts.push(this.entries.length);
  }

  table(): CountedTable {
    const { ids, firsts, entries } = this;
    return {
      digits: ids[0]?.length ?? 0,
      ids: new TextEncoder().encode(ids.length === 0 ? '' : `${ids.join('\n')}\n`),
      author: new Uint32Array(this.author),
      count: new Uint32Array(firsts.map((first, i) => (firsts[i + 1] ?? entries.length) - first)),
      path: new Uint32Array(entries.path),
      writer: new Uint32Array(entries.writer),
      lines: new Uint32Array(entries.lines.map((lines) => Math.min(lines, MOST_LINES))),
      names: {
        authors: this.authors.all,
        paths: entries.paths.all,
        writers: entries.writers.all,
        folders: [...foldersOf(entries.paths.all)],
      },
    };
  }
}
