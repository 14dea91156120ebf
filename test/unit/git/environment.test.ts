import assert from 'node:assert/strict';
import { gitEnvironment } from '../../../src/git/environment';

const FROM_A_HOOK = {
  PATH: '/usr/bin',
  GIT_DIR: '/elsewhere/.git',
  GIT_INDEX_FILE: '/elsewhere/.git/index.lock',
  GIT_EDITOR: ':',
  GIT_EXTERNAL_DIFF: '/tmp/program',
  GIT_SSH_COMMAND: '/tmp/program',
  GIT_CONFIG_GLOBAL: '/home/me/.gitconfig',
};

describe('gitEnvironment', () => {
  it('keeps nothing that would send git to another repository', () => {
    const env = gitEnvironment(FROM_A_HOOK, { hook: false });
    assert.equal(env['GIT_DIR'], undefined);
    assert.equal(env['GIT_INDEX_FILE'], undefined);
  });

  it('keeps, in a hook, the repository and the index that git works on', () => {
    const env = gitEnvironment(FROM_A_HOOK, { hook: true });
    assert.equal(env['GIT_DIR'], '/elsewhere/.git');
    assert.equal(env['GIT_INDEX_FILE'], '/elsewhere/.git/index.lock');
  });

  it('never keeps what names a program', () => {
    for (const hook of [true, false]) {
      const env = gitEnvironment(FROM_A_HOOK, { hook });
      assert.equal(env['GIT_EXTERNAL_DIFF'], undefined);
      assert.equal(env['GIT_SSH_COMMAND'], undefined);
    }
  });

  it('keeps where a person’s own configuration lies, and all that is not git’s', () => {
    const env = gitEnvironment(FROM_A_HOOK, { hook: false });
    assert.equal(env['GIT_CONFIG_GLOBAL'], '/home/me/.gitconfig');
    assert.equal(env['PATH'], '/usr/bin');
  });

  it('lets git neither ask nor fetch', () => {
    const env = gitEnvironment({ GIT_ALLOW_PROTOCOL: 'ext', GIT_TERMINAL_PROMPT: '1' }, { hook: true });
    assert.equal(env['GIT_TERMINAL_PROMPT'], '0');
    assert.equal(env['GIT_NO_LAZY_FETCH'], '1');
    assert.equal(env['GIT_ALLOW_PROTOCOL'], 'none');
  });
});
