/** What every command has in common: help, mistakes on the command line, colours. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { inRepository } from '../host/paths';
import { Folder } from '../unit/node/folder';
import { environment, git, gitInit, parapet, startParapet } from './parapet';

const COMMANDS = [
  'init',
  'eval',
  'policy validate',
  'policy explain',
  'policy test',
  'policy replay',
  'gameday',
  'hooks install',
  'hooks uninstall',
  'hooks status',
  'record',
  'blame',
  'show',
  'log',
  'stats',
  'notes repair',
  'agent-hook',
  'audit verify',
];

describe('parapet', () => {
  const folder = new Folder();
  beforeEach(() => gitInit(folder.path));

  it('lists its commands for --help', async () => {
    const { code, out, err } = await parapet(folder.path, ['--help']);
    assert.deepEqual([code, err], [0, '']);
    for (const command of COMMANDS) assert.match(out, new RegExp(`^ {2}${command} {2,}\\S`, 'm'));
  });

  it('asked for nothing says what there is, and exits 2', async () => {
    const { code, out } = await parapet(folder.path, []);
    assert.equal(code, 2);
    assert.match(out, /^Usage: parapet COMMAND/m);
  });

  it('says its version', async () => {
    const { code, out } = await parapet(folder.path, ['--version']);
    assert.equal(code, 0);
    assert.match(out, /^\d+\.\d+\.\d+\n$/);
  });

  for (const command of COMMANDS) {
    it(`${command} --help says how it is used and does nothing`, async () => {
      for (const flag of ['--help', '-h']) {
        const { code, out, err } = await parapet(folder.path, [...command.split(' '), flag]);
        assert.deepEqual([code, err], [0, '']);
        assert.ok(out.startsWith(`Usage: parapet ${command}`), out);
      }
    });
  }

  it('colours where it is told to, whatever NO_COLOR and the terminal say, and not where it is told not to', async () => {
    const helpOf = async (...args: string[]): Promise<string> =>
      (await parapet(folder.path, ['hooks', 'status', ...args], { env: { NO_COLOR: '1' } })).out;
    const escape = '\u001B[';
    assert.ok((await helpOf('--color=always')).includes(escape));
    assert.ok((await helpOf('--color')).includes(escape));
    for (const args of [[], ['--color=auto'], ['--color', '--no-color'], ['--color=never']])
      assert.ok(!(await helpOf(...args)).includes(escape), args.join(' '));
    assert.equal((await parapet(folder.path, ['hooks', 'status', '--color=blue'])).code, 2);
  });

  it('policy --help is the help of its commands', async () => {
    const { code, out } = await parapet(folder.path, ['policy', '--help']);
    assert.equal(code, 0);
    assert.match(
      out,
      /Usage: parapet policy validate[^]*Usage: parapet policy explain[^]*Usage: parapet policy test/,
    );
  });

  const MISTAKES: readonly (readonly [string[], RegExp])[] = [
    [['wat'], /no command “wat”\n.*--help/],
    [['--wat'], /no command “--wat”\n.*--help/],
    [['policy'], /no command “policy”\n.*policy validate/],
    [['policy', 'wat'], /no command “policy wat”\n.*policy explain/],
    [['eval', '--wat'], /'--wat'.*\n.*parapet eval --help/],
    [['eval', 'edits.jsonl'], /edits\.jsonl\n.*parapet eval --help/],
    [['eval', '--root'], /--root.*\n.*parapet eval --help/],
    [['eval', '--root', 'missing'], /missing is not a folder\n.*--root/],
    [['eval', '--policy', 'missing.yaml'], /missing\.yaml\n.*--policy/],
    [['init', '--wat'], /'--wat'.*\n.*parapet init --help/],
    [['init', '--root', 'missing'], /missing is not a folder\n.*--root/],
    [['policy', 'explain'], /missing\n.*parapet policy explain --help/],
    [['policy', 'explain', 'a', 'b'], /unexpected argument b\n.*parapet policy explain --help/],
    [['policy', 'validate', 'missing.yaml'], /missing\.yaml\n {2}\S/],
    [['policy', 'test', '--wat'], /'--wat'.*\n.*parapet policy test --help/],
  ];

  for (const [args, message] of MISTAKES) {
    it(`${args.join(' ')}: exits 2 and says what to do next, without a stack`, async () => {
      const { code, out, err } = await parapet(folder.path, args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, message);
      assert.match(err, /^parapet: /);
      assert.doesNotMatch(err, /^\s+at /m);
    });
  }

  it('shows the stack of a mistake where it is asked for', async () => {
    const { code, err } = await parapet(folder.path, ['eval', '--wat', '--verbose']);
    assert.equal(code, 2);
    assert.match(err, /^\s+at /m);
  });

  it('uses no colours where it writes to a pipe', async () => {
    folder.write('.parapet.yaml', 'version: 1\nwrong: 1\n');
    for (const command of ['policy validate', 'policy explain a.sh', 'policy test', '--help', 'wat']) {
      const { out, err } = await parapet(folder.path, command.split(' '), {
        env: { TERM: 'xterm-256color' },
      });
      assert.ok(!`${out}${err}`.includes('\u001B'), command);
    }
  });

  it('takes a reader of its errors that has left for no error', async () => {
    folder.write('.parapet.yaml', 'version: 1\nwrong: 1\n');
    const child = startParapet(folder.path, ['policy', 'validate']);
    child.stderr.destroy();
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    assert.deepEqual(await once(child, 'close'), [2, null]);
    assert.match(out, /^not valid/);
  });

  it('says that its output could not be written, and exits 2', async function () {
    if (!existsSync(FULL)) this.skip();
    const lines = Array.from({ length: 3 }, (_, i) => `line ${i}\n`).join('');
    folder.write('a.ts', lines);
    git(folder.path, 'add', '.');
    git(folder.path, '-c', 'user.name=Dev', '-c', 'user.email=d@x', 'commit', '--quiet', '-m', 'One');
    const out = openSync(FULL, 'w');
    try {
      for (const args of [['blame', 'a.ts'], ['show', 'HEAD'], ['log'], ['--help']]) {
        const run = spawnSync(process.execPath, [inRepository('dist', 'cli.js'), ...args], {
          cwd: folder.path,
          env: environment(),
          stdio: ['ignore', out, 'pipe'],
          encoding: 'utf8',
        });
        assert.equal(run.status, 2, args.join(' '));
        assert.match(run.stderr, /^parapet: not all of the output could be written: ENOSPC[^\n]*\n$/);
      }
    } finally {
      closeSync(out);
    }
  });
});

/** A disk that is full: full(4). */
const FULL = '/dev/full';
