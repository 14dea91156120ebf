import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { devNull } from 'node:os';
import { Git } from '../../../src/git/git';
import { nextCommit, type NextCommit, type Surroundings } from '../../../src/git/nextCommit';
import { Folder } from '../node/folder';

const AUTHOR = { GIT_AUTHOR_NAME: 'Dev', GIT_AUTHOR_EMAIL: 'dev@example.com' };
const ENV = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };
const COMMITTED = 1_700_000_000;

describe('nextCommit', () => {
  const folder = new Folder();
  let ids: string[];

  function git(...args: string[]): string {
    const committer = { GIT_COMMITTER_NAME: 'Dev', GIT_COMMITTER_EMAIL: 'dev@example.com' };
    const env = { ...ENV, ...AUTHOR, ...committer, GIT_AUTHOR_DATE: `@${COMMITTED} +0100` };
    return execFileSync('git', args, { cwd: folder.path, env, encoding: 'utf8' }).trim();
  }

  beforeEach(() => {
    git('init', '--quiet', '--initial-branch=main', '--template=');
    for (const message of ['First', 'Second']) git('commit', '--quiet', '--allow-empty', '-m', message);
    ids = git('rev-list', 'HEAD').split('\n');
  });

  const next = (given: Partial<Surroundings>) =>
    nextCommit(new Git({ folder: folder.path, env: ENV }), {
      gitDir: folder.at('.git'),
      env: {},
      source: {},
      invocation: undefined,
      now: new Date((COMMITTED + 60) * 1000),
      ...given,
    });
  const amends = ({ replaces }: NextCommit): boolean => replaces.includes('HEAD');
  const commit = (...args: string[]) => ({ invocation: { command: 'commit', args } });

  it('goes on from HEAD', async () => {
    assert.deepEqual(await next(commit('-m', 'x')), { parents: ['HEAD'], replaces: [] });
  });

  it('is told by the command line that HEAD is amended', async () => {
    assert.deepEqual(await next(commit('--amend', '-m', 'x')), {
      parents: [ids[1]],
      replaces: ['HEAD'],
    });
  });

  it('believes the command line, whatever else looks like an amend', async () => {
    const source = { kind: 'commit', commit: 'HEAD' };
    assert.deepEqual((await next({ ...commit('-C', 'HEAD'), source })).replaces, []);
  });

  it('has no parents where the first commit is amended', async () => {
    git('checkout', '--quiet', '--detach', ids[1] ?? '');
    assert.deepEqual(await next(commit('--amend')), { parents: [], replaces: ['HEAD'] });
  });

  it('has the parents of a merge, while it is made and when it is amended', async () => {
    git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
    git('commit', '--quiet', '--allow-empty', '-m', 'Side');
    const side = git('rev-parse', 'HEAD');
    git('checkout', '--quiet', 'main');
    git('merge', '--quiet', '--no-commit', '--no-ff', 'side');
    assert.deepEqual((await next(commit())).parents, ['HEAD', side]);
    git('commit', '--quiet', '-m', 'Merge');
    assert.deepEqual((await next(commit('--amend'))).parents, [ids[0], side]);
  });

  describe('where the command line cannot be read', () => {
    it('takes a message that came from HEAD for an amend', async () => {
      assert.equal(amends(await next({ source: { kind: 'commit', commit: 'HEAD' } })), true);
      assert.equal(amends(await next({ source: { kind: 'commit', commit: 'HEAD~1' } })), false);
    });

    it('goes by author and date, which git takes from HEAD for an amend', async () => {
      const env = { ...AUTHOR, GIT_AUTHOR_DATE: `@${COMMITTED} +0100` };
      assert.equal(amends(await next({ env })), true);
      assert.equal(
        amends(await next({ env: { ...env, GIT_AUTHOR_DATE: `@${COMMITTED + 1} +0100` } })),
        false,
      );
      assert.equal(amends(await next({ env: { ...env, GIT_AUTHOR_EMAIL: 'other@example.com' } })), false);
    });

    it('does not, in the first seconds after a commit', async () => {
      const env = { ...AUTHOR, GIT_AUTHOR_DATE: `@${COMMITTED} +0100` };
      assert.equal(amends(await next({ env, now: new Date((COMMITTED + 1) * 1000) })), false);
    });
  });

  it('takes the place of the commit that is made again', async () => {
    folder.write('.git/CHERRY_PICK_HEAD', `${ids[0]}\n`);
    assert.deepEqual(await next(commit()), { parents: ['HEAD'], replaces: [ids[0]] });
    const rebase = { invocation: { command: 'rebase', args: [] } };
    assert.deepEqual(await next(rebase), { parents: ['HEAD'], replaces: [ids[0]] });
  });

  it('amends where a rebase melts one commit into the last', async () => {
    const rebase = { invocation: { command: 'rebase', args: [] } };
    folder.write('.git/rebase-merge/done', `pick ${ids[1]} First\nfixup ${ids[0]} Second\n`);
    assert.deepEqual((await next(rebase)).replaces, ['HEAD', ids[0]]);
    folder.write('.git/rebase-merge/done', `fixup ${ids[1]} First\npick ${ids[0]} Second\n`);
    assert.deepEqual((await next(rebase)).replaces, []);
  });
});
