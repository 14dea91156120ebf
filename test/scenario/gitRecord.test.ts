/** `record` and `blame`, as another tool and a person use them. */
import assert from 'node:assert/strict';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';
import { jsonLines, parapet, startParapet } from './parapet';

interface Blamed {
  readonly line: number;
  readonly class: string;
  readonly tool?: string;
  readonly model?: string;
  readonly session?: string;
}

describe('parapet record and blame', () => {
  const folder = new Folder();
  let repo: GitRepository;
  beforeEach(() => {
    repo = new GitRepository(folder.path).init();
  });

  async function blame(file: string, cwd = repo.path): Promise<Blamed[]> {
    const { code, out, err } = await parapet(cwd, ['blame', file, '--json']);
    assert.deepEqual([code, err], [0, '']);
    return JSON.parse(out) as Blamed[];
  }
  const classes = async (file: string): Promise<string[]> => (await blame(file)).map((line) => line.class);

  it('are what answers for committed lines where no hooks write notes', async () => {
    repo.stage('a.ts', ['one', 'two']);
    await repo.record({ path: 'a.ts', lines: '2' });
    repo.git('commit', '-qm', 'first');
    assert.deepEqual(await classes('a.ts'), ['unknown', 'ai']);
  });

  it('tell a tool’s lines, a person’s and the rest', async () => {
    repo.write('src/a.ts', ['one', 'two', 'three']);
    const tool = { tool: 'agent', toolVersion: '1.2', model: 'm-1', session: 's1' };
    const { code, err } = await parapet(repo.path, ['record'], {
      input: jsonLines([
        { path: 'src/a.ts', startLine: 1, endLine: 2, ...tool },
        { path: 'src/a.ts', startLine: 2, endLine: 2, by: 'human' },
      ]),
    });
    assert.deepEqual([code, err], [0, '']);
    const expected = [
      { line: 1, class: 'ai', tool: 'agent', model: 'm-1', session: 's1' },
      { line: 2, class: 'human' },
      { line: 3, class: 'unknown' },
    ];
    assert.deepEqual(await blame('src/a.ts'), expected);
    assert.deepEqual(await blame('a.ts', repo.at('src')), expected);
    assert.deepEqual(await blame(repo.at('src/a.ts')), expected);
  });

  it('follow the lines when the file changes on disk', async () => {
    repo.write('a.ts', ['const first = 1;', 'const second = 2;', 'const third = 3;']);
    await repo.record({ path: 'a.ts', lines: '2' });
    repo.write('a.ts', [
      '// new',
      'const first = 1;',
      '  const second = 2;',
      'const third = 3;',
      'const second = 2;',
    ]);
    assert.deepEqual(await classes('a.ts'), ['unknown', 'unknown', 'ai', 'unknown', 'unknown']);
    await repo.record({ path: 'a.ts', lines: '1', tool: 'other' });
    assert.deepEqual(await classes('a.ts'), ['ai', 'unknown', 'ai', 'unknown', 'unknown']);
  });

  it('know nothing of a file that nobody reported', async () => {
    repo.write('a.ts', ['one', '', 'three']);
    assert.deepEqual(await classes('a.ts'), ['unknown', 'unknown', 'unknown']);
    repo.write('empty.ts', '');
    assert.deepEqual(await blame('empty.ts'), []);
  });

  it('say for people who wrote what, with nothing that a terminal would obey', async () => {
    repo.write('a.ts', ['one \u001B[31mred', '\ttwo']);
    await repo.record({ path: 'a.ts', lines: '1' });
    const { out } = await parapet(repo.path, ['blame', 'a.ts']);
    assert.equal(out, 'ai copilot gpt-5  1  one \\u001b[31mred\n                  2  \ttwo\n');
  });

  it('say for people which commit a line is in, and what to do about a name that is none', async () => {
    repo.stage('a.ts', ['one', 'two']);
    await repo.record({ path: 'a.ts', lines: '1' });
    repo.commit('First');
    repo.write('a.ts', ['one', 'new', 'two']);
    const id = repo.git('rev-parse', 'HEAD').slice(0, 8);
    const { out } = await parapet(repo.path, ['blame', 'a.ts']);
    const nobody = ' '.repeat('ai copilot gpt-5'.length);
    assert.equal(
      out,
      `${id}  ai copilot gpt-5  1  one\n${' '.repeat(8)}  ${nobody}  2  new\n${id}  ${nobody}  3  two\n`,
    );
    for (const args of [
      ['show', 'nowhere'],
      ['blame', '--rev', 'nowhere', 'a.ts'],
      ['export', '--format', 'git-ai', 'nowhere'],
      ['notes', 'repair', 'nowhere'],
    ]) {
      const { code, err } = await parapet(repo.path, args);
      assert.equal(code, 2);
      assert.match(err, /^parapet: .* nowhere.*\n {2}(?:name one|give a range).*git fetch.*\n$/, err);
    }
    assert.match((await parapet(repo.path, ['blame', '.'])).err, /\. is a folder\n {2}name one file/);
  });

  it('report bad lines with their number, go on, and exit 2', async () => {
    repo.write('a.ts', ['one', 'two']);
    repo.write('image.bin', Buffer.from([0, 1]).toString('latin1'));
    const good = { path: 'a.ts', startLine: 2, endLine: 2, tool: 'agent' };
    const bad = [
      'not JSON',
      '[]',
      JSON.stringify({ ...good, path: undefined }),
      JSON.stringify({ ...good, path: '../outside.ts' }),
      JSON.stringify({ ...good, path: 'missing.ts' }),
      JSON.stringify({ ...good, path: 'image.bin' }),
      JSON.stringify({ ...good, path: '.' }),
      JSON.stringify({ ...good, startLine: 0 }),
      JSON.stringify({ ...good, startLine: '1' }),
      JSON.stringify({ ...good, endLine: 1 }),
      JSON.stringify({ ...good, endLine: 3 }),
      JSON.stringify({ ...good, tool: undefined }),
      JSON.stringify({ ...good, by: 'human' }),
      JSON.stringify({ ...good, tool: undefined, by: 'robot' }),
      JSON.stringify({ ...good, model: 5 }),
    ];
    const { code, out, err } = await parapet(repo.path, ['record'], {
      input: `${bad.join('\n')}\n\n${JSON.stringify(good)}`,
    });
    assert.deepEqual([code, out], [2, '']);
    const numbers = [...err.matchAll(/^parapet: line (\d+): \S/gm)].map(([, number]) => Number(number));
    assert.deepEqual(
      numbers,
      bad.map((_, i) => i + 1),
    );
    assert.deepEqual(await classes('a.ts'), ['unknown', 'ai']);
  });

  it('keep what a tool reported while it goes on', async () => {
    repo.write('a.ts', ['one', 'two']);
    const child = startParapet(repo.path, ['record']);
    try {
      child.stdin.write(jsonLines([{ path: 'a.ts', startLine: 1, endLine: 1, tool: 'agent' }]));
      const deadline = Date.now() + 20_000;
      while ((await classes('a.ts'))[0] !== 'ai') assert.ok(Date.now() < deadline, 'never written');
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('take a link for what it names, and follow none out of the work tree', async () => {
    repo.write('a.ts', ['one']);
    symlinkSync('a.ts', repo.at('link.ts'));
    await repo.record({ path: 'link.ts', lines: '1' });
    assert.deepEqual(await classes('a.ts'), ['ai']);
    writeFileSync(`${repo.path}-outside`, 'secret\n');
    symlinkSync(`${repo.path}-outside`, repo.at('out.ts'));
    const { code, err } = await parapet(repo.path, ['blame', 'out.ts']);
    assert.equal(code, 2);
    assert.match(err, /outside/);
    rmSync(`${repo.path}-outside`);
  });

  it('say where there is no repository', async () => {
    const { code, err } = await parapet('/', ['blame', 'etc/hosts']);
    assert.equal(code, 2);
    assert.match(err, /^parapet: this is not a git repository\n {2}run it inside/);
  });
});
