import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { GitIdentity } from '../../../src/git/identity';

describe('the identity in git', () => {
  let folder: string;
  let now = 0;
  const clock = (): number => now;

  beforeEach(() => {
    now = 0;
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-identity-'));
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const git = (...args: string[]): void =>
    void execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });

  it('is the e-mail address of the repository', async () => {
    git('init');
    git('config', 'user.email', 'ana@example.com');
    assert.equal(await new GitIdentity(clock).emailFor(folder), 'ana@example.com');
  });

  it('is nobody where git fails or is missing', async () => {
    assert.equal(await new GitIdentity(clock).emailFor(path.join(folder, 'missing')), undefined);
    assert.equal(await new GitIdentity(clock, async () => undefined).emailFor(folder), undefined);
    assert.equal(await new GitIdentity(clock, async () => '\n').emailFor(folder), undefined);
  });

  it('asks git once a folder, and again after a while', async () => {
    let asked = 0;
    const identity = new GitIdentity(clock, async () => `${++asked}@example.com\n`);
    await identity.emailFor('/a');
    assert.equal(await identity.emailFor('/a'), '1@example.com');
    assert.equal(await identity.emailFor('/b'), '2@example.com');
    now = 10 * 60_000;
    assert.equal(await identity.emailFor('/a'), '3@example.com');
  });

  it('does not let the environment say where to look', async () => {
    const other = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-identity-'));
    execFileSync('git', ['-C', other, 'init'], { stdio: 'ignore' });
    execFileSync('git', ['-C', other, 'config', 'user.email', 'boss@example.com']);
    git('init');
    git('config', 'user.email', 'ana@example.com');
    process.env.GIT_DIR = path.join(other, '.git');
    try {
      assert.equal(await new GitIdentity(clock).emailFor(folder), 'ana@example.com');
    } finally {
      delete process.env.GIT_DIR;
      fs.rmSync(other, { recursive: true, force: true });
    }
  });

  it('runs nothing that the repository names', async function () {
    // The trap is a shell script.
    if (process.platform === 'win32') this.skip();
    git('init');
    const trap = path.join(folder, 'trap.sh');
    const sprung = path.join(folder, 'sprung');
    fs.writeFileSync(trap, `#!/bin/sh\ntouch '${sprung}'\n`, { mode: 0o755 });
    for (const key of ['core.pager', 'pager.config', 'core.fsmonitor', 'core.sshCommand', 'alias.config']) {
      git('config', key, key.startsWith('alias') ? `!${trap}` : trap);
    }
    fs.copyFileSync(trap, path.join(folder, 'git'));
    await new GitIdentity(clock).emailFor(folder);
    assert.ok(!fs.existsSync(sprung));
  });
});
