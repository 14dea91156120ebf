/** One random sequence of what people do with a repository; after each step every line is held against the oracle. */
import { Random } from '../../host/random';
import { problemsIn, Texts, WRITERS, type WriterName } from './oracle';
import { linesOf, type Workplace } from './workplace';

const FILES = ['a.ts', 'b.ts'] as const;

type Operation = (sequence: Sequence) => Promise<void>;

export interface SequenceOptions {
  readonly seed: number;
  readonly steps: number;
  /** Share of lines that others are like, of 1. */
  readonly alike: number;
}

export class Sequence {
  readonly random: Random;
  readonly texts: Texts;
  private head = '';
  /** What was looked at in the last commit. */
  private readonly held = new Set<string>();
  private names = 0;

  constructor(
    readonly place: Workplace,
    private readonly options: SequenceOptions,
  ) {
    this.random = new Random(options.seed);
    this.texts = new Texts(this.random);
  }

  /** @throws Error that tells what is wrong and how it came about */
  async run(): Promise<void> {
    for (const file of FILES) await this.edit(file, 3);
    await this.commitAll();
    for (let step = 0; step < this.options.steps; step++) {
      const [name, operation] = this.random.pick(OPERATIONS);
      this.place.journal.push(`# ${name}`);
      await operation(this);
      await this.check();
    }
    await this.settle();
    await this.check();
    for (const branch of await this.branches()) await this.checkCommit(branch);
  }

  async check(): Promise<void> {
    const head = (await this.place.must('rev-parse', 'HEAD')).trim();
    if (head !== this.head) this.held.clear();
    if (head !== this.head) await this.checkCommit('HEAD');
    this.head = head;
    for (const file of FILES) {
      const lines = this.place.read(file);
      if (lines.length === 0 || this.held.has(lines.join('\n'))) continue;
      this.hold(lines, await this.place.blame(file), `${file} on disk`);
    }
  }

  private async checkCommit(rev: string): Promise<void> {
    for (const file of FILES) {
      const { ok, out } = await this.place.git(['show', `${rev}:${file}`]);
      if (!ok) continue;
      this.hold(linesOf(out), await this.place.blame(file, '--rev', rev), `${file} in ${rev}`);
      this.held.add(linesOf(out).join('\n'));
    }
  }

  private hold(lines: readonly string[], blamed: Parameters<typeof problemsIn>[1], what: string): void {
    const problems = problemsIn(lines, blamed, this.texts);
    if (problems.length === 0) return;
    throw new Error(`${what}:\n  ${problems.join('\n  ')}\nafter\n  ${this.place.journal.join('\n  ')}`);
  }

  lines(writer: WriterName, most: number): string[] {
    return Array.from({ length: 1 + this.random.upTo(most) }, () =>
      this.texts.next(writer, this.options.alike),
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
      const added = removed > 0 && random.next() < 0.3 ? [] : this.lines(writer, 3);
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

  /** Keeps both sides of every conflict. */
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
      this.place.write(file, kept);
    }
    await this.place.git(['add', '-A', '.']);
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
      rebase: ['rebase-merge', 'rebase-apply'],
    };
    return (names[command] ?? []).some((name) => this.place.has(`.git/${name}`));
  }
}

