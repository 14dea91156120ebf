/** One random sequence of what people do with a repository; after each step every line is held against the oracle. */
import { Random } from '../../host/random';
import { problemsIn, Texts } from './oracle';
import type { Operations } from './operation';
import { REWRITING } from './rewriting';
import { FILES, Someone } from './someone';
import { linesOf, type Blamed, type Workplace } from './workplace';
import { WRITING } from './writing';

const OPERATIONS: Operations = [...WRITING, ...REWRITING];

export interface SequenceOptions {
  readonly seed: number;
  readonly steps: number;
  /** Share of lines that others are like, of 1. */
  readonly alike: number;
}

export class Sequence {
  private readonly random: Random;
  private readonly texts: Texts;
  private readonly someone: Someone;
  private head = '';
  /** What was looked at in the last commit. */
  private readonly held = new Set<string>();

  constructor(
    private readonly place: Workplace,
    private readonly options: SequenceOptions,
  ) {
    this.random = new Random(options.seed);
    this.texts = new Texts(this.random);
    this.someone = new Someone(place, this.random, this.texts, options.alike);
  }

  /** @throws Error that tells what is wrong and how it came about */
  async run(): Promise<void> {
    for (const file of FILES) await this.someone.edit(file, 3);
    await this.someone.commitAll();
    for (let step = 0; step < this.options.steps; step++) {
      const [name, act] = this.random.pick(OPERATIONS);
      this.place.journal.push(`# ${name}`);
      await act(this.someone);
      await this.check();
    }
    await this.someone.settle();
    await this.check();
    for (const branch of await this.someone.branches()) await this.checkCommit(branch);
  }

  async check(): Promise<void> {
    const head = (await this.place.must('rev-parse', 'HEAD')).trim();
    if (head !== this.head) this.held.clear();
    if (head !== this.head) await this.checkCommit('HEAD');
    this.head = head;
    for (const file of FILES) {
      const lines = this.place.read(file);
      if (lines.length === 0 || this.held.has(`${file}\0${lines.join('\n')}`)) continue;
      this.hold(file, lines, await this.place.blame(file), 'on disk');
    }
  }

  private async checkCommit(rev: string): Promise<void> {
    for (const file of FILES) {
      const { ok, out } = await this.place.git(['show', `${rev}:${file}`]);
      if (!ok) continue;
      this.hold(file, linesOf(out), await this.place.blame(file, '--rev', rev), `in ${rev}`);
      this.held.add(`${file}\0${linesOf(out).join('\n')}`);
    }
  }

  private hold(file: string, lines: readonly string[], blamed: readonly Blamed[], where: string): void {
    const problems = problemsIn(file, lines, blamed, this.texts);
    if (problems.length === 0) return;
    throw new Error(
      `${file} ${where}:\n  ${problems.join('\n  ')}\nafter\n  ${this.place.journal.join('\n  ')}`,
    );
  }
}
