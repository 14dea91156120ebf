import assert from 'node:assert/strict';
import { commitOptions, gitCommandOf } from '../../../../src/git/parse/commandLine';

describe('gitCommandOf', () => {
  it('finds the command behind git’s own options', () => {
    const argv = [
      'git',
      '-c',
      'user.useConfigOnly=true',
      '-C',
      '/repo',
      '--no-pager',
      '--git-dir=x',
      'commit',
      '-m',
      'a',
    ];
    assert.deepEqual(gitCommandOf(argv), { command: 'commit', args: ['-m', 'a'] });
  });

  it('knows git by any path, and its dashed programs', () => {
    for (const program of ['/usr/bin/git', 'C:\\Program Files\\Git\\cmd\\git.exe', '/usr/lib/git-core/git']) {
      assert.equal(gitCommandOf([program, 'rebase', 'main'])?.command, 'rebase', program);
    }
    assert.deepEqual(gitCommandOf(['/usr/lib/git-core/git-commit', '--amend']), {
      command: 'commit',
      args: ['--amend'],
    });
  });

  it('takes nothing else for git', () => {
    assert.equal(gitCommandOf(['/bin/sh', '.git/hooks/commit-msg', 'git', 'commit']), undefined);
    assert.equal(gitCommandOf(['digit', 'commit']), undefined);
    assert.equal(gitCommandOf(['git', '--version']), undefined);
    assert.equal(gitCommandOf([]), undefined);
  });
});

describe('commitOptions', () => {
  const amends = (...args: string[]): boolean => commitOptions(args).amend;

  it('sees --amend and every beginning of it that git takes', () => {
    assert.ok(amends('--amend'));
    assert.ok(amends('-a', '--am', '--no-edit'));
    assert.ok(amends('-qm', 'subject', '--amen'));
  });

  it('lets the last of --amend and --no-amend count', () => {
    assert.equal(amends('--amend', '--no-amend'), false);
    assert.ok(amends('--no-amend', '--amend'));
  });

  it('is not misled by a value that looks like the option', () => {
    assert.equal(amends('-m', '--amend'), false);
    assert.equal(amends('-am', '--amend'), false);
    assert.equal(amends('--message', '--amend'), false);
    assert.equal(amends('-F', '--amend'), false);
    assert.equal(amends('--', '--amend'), false);
  });

  it('takes no argument where the value is attached', () => {
    assert.ok(amends('-mtext', '--amend'));
    assert.ok(amends('-uno', '--amend'));
    assert.ok(amends('-Sm', '--amend'));
    assert.ok(amends('--message=text', '--amend'));
  });

  it('reads --template however it is written', () => {
    for (const args of [['-t', 'a'], ['-ta'], ['-vt', 'a'], ['--template', 'a'], ['--template=a']]) {
      assert.equal(commitOptions(args).template, 'a', args.join(' '));
    }
    assert.equal(commitOptions(['-m', '-ta']).template, undefined);
  });

  it('reads --cleanup either way it is written', () => {
    assert.equal(commitOptions(['--cleanup=verbatim']).cleanup, 'verbatim');
    assert.equal(commitOptions(['--cleanup', 'strip', '-m', 'x']).cleanup, 'strip');
    assert.equal(commitOptions(['-m', 'x']).cleanup, undefined);
  });
});