const OPERATIONS: readonly [[string, Operation], ...[string, Operation][]] = [
  ['edit', (s) => s.edit(s.anyFile())],
  ['edit more', (s) => s.edit(s.anyFile(), 3)],
  [
    'edit and commit',
    async (s) => {
      await s.edit(s.anyFile(), 2);
      await s.commitAll();
    },
  ],
  [
    'edit and commit b',
    async (s) => {
      await s.edit(s.anyFile(), 2);
      await s.commitAll();
    },
  ],
  [
    'format',
    async (s) => {
      const file = s.anyFile();
      s.place.write(
        file,
        s.place.read(file).map((line) => (s.random.next() < 0.5 ? `  ${line}` : line.trimStart())),
      );
    },
  ],
  [
    'commit one file',
    async (s) => {
      await s.edit('a.ts');
      await s.edit('b.ts');
      await s.place.git(['commit', '--quiet', '-m', `Commit ${s.newName()}`, '--only', s.anyFile()]);
    },
  ],
  [
    'commit a part',
    async (s) => {
      await s.edit('a.ts', 3);
      const input = Array.from({ length: 12 }, () => (s.random.next() < 0.5 ? 'y' : 'n')).join('\n');
      await s.place.git(['add', '-p'], { input: `${input}\n` });
      await s.place.git(['commit', '--quiet', '-m', `Commit ${s.newName()}`]);
    },
  ],
  [
    'amend',
    async (s) => {
      if (s.random.next() < 0.6) await s.edit(s.anyFile());
      await s.commitAll('--amend');
    },
  ],
  [
    'branch and rebase',
    async (s) => {
      await s.settle();
      const back = Math.min(2, (await s.depth()) - 1);
      const name = s.newName();
      await s.place.git(['checkout', '--quiet', '-b', name, `HEAD~${s.random.upTo(back + 1)}`]);
      for (let i = 0; i < 1 + s.random.upTo(2); i++) {
        await s.edit(s.anyFile());
        await s.commitAll();
      }
      const args = s.random.pick([
        ['rebase'],
        ['rebase', '--apply'],
        ['-c', 'merge.conflictStyle=diff3', 'rebase'],
      ]);
      await s.see('rebase', (await s.place.git([...args, await s.anyBranch()])).ok);
    },
  ],
  [
    'squash, fix up, drop, reorder',
    async (s) => {
      await s.settle();
      const count = Math.min(1 + s.random.upTo(3), (await s.depth()) - 1);
      if (count < 1) return;
      const pick = s.random.pick([
        '2s/^pick/squash/',
        '2,$s/^pick/fixup/',
        '1{h;d};2{G}',
        '1d',
        '3s/^pick/squash/',
        '1s/^pick/reword/',
      ]);
      const run = await s.place.git(['rebase', '-i', `HEAD~${count}`], {
        env: { GIT_SEQUENCE_EDITOR: `sed -i -e '${pick}'` },
      });
      await s.see('rebase', run.ok);
    },
  ],
  [
    'cherry-pick',
    async (s) => {
      await s.settle();
      const branch = await s.anyBranch();
      const args = s.random.pick([['cherry-pick'], ['cherry-pick', '-x'], ['cherry-pick', '--no-commit']]);
      const run = await s.place.git([...args, branch]);
      if (args.includes('--no-commit')) {
        await s.resolve();
        await s.settle();
      } else await s.see('cherry-pick', run.ok);
    },
  ],
  [
    'stash and pop',
    async (s) => {
      await s.edit(s.anyFile(), 2);
      if (!(await s.place.git(['stash', '--quiet'])).ok) return;
      for (let i = 0; i < s.random.upTo(3); i++) {
        await s.edit(s.anyFile());
        await s.commitAll();
      }
      const run = await s.place.git(['stash', 'pop', '--quiet']);
      if (!run.ok) {
        await s.resolve();
        await s.place.git(['reset', '--quiet']);
        await s.place.git(['stash', 'drop', '--quiet']);
      }
    },
  ],
  [
    'reset',
    async (s) => {
      if ((await s.depth()) < 3) return;
      await s.place.git(['reset', '--quiet', s.random.pick(['--soft', '--mixed', '--hard']), 'HEAD~1']);
    },
  ],
  [
    'revert',
    async (s) => {
      await s.settle();
      const depth = await s.depth();
      const run = await s.place.git(['revert', '--no-edit', `HEAD~${s.random.upTo(Math.min(3, depth))}`]);
      await s.see('revert', run.ok);
    },
  ],
  [
    'merge',
    async (s) => {
      await s.settle();
      const run = await s.place.git(['merge', '--quiet', '--no-ff', '--no-edit', await s.anyBranch()]);
      if (!run.ok) {
        await s.resolve();
        await s.place.git(['commit', '--quiet', '--no-edit']);
      }
    },
  ],
  [
    'merge --squash',
    async (s) => {
      await s.settle();
      const run = await s.place.git(['merge', '--quiet', '--squash', await s.anyBranch()]);
      if (!run.ok) await s.resolve();
      await s.settle();
    },
  ],
  [
    'switch',
    async (s) => {
      await s.settle();
      await s.place.git(['checkout', '--quiet', await s.anyBranch()]);
    },
  ],
];
