/** `parapet init --agents`, and whether what it writes calls Parapet. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { inRepository } from '../host/paths';
import { Folder } from '../unit/node/folder';
import { randomTimeoutMs } from '../unit/randomRuns';
import { claudeCode, copilot } from './agentCalls';
import { environment, gitInit, parapet } from './parapet';

const FILES = ['.claude/settings.json', '.github/hooks/parapet.json', '.cursor/hooks.json'];

interface Hook {
  readonly command?: string;
  readonly bash?: string;
  readonly matcher?: string;
  readonly hooks?: readonly Hook[];
}
interface HookFile {
  readonly hooks: { readonly [event: string]: readonly Hook[] };
}

describe('parapet init --agents', () => {
  const folder = new Folder();
  beforeEach(() => gitInit(folder.path));

  const read = (file: string): string => readFileSync(folder.at(file), 'utf8');
  const hooks = (file: string): HookFile['hooks'] => (JSON.parse(read(file)) as HookFile).hooks;

  it('shows the files and writes none, until it is told to', async () => {
    const { code, out, err } = await parapet(folder.path, ['init', '--agents']);
    assert.deepEqual([code, err], [0, '']);
    for (const file of FILES) {
      assert.ok(out.includes(`${file}: new\n`));
      assert.ok(!existsSync(folder.at(file)));
    }
    assert.match(out, /Nothing was written.*--write/);
    assert.ok(!existsSync(folder.at('.parapet.yaml')));
  });

  it('writes what it shows, once', async () => {
    const { code, out } = await parapet(folder.path, ['init', '--agents', '--write']);
    assert.equal(code, 0);
    for (const file of FILES) assert.ok(out.includes(read(file)), file);
    assert.deepEqual(Object.keys(hooks('.claude/settings.json')), ['PreToolUse', 'PostToolUse']);
    assert.deepEqual(Object.keys(hooks('.github/hooks/parapet.json')), ['preToolUse', 'postToolUse']);
    assert.deepEqual(Object.keys(hooks('.cursor/hooks.json')), [
      'beforeShellExecution',
      'preToolUse',
      'afterFileEdit',
    ]);
    const written = FILES.map(read);
    const again = await parapet(folder.path, ['init', '--agents', '--write']);
    assert.match(again.out, /Nothing to write/);
    assert.deepEqual(FILES.map(read), written);
  });

  it('writes commands that a shell runs, and that let everything through without Parapet', async () => {
    await parapet(folder.path, ['init', '--agents', '--write']);
    folder.write(
      'bin/parapet',
      `#!/bin/sh\nexec '${process.execPath}' '${inRepository('dist', 'cli.js')}' "$@"\n`,
    );
    chmodSync(folder.at('bin/parapet'), 0o755);
    const run = (command: string, input: object, bin: string): string =>
      execFileSync('/bin/sh', ['-c', command], {
        cwd: folder.path,
        input: JSON.stringify(input),
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'ignore'],
        env: environment({ PATH: `${bin}${path.delimiter}/usr/bin${path.delimiter}/bin` }),
      });
    const args = { command: 'rm -rf ~' };
    const claude = hooks('.claude/settings.json')['PreToolUse']?.[0]?.hooks?.[0]?.command ?? '';
    const forClaude = claudeCode('PreToolUse', folder.path, 'Bash', args);
    assert.match(run(claude, forClaude, folder.at('bin')), /"permissionDecision":"deny"/);
    assert.equal(run(claude, forClaude, folder.at('nothing')), '');
    const bash = hooks('.github/hooks/parapet.json')['preToolUse']?.[0]?.bash ?? '';
    const forCopilot = copilot('preToolUse', folder.path, 'bash', args);
    assert.match(run(bash, forCopilot, folder.at('bin')), /^\{"permissionDecision":"deny"/);
    assert.equal(run(bash, forCopilot, folder.at('nothing')), '');
  });

  it('adds to what is there and keeps all of it, in its own layout', async () => {
    const settings = {
      permissions: { deny: ['Read(.env)'] },
      hooks: {
        PreToolUse: [{ matcher: 'Bash', hooks: [{ type: 'command', command: './mine.sh' }] }],
        Stop: [],
      },
      model: 'opus',
    };
    folder.write('.claude/settings.json', JSON.stringify(settings, null, '\t').replaceAll('\n', '\r\n'));
    const { code } = await parapet(folder.path, ['init', '--agents', '--write', '--client', 'claude-code']);
    assert.equal(code, 0);
    const text = read('.claude/settings.json');
    assert.ok(text.includes('\r\n\t"permissions"') && !/[^\r]\n/.test(text) && !text.endsWith('\n'));
    const merged = JSON.parse(text) as typeof settings;
    assert.deepEqual(Object.keys(merged), ['permissions', 'hooks', 'model']);
    assert.deepEqual(
      [merged.permissions, merged.model, merged.hooks.Stop],
      [settings.permissions, 'opus', []],
    );
    assert.deepEqual(merged.hooks.PreToolUse[0], settings.hooks.PreToolUse[0]);
    assert.equal(merged.hooks.PreToolUse.length, 2);
    assert.ok(!existsSync(folder.at('.cursor/hooks.json')));
  });

  it('says what to add by hand where it cannot add without loss, and changes nothing', async () => {
    const texts = [
      '// mine\n{ "hooks": {} }\n',
      '{ "hooks": [] }',
      '{ "hooks": { "PreToolUse": {} } }',
      '{ "a": 1, "a": 2 }',
      '{ "a": 1.0 }',
      '[]',
    ];
    for (const text of texts) {
      folder.write('.claude/settings.json', text);
      const { code, out } = await parapet(folder.path, [
        'init',
        '--agents',
        '--write',
        '--client',
        'claude-code',
      ]);
      assert.equal(code, 1, text);
      assert.match(out, /left alone, since .*Add by hand:\n\{/);
      assert.equal(read('.claude/settings.json'), text);
    }
  });

  it('does not write through a link', async () => {
    mkdirSync(folder.at('elsewhere'));
    symlinkSync(folder.at('elsewhere'), folder.at('.claude'));
    const { code, out } = await parapet(folder.path, [
      'init',
      '--agents',
      '--write',
      '--client',
      'claude-code',
    ]);
    assert.equal(code, 1);
    assert.match(out, /\.claude is a link/);
    assert.ok(!existsSync(folder.at('elsewhere/settings.json')));
  });

  it('takes only what goes together', async () => {
    for (const args of [
      ['--write'],
      ['--client', 'cursor'],
      ['--agents', '--client', 'nobody'],
      ['--agents', '--write', '--print'],
    ]) {
      const { code, out, err } = await parapet(folder.path, ['init', ...args]);
      assert.deepEqual([code, out], [2, ''], args.join(' '));
      assert.match(err, /^parapet: .*\n {2}\S/);
    }
  });
}).timeout(randomTimeoutMs);
