/** Who wrote lines, by the notes of the commits that blame found them in, or by what is found again where they have none. */
import { parseNote, writersInNote, type AuthorshipNote } from '../../provenance/authorshipNote';
import type { BlamedLine } from '../../provenance/blamedLine';
import type { LineWriters } from '../../provenance/lineWriters';
import { isCommitted, type BlamedLines } from '../parse/blame';
import type { CommitLines } from './extendNote';
import type { Notes } from './notesRef';

/** What becomes known of commits without notes only when it is asked for. @param paths by commit */
export type FindAgain = (
  paths: ReadonlyMap<string, ReadonlySet<string>>,
) => Promise<ReadonlyMap<string, CommitLines>>;

export class NotedCommits {
  /** Nobody where the commit has no note, or one of another kind. */
  private readonly known = new Map<string, AuthorshipNote | undefined>();
  /** By commit; the paths that were asked for without an answer, too. */
  private readonly found = new Map<string, Map<string, LineWriters>>();

  constructor(
    private readonly notes: Notes,
    private readonly tip: string,
    private readonly findAgain: FindAgain,
  ) {}

  async writersOf(groups: readonly BlamedLines[]): Promise<Map<number, BlamedLine>> {
    const committed = groups.filter(({ commit }) => isCommitted(commit));
    await this.read(committed);
    await this.find(committed);
    return this.linesOf(groups);
  }

  /** Adds what notes alone say of them. */
  async addWriters(lines: Map<number, BlamedLine>, groups: readonly BlamedLines[]): Promise<void> {
    await this.read(groups.filter(({ commit }) => isCommitted(commit)));
    this.addLines(lines, groups);
  }

  /**
   * Of lines whose commits, after `addWriters`, have turned out to have no note: of all such commits at once. Where
   * nothing is found, nothing is said.
   */
  async writersFoundAgain(groups: readonly BlamedLines[]): Promise<Map<number, BlamedLine>> {
    await this.find(groups.filter(({ commit }) => this.found.has(commit)));
    return this.linesOf(
      groups.filter(({ commit, path }) => (this.found.get(commit)?.get(path)?.size ?? 0) > 0),
    );
  }

  private linesOf(groups: readonly BlamedLines[]): Map<number, BlamedLine> {
    const lines = new Map<number, BlamedLine>();
    this.addLines(lines, groups);
    return lines;
  }

  private addLines(lines: Map<number, BlamedLine>, groups: readonly BlamedLines[]): void {
    const last = Math.max(0, ...groups.map(({ originalLine, count }) => originalLine + count));
    const byPlace = new Map<string, LineWriters>();
    for (const { commit, path, originalLine, line, count } of groups) {
      const place = `${commit}:${path}`;
      const writers = byPlace.get(place) ?? this.writersAt(commit, path, last);
      byPlace.set(place, writers);
      const where = isCommitted(commit) && { commit };
      let one: BlamedLine | undefined;
      for (let i = 0; i < count; i++) {
        const writer = writers.get(originalLine + i);
        // Most lines are by the writer of the one before, and there may be thousands of them.
        if (!one || one.writer !== writer) one = { ...where, ...(writer && { writer }) };
        lines.set(line + i, one);
      }
    }
  }

  private writersAt(commit: string, path: string, last: number): LineWriters {
    const known = this.known.get(commit);
    return known ? writersInNote(known, path, last) : (this.found.get(commit)?.get(path) ?? new Map());
  }

  private async read(groups: readonly BlamedLines[]): Promise<void> {
    const news = [...new Set(groups.map(({ commit }) => commit))].filter((commit) => !this.known.has(commit));
    const texts = await Promise.all(news.map((commit) => this.notes.read(commit, this.tip)));
    news.forEach((commit, i) => {
      this.known.set(commit, parseNote(texts[i] ?? ''));
      if (texts[i] === undefined) this.found.set(commit, new Map());
    });
  }

  private async find(groups: readonly BlamedLines[]): Promise<void> {
    const asked = new Map<string, Set<string>>();
    for (const { commit, path } of groups) {
      if (this.found.get(commit)?.has(path) !== false) continue;
      asked.set(commit, (asked.get(commit) ?? new Set()).add(path));
    }
    if (asked.size === 0) return;
    const found = await this.findAgain(asked);
    for (const [commit, paths] of asked) {
      for (const path of paths)
        this.found.get(commit)?.set(path, found.get(commit)?.files.get(path) ?? new Map());
    }
  }
}
