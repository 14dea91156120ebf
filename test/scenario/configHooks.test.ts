/** Hooks that stand in git's configuration, where the folder of hooks is somebody else's. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { Folder } from '../unit/node/folder';
import { isGitSince, needsGit } from './gits';
import { parapet } from './parapet';
import { snapshot } from './snapshot';
import { TellingRepository } from './tellingLines';

describe('hooks in git’s configuration', () => {
  const folder = new Folder();
  let repo: TellingRepository;

  before(function () {
    needsGit(this, 'git 2.54 or later on the PATH', isGitSince(2, 54));
  });
  beforeEach(async () => {
    repo = new TellingRepository(folder.at('repo')).init();
    for (const name of ['prepare-commit-msg', 'commit-msg', 'post-commit', 'post-rewrite']) {
      repo.write(`.githooks/${name}`, `#!/bin/sh\necho ${name} >>'${folder.at('ran')}'\n`);
      chmodSync(repo.at('.githooks', name), 0o755);
    }
    repo.git('add', '.githooks');
    repo.commit('Theirs');
    repo.git('config', 'core.hooksPath', '.githooks');
    await repo.install();
    rmSync(folder.at('ran'), { force: true });
  });

  const status = async (): Promise<{ readonly state: string; readonly problems: readonly string[] }> => {
    const { out } = await parapet(repo.path, ['hooks', 'status', '--json']);
    return JSON.parse(out) as { state: string; problems: string[] };
  };
  const ran = (): string => (existsSync(folder.at('ran')) ? readFileSync(folder.at('ran'), 'utf8') : '');

  it('run before theirs through commits, amends and rebases, and go without a trace', async () => {
    assert.equal((await status()).state, 'installed');
    const installed = snapshot(repo.path);
    assert.equal((await parapet(repo.path, ['hooks', 'uninstall'])).code, 0);
    assert.equal(
      repo.git('config', '--local', '--get-regexp', '^(hook|core.hookspath)'),
      'core.hookspath .githooks\n',
    );
    assert.ok(!existsSync(repo.at('.git/parapet')));
    await repo.install();
    assert.deepEqual(snapshot(repo.path), installed);
    await repo.editAndCommit('a.ts', ['me one', 'ai two']);
    assert.equal(ran(), 'prepare-commit-msg\ncommit-msg\npost-commit\n');
    await repo.edit('a.ts', ['ai zero', 'me one', 'ai two']);
    repo.git('commit', '--quiet', '-a', '--amend', '-m', 'Amended');
    assert.equal(repo.aiLines(), '2/3');
    await repo.tells('a.ts');
    repo.git('switch', '--quiet', '-c', 'topic', 'HEAD~');
    await repo.editAndCommit('b.ts', ['ai b', 'nobody']);
    await repo.editAndCommit('b.ts', ['ai b', 'nobody', 'ai2 c']);
    repo.git('rebase', '--quiet', 'main');
    await repo.tells('b.ts');
    assert.match(repo.note('HEAD~'), /^b\.ts\n/);
    assert.match(ran(), /post-rewrite\n$/);
  });

  it('let a commit through where the launcher is gone, or what it starts fails', async () => {
    await repo.edit('a.ts', ['ai one']);
    repo.git('add', 'a.ts');
    const failing = repo.try(['commit', '--quiet', '-m', 'Failing'], { env: { PARAPET_CLI: '/bin/false' } });
    assert.equal(failing.code, 0);
    assert.match(failing.err, /^parapet: prepare-commit-msg failed/);
    rmSync(repo.at('.git/parapet'), { recursive: true });
    const gone = repo.try(['commit', '--quiet', '--allow-empty', '-m', 'Gone']);
    assert.equal(gone.code, 0);
    assert.match(gone.err, /^parapet: its launcher is gone/);
  });

  it('follow a repository that is moved, and stand in for all its work trees', async () => {
    const moved = new TellingRepository(folder.at('moved here, it’s "new"'));
    renameSync(repo.path, moved.path);
    await moved.editAndCommit('a.ts', ['ai one']);
    moved.git('worktree', 'add', '--quiet', folder.at('linked'), '-b', 'linked');
    const linked = new TellingRepository(folder.at('linked'));
    await linked.editAndCommit('a.ts', ['ai one', 'ai2 two']);
    assert.equal(linked.aiLines(), '1/1');
  });

  it('say so where somebody has switched them off', async () => {
    repo.git('config', 'hook.parapet-post-commit.enabled', 'false');
    const { state, problems } = await status();
    assert.equal(state, 'partly');
    assert.deepEqual(problems, ['git runs no post-commit: hook.parapet-post-commit.enabled is false']);
    await repo.edit('a.ts', ['ai one']);
    repo.git('add', 'a.ts');
    repo.commit('Without');
    assert.equal(repo.note(), '');
    // Since git 2.55.
    repo.git('config', 'hook.parapet-post-commit.enabled', 'true');
    repo.git('config', 'hook.commit-msg.enabled', 'false');
    assert.equal((await status()).state, isGitSince(2, 55) ? 'partly' : 'installed');
  });
});
