/** Writes in a repository, reports it as its writer would, and sees what git is at through. */
import type { Random } from '../../host/random';
import { TOOLS, WRITERS, type Texts, type WriterName } from './oracle';
import { linesOf, type Workplace } from './workplace';

export const FILES = ['a.ts', 'b.ts'] as const;

export class Someone {
  private names = 0;

  constructor(
    readonly place: Workplace,
    readonly random: Random,
    private readonly texts: Texts,
    /** Share of lines that others are like, of 1. */
    private readonly alike: number,
  ) {}

  lines(file: string, writer: WriterName, most: number): string[] {
    return Array.from({ length: 1 + this.random.upTo(most) }, () =>
      this.texts.next(file, writer, this.alike),
    );
  }

  anyFile(): (typeof FILES)[number] {
    return this.random.pick(FILES);
  }

  /** Puts lines in, takes some away, or both, and reports it as its writer would. */
  async edit(file: string, pieces = 1): Promise<void> {
    for (let i = 0; i < pieces; i++) {
      const { random } = this;
      const before = this.place.read(file);
      const at = random.upTo(before.length + 1);
      const removed =
        before.length > 4 && random.next() < 0.45 ? random.upTo(Math.min(4, before.length - at + 1)) : 0;
      const writer = random.pick(WRITERS);
      const added = removed > 0 && random.next() < 0.3 ? [] : this.lines(file, writer, 3);
      this.place.write(file, before.toSpliced(at, removed, ...added));
      if (added.length === 0 || writer === 'nobody') continue;
      const range = { path: file, startLine: at + 1, endLine: at + added.length };
      await this.place.record([writer === 'me' ? { ...range, by: 'human' } : { ...range, tool: writer }]);
    }
  }

  async isClean(): Promise<boolean> {
    return (await this.place.must('status', '--porcelain', '-uno')) === '';
  }

  async commitAll(...args: string[]): Promise<void> {
    await this.place.git(['add', '.']);
    await this.place.git(['commit', '--quiet', '-m', `Commit ${this.names++}`, ...args]);
  }

  /** Commits or puts away what is not committed yet. */
  async settle(): Promise<void> {
    if (!(await this.isClean())) await this.commitAll();
  }

  async depth(): Promise<number> {
    return Number(await this.place.must('rev-list', '--count', '--first-parent', 'HEAD'));
  }

  async branches(): Promise<string[]> {
    return linesOf(await this.place.must('for-each-ref', '--format=%(refname:short)', 'refs/heads'));
  }

  async anyBranch(): Promise<string> {
    const branches = await this.branches();
    return branches[this.random.upTo(branches.length)] ?? 'main';
  }

  newName(): string {
    return `work${this.names++}`;
  }

  /** Keeps both sides of every conflict; a tool that does so adds to it, and reports all of the file. */
  async resolve(): Promise<void> {
    for (const file of FILES) {
      const lines = this.place.read(file);
      if (!lines.some((line) => line.startsWith('<<<<<<<'))) continue;
      let inBase = false;
      const kept = lines.filter((line) => {
        if (line.startsWith('|||||||')) inBase = true;
        if (line.startsWith('=======')) inBase = false;
        return !inBase && !/^(?:<{7}|\|{7}|={7}|>{7})/.test(line);
      });
      this.texts.see(file, kept);
      if (this.random.next() < 0.4) await this.rewrite(file, kept);
      else this.place.write(file, kept);
    }
    await this.place.git(['add', '-A', '.']);
  }

  /** The same of work that was put away, and that no commit has. */
  async resolvePutAway(): Promise<void> {
    await this.resolve();
    for (const file of FILES) {
      const committed = linesOf((await this.place.git(['show', `HEAD:${file}`])).out);
      this.texts.putTogether(
        file,
        this.place.read(file).filter((line) => !committed.includes(line)),
      );
    }
  }

  private async rewrite(file: string, kept: readonly string[]): Promise<void> {
    const tool = this.random.pick(TOOLS);
    const lines = kept.toSpliced(this.random.upTo(kept.length + 1), 0, ...this.lines(file, tool, 2));
    this.texts.see(file, lines);
    this.texts.report(file, lines, tool);
    this.place.write(file, lines);
    await this.place.record([{ path: file, startLine: 1, endLine: lines.length, tool }]);
  }

  /** Until what is under way is over: mends each conflict, or gives up. */
  async see(command: string, ok: boolean): Promise<void> {
    let done = ok;
    for (let i = 0; !done && i < 12; i++) {
      if (this.random.next() < 0.2) break;
      await this.resolve();
      done = (await this.place.git([command, '--continue'])).ok;
      if (!done && !(await this.isUnderWay(command))) return;
      if (!done && (await this.isClean())) done = (await this.place.git([command, '--skip'])).ok;
    }
    if (!done) await this.place.git([command, '--abort']);
  }

  private async isUnderWay(command: string): Promise<boolean> {
    const names: Record<string, string[]> = {
      'cherry-pick': ['CHERRY_PICK_HEAD', 'sequencer'],
      revert: ['REVERT_HEAD', 'sequencer'],
      am: ['rebase-apply'],
      rebase: ['rebase-merge', 'rebase-apply'],
    };
    return (names[command] ?? []).some((name) => this.place.has(`.git/${name}`));
  }
}
