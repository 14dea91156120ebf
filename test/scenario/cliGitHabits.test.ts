/** What people are used to type behind `git log`, `git blame` and `git show`. */
import assert from 'node:assert/strict';
import { fromJsonLines, parapet, type Run } from './parapet';
import { readyRepository } from './readyRepository';

describe('words that people know from git', () => {
  const ready = readyRepository();

  const run = (...args: string[]): Promise<Run> => parapet(ready.repo.path, args);

  async function json<T>(command: string, ...args: string[]): Promise<T[]> {
    const { code, out, err } = await run(command, '--json', ...args);
    assert.deepEqual([code, err], [0, ''], args.join(' '));
    return fromJsonLines<T>(out);
  }

  async function refused(...args: string[]): Promise<string> {
    const { code, out, err } = await run(...args);
    assert.deepEqual([code, out], [2, ''], args.join(' '));
    return err;
  }

  interface Logged {
    readonly subject: string;
    readonly lines: { readonly ai: number; readonly human: number; readonly unknown: number };
    readonly tools: readonly { readonly tool: string }[];
  }

  describe('say which commits are meant', () => {
    beforeEach(async () => {
      const { repo } = ready;
      await repo.editAndCommit('src/a.ts', ['ai 1', 'ai 2', 'nobody 3']);
      repo.git('branch', 'first');
      await repo.editAndCommit('doc/a.md', ['ai2 1', 'me 2']);
      repo.write('src/[b].ts', 'nobody 1\n');
      repo.write('doc/b.md', 'nobody 2\nnobody 3\n');
      repo.git('add', '.');
      repo.git('commit', '--quiet', '--message=both', '--author=Other <o@x>', '--date=2001-01-01T00:00:00Z');
      repo.git('commit', '--quiet', '--message=nothing', '--allow-empty');
    });

    const logged = async (...args: string[]): Promise<string[]> =>
      (await json<Logged>('log', ...args)).map(
        ({ subject, lines: { ai, human, unknown } }) => `${subject}: ${ai} ${human} ${unknown}`,
      );

    it('by their number, however that is written', async () => {
      for (const args of [['-n', '2'], ['-n2'], ['-2'], ['--max-count=2'], ['--max-count', '2']])
        assert.deepEqual(await logged(...args), ['nothing: 0 0 0', 'both: 0 0 3'], args.join(' '));
      assert.match(await refused('log', '-n', 'two'), /-n takes a number\n.*parapet log -n 10/);
    });

    it('by who made them, when, and on what way', async () => {
      assert.deepEqual(await logged('--author=Other'), ['both: 0 0 3']);
      assert.equal((await logged('--since=2 years ago')).length, 4);
      assert.deepEqual(await logged('--until=2 years ago'), []);
      assert.equal((await logged('first', '--all', '--no-merges')).length, 4);
      assert.equal((await logged('HEAD', '^first', '--first-parent')).length, 3);
    });

    it('by files and folders, of which alone lines count then', async () => {
      assert.deepEqual(await logged('--', 'src'), ['both: 0 0 1', 'src/a.ts: 2 0 1']);
      assert.deepEqual(await logged('-1', '--', 'doc/b.md', 'src/[b].ts'), ['both: 0 0 3']);
      assert.deepEqual(await logged('--', '[bs]*'), []);
      const { out } = await parapet(ready.repo.at('src'), ['log', '--json', '--', '../doc/a.md']);
      assert.deepEqual(
        fromJsonLines<Logged>(out).map(({ tools }) => tools.map(({ tool }) => tool)),
        [['ai2']],
      );
    });

    it('for sums, too, the first time and the next', async () => {
      interface Sums {
        readonly commits: number;
        readonly noted: number;
        readonly lines: object;
        readonly tools: readonly { readonly lines: number }[];
      }
      for (let time = 1; time <= 2; time++) {
        const sums = await json<Sums>('stats', '--', 'src');
        assert.deepEqual(
          sums.map(({ commits, noted, lines, tools }) => ({ commits, noted, lines, tools: tools.length })),
          [{ commits: 2, noted: 1, lines: { ai: 2, human: 0, unknown: 2 }, tools: 1 }],
        );
        const [last] = await json<Sums>('stats', '-n', '3', 'HEAD');
        assert.deepEqual([last?.commits, last?.lines], [3, { ai: 1, human: 1, unknown: 3 }]);
      }
    });

    it('of files of one commit', async () => {
      const paths = async (...args: string[]) =>
        (await json<{ files: { path: string }[] }>('show', ...args)).flatMap(({ files }) =>
          files.map(({ path }) => path),
        );
      assert.deepEqual(await paths('HEAD~1'), ['doc/b.md', 'src/[b].ts']);
      assert.deepEqual(await paths('HEAD~1', '--', 'src'), ['src/[b].ts']);
    });

    it('or one learns how to say it', async () => {
      assert.match(await refused('log', 'src'), /no commit src\n.*“parapet log -- src”/);
      assert.match(await refused('stats', 'src/a.ts'), /“parapet stats -- src\/a.ts”/);
      assert.match(await refused('log', '--', '..'), /\.\. lies outside of the repository/);
      assert.match(await refused('show', 'first..'), /not one commit\n.*“parapet log first..”/);
      assert.equal(
        await refused('log', '-p'),
        "parapet: Unknown option '-p'\n  “parapet log --help” lists what it takes\n",
      );
    });
  });

  describe('say which lines of which version of a file are meant', () => {
    interface Line {
      readonly line: number;
      readonly class: string;
    }

    beforeEach(async () => {
      const { repo } = ready;
      await repo.editAndCommit('a.ts', ['ai 1', 'me 2', 'ai 3']);
      await repo.editAndCommit('a.ts', ['ai 1', 'me 2', 'ai 3', 'me 4', 'me 5']);
      await repo.editAndCommit('gone.ts', ['me 1']);
      repo.git('rm', '--quiet', 'gone.ts');
      repo.git('commit', '--quiet', '--message=remove');
    });

    async function blamed(...args: string[]): Promise<string> {
      const [lines = []] = await json<Line[]>('blame', ...args);
      return lines.map((one) => `${one.line}${one.class.charAt(0)}`).join(' ');
    }

    it('by a commit before the file, or behind it', async () => {
      assert.equal(await blamed('a.ts'), '1a 2h 3a 4h 5h');
      for (const args of [
        ['HEAD~3', 'a.ts'],
        ['HEAD~3', '--', 'a.ts'],
        ['a.ts', 'HEAD~3'],
        ['--rev=HEAD~3', '--', 'a.ts'],
      ])
        assert.equal(await blamed(...args), '1a 2h 3a', args.join(' '));
      assert.equal(await blamed('HEAD~1', 'gone.ts'), '1h');
    });

    it('by their numbers', async () => {
      assert.equal(await blamed('-L', '2,3', 'a.ts'), '2h 3a');
      assert.equal(await blamed('-L2,+1', '-L', '4,', 'HEAD', 'a.ts'), '2h 4h 5h');
      const { out } = await run('blame', '-L', '5', 'a.ts');
      assert.match(out, /^[0-9a-f]{8} {2}human {2}5 {2}me 5\n$/);
    });

    it('or one learns how to say it', async () => {
      assert.match(await refused('blame', '-L', ':main', 'a.ts'), /by their numbers\n.*-L 10,20/);
      assert.match(await refused('blame', '-L', '6', 'a.ts'), /the file has only 5 lines/);
      assert.match(await refused('blame'), /a file is missing\n.*parapet blame REV -- FILE/);
      assert.match(await refused('blame', '--', 'a.ts', 'gone.ts'), /one file at a time/);
      assert.match(await refused('blame', '--rev=HEAD', 'HEAD', 'a.ts'), /HEAD and HEAD\n/);
    });
  });
});
