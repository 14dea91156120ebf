/** Notes go from clone to clone, and no clone's are lost. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync } from 'node:fs';
import { Folder } from '../unit/node/folder';
import { git, parapet, type Run } from './parapet';
import { TellingRepository } from './tellingLines';

describe('notes between clones', () => {
  const folder = new Folder();
  const clones: TellingRepository[] = [];

  beforeEach(async () => {
    const first = new TellingRepository(folder.at('first'));
    await first.init().editAndCommit('a.ts', ['line']);
    git(folder.path, 'clone', '--quiet', '--bare', '--template=', first.path, folder.at('server'));
    clones.length = 0;
    for (const name of ['one', 'two']) {
      git(folder.path, 'clone', '--quiet', '--template=', folder.at('server'), folder.at(name));
      clones.push(new TellingRepository(folder.at(name)).init());
    }
  });

  const sync = (repo: TellingRepository, ...args: string[]): Promise<Run> =>
    parapet(repo.path, ['notes', 'sync', '--json', ...args]);

  it('come with a fetch, after a pull, and leave only where that is asked for', async () => {
    const [one, two] = clones as [TellingRepository, TellingRepository];
    await one.install();
    await two.install();
    await one.editAndCommit('a.ts', ['line', 'ai two']);
    one.git('push', '--quiet');
    assert.deepEqual(JSON.parse((await sync(one)).out), { remote: 'origin', taken: 0, pushed: false });
    assert.equal(git(folder.at('server'), 'for-each-ref', 'refs/notes'), '');
    assert.deepEqual(JSON.parse((await sync(one, '--push')).out), {
      remote: 'origin',
      taken: 0,
      pushed: true,
    });
    two.git('pull', '--quiet');
    await two.tells('a.ts');
  });

  it('are united where two clones push at once, and both come to the same', async () => {
    const [one, two] = clones as [TellingRepository, TellingRepository];
    for (const repo of clones) await repo.install();
    await one.editAndCommit('a.ts', ['line', 'ai two', 'me three']);
    one.git('push', '--quiet', 'origin', 'HEAD:one');
    two.git('fetch', '--quiet');
    two.git('branch', '--quiet', 'theirs', 'origin/one');
    await two.editAndCommit('b.ts', ['ai2 b', 'me b']);
    two.git('push', '--quiet', 'origin', 'HEAD:two');
    // The same commit, and each of them knows of one line.
    const shared = one.git('rev-parse', 'HEAD~').trim();
    for (const [repo, who] of [
      [one, 's_00000000000001'],
      [two, 's_00000000000002'],
    ] as const) {
      const sessions = { [who]: { agent_id: { tool: who, id: '1', model: 'm' } } };
      const metadata = { schema_version: 'authorship/3.0.0', base_commit_sha: shared, prompts: {}, sessions };
      const note = `a.ts\n  ${who}::t_0 1\n---\n${JSON.stringify(metadata)}`;
      repo.git('notes', '--ref=ai', 'add', '-f', '-m', note, shared);
    }
    const pushed = await Promise.all(clones.map((repo) => sync(repo, '--push')));
    assert.deepEqual(
      pushed.map(({ code, err }) => [code, err]),
      [
        [0, ''],
        [0, ''],
      ],
    );
    for (const repo of clones) {
      repo.git('fetch', '--quiet');
      assert.equal((await sync(repo)).code, 0);
      const blamed = await repo.blame('a.ts', '--rev', 'origin/one');
      assert.deepEqual(
        blamed.map((line) => line.class),
        ['ai', 'ai', 'human'],
      );
      await repo.tells('b.ts', 'origin/two');
      assert.deepEqual(repo.note(shared).match(/^ {2}s_\S+ 1$/gm), [
        '  s_00000000000001::t_0 1',
        '  s_00000000000002::t_0 1',
      ]);
    }
    assert.equal(one.note(shared), two.note(shared));
  });

  it('do not trouble a fetch from a remote that has none', async () => {
    const [one] = clones as [TellingRepository, TellingRepository];
    await one.install();
    one.git('fetch', '--quiet', '--prune');
    const none = await parapet(one.path, ['notes', 'sync', 'nowhere']);
    assert.equal(none.code, 2);
    assert.match(none.err, /there is no remote nowhere/);
  });

  it('say what is in the way where the remote cannot be reached', async () => {
    const [one] = clones as [TellingRepository, TellingRepository];
    one.git('remote', 'set-url', 'origin', folder.at('gone'));
    const { code, err } = await sync(one, '--push');
    assert.equal(code, 2);
    assert.match(err, /does not appear to be a git repository/);
  });

  it('go by themselves where git is told to push nothing but submodules', async () => {
    const [one] = clones as [TellingRepository, TellingRepository];
    await one.install();
    await one.editAndCommit('a.ts', ['line', 'ai two']);
    one.git('config', 'push.recurseSubmodules', 'only');
    assert.equal((await sync(one, '--push')).code, 0);
    assert.match(git(folder.at('server'), 'for-each-ref', 'refs/notes'), /refs\/notes\/ai\n/);
  });

  it('say why the remote will not have them, and try no more', async () => {
    const [one] = clones as [TellingRepository, TellingRepository];
    await one.install();
    await one.editAndCommit('a.ts', ['line', 'ai two']);
    const hook = folder.write(
      'server/hooks/update',
      '#!/bin/sh\necho "$1" >>asked\ncase $1 in refs/notes/*) exit 1 ;; esac\n',
    );
    chmodSync(hook, 0o755);
    const { code, err } = await sync(one, '--push');
    assert.equal(code, 2);
    assert.match(err, /^parapet: error: failed to push some refs to .*: hook declined\n/);
    assert.equal(readFileSync(folder.at('server/asked'), 'utf8'), 'refs/notes/ai\n');
  });

  it('leave the configuration as it was when the hooks go', async () => {
    const [one] = clones as [TellingRepository, TellingRepository];
    const before = readFileSync(one.at('.git/config'));
    await one.install();
    one.git('remote', 'add', 'more', folder.at('server'));
    await one.install();
    assert.match(one.git('config', '--get-all', 'remote.more.fetch'), /refs\/notes\/ai/);
    assert.equal((await parapet(one.path, ['hooks', 'uninstall'])).code, 0);
    one.git('remote', 'remove', 'more');
    assert.deepEqual(readFileSync(one.at('.git/config')), before);
    await one.install();
    assert.equal((await parapet(one.path, ['hooks', 'uninstall'])).code, 0);
    assert.deepEqual(readFileSync(one.at('.git/config')), before);
  });
});
