/** Beside the tools that people have, and in repositories of every kind. */
import assert from 'node:assert/strict';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { Folder } from '../unit/node/folder';
import { recordLines } from './gitRepository';
import { isGitSince, needsGit } from './gits';
import { git, parapet } from './parapet';
import { TellingRepository } from './tellingLines';

/** The same line, of another session. */
const SAYS_MORE = `a.ts\n  s_more 2\n---\n${JSON.stringify({
  schema_version: 'authorship/3.0.0',
  base_commit_sha: '',
  prompts: {},
  humans: {},
  sessions: { s_more: { agent_id: { tool: 'ai', id: '', model: 'more' } } },
})}`;

describe('provenance', () => {
  const folder = new Folder();

  const script = (repo: TellingRepository, file: string, ...lines: string[]): void => {
    repo.write(file, ['#!/bin/sh', ...lines]);
    chmodSync(repo.at(file), 0o755);
  };

  it('is kept in a repository of SHA-256', async () => {
    const repo = new TellingRepository(folder.at('repo'));
    git(
      folder.path,
      'init',
      '--quiet',
      '--object-format=sha256',
      '--initial-branch=main',
      '--template=',
      repo.path,
    );
    await repo.init().install();
    await repo.editAndCommit('a.ts', ['me one', 'ai two']);
    await repo.edit('a.ts', ['ai zero', 'me one', 'ai two']);
    repo.git('commit', '--quiet', '-a', '--amend', '-m', 'Amended');
    await repo.tells('a.ts');
    const { code, out } = await parapet(repo.path, ['stats', '--json']);
    assert.deepEqual(
      [code, (JSON.parse(out) as { lines: unknown }).lines],
      [0, { ai: 2, human: 1, unknown: 0 }],
    );
  });

  for (const format of ['sha1', 'sha256']) {
    it(`is kept in a repository of ${format} that keeps its refs in a reftable, and between two of them`, async function () {
      needsGit(this, 'git 2.45 or later on the PATH', isGitSince(2, 45));
      const made = ['--quiet', `--object-format=${format}`, '--ref-format=reftable', '--initial-branch=main'];
      git(folder.path, 'init', ...made, '--template=', folder.at('repo'));
      git(folder.path, 'init', ...made, '--bare', folder.at('remote'));
      const repo = new TellingRepository(folder.at('repo')).signed();
      await repo.install();
      await repo.editAndCommit('a.ts', ['me one', 'ai two']);
      await repo.edit('a.ts', ['ai zero', 'me one', 'ai two']);
      repo.git('commit', '--quiet', '-a', '--amend', '-m', 'Amended');
      await repo.tells('a.ts');
      repo.git('switch', '--quiet', '-c', 'topic');
      await repo.editAndCommit('a.ts', ['ai zero', 'me one', 'ai two', 'ai2 three']);
      await repo.editAndCommit('b.ts', ['ai b', 'me b', 'nobody']);
      repo.git('switch', '--quiet', 'main');
      await repo.editAndCommit('a.ts', ['me upstream', 'ai zero', 'me one', 'ai two']);
      repo.git('cherry-pick', 'topic');
      assert.equal(repo.trailer('AI-Lines')[0], '1/3');
      await repo.tells('b.ts');
      repo.git('rm', '--quiet', 'b.ts');
      repo.commit('Gone');
      repo.git('revert', '--no-edit', 'HEAD');
      await repo.tells('b.ts');
      repo.git('switch', '--quiet', 'topic');
      repo.git('rebase', '--quiet', 'main');
      await repo.tells('a.ts');
      const { code, out } = await parapet(repo.path, ['stats', '--json']);
      assert.deepEqual(
        [code, (JSON.parse(out) as { lines: unknown }).lines],
        [0, { ai: 5, human: 4, unknown: 2 }],
      );
      repo.git('remote', 'add', 'origin', folder.at('remote'));
      repo.git('push', '--quiet', 'origin', 'topic');
      await repo.install();
      assert.equal((await parapet(repo.path, ['notes', 'sync', '--push'])).code, 0);
      git(
        folder.path,
        'clone',
        '--quiet',
        '--template=',
        '--branch=topic',
        folder.at('remote'),
        folder.at('other'),
      );
      const other = new TellingRepository(folder.at('other')).signed();
      await other.install();
      other.git('fetch', '--quiet');
      await other.tells('a.ts');
      await other.tells('b.ts');
    });
  }

  it('finds what no hook saw where refs are kept in a reftable and nothing had been recorded', async function () {
    needsGit(this, 'git 2.45 or later on the PATH', isGitSince(2, 45));
    git(folder.path, 'init', '--quiet', '--ref-format=reftable', '--template=', folder.at('repo'));
    const repo = await new TellingRepository(folder.at('repo')).signed().install();
    repo.stage('a.ts', ['nobody']);
    repo.commit('Before anything was recorded');
    await repo.edit('a.ts', ['nobody', 'ai two']);
    repo.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-a', '-m', 'Unseen');
    await repo.editAndCommit('b.ts', ['me b']);
    assert.match(repo.note('HEAD~'), /^a\.ts\n {2}\S+ 2\n/);
  });

  for (const [name, option] of [
    ['shallow', '--depth=1'],
    ['partial', '--filter=blob:none'],
  ] as const) {
    it(`is kept in a ${name} clone`, async () => {
      const origin = new TellingRepository(folder.at('origin'));
      await origin.init().install();
      await origin.editAndCommit('a.ts', ['me one', 'me two']);
      await origin.editAndCommit('a.ts', ['me one', 'me two', 'ai three']);
      origin.git('config', 'uploadpack.allowFilter', 'true');
      git(folder.path, 'clone', '--quiet', '--template=', option, `file://${origin.path}`, folder.at('repo'));
      const repo = new TellingRepository(folder.at('repo')).init();
      await repo.install();
      assert.equal((await parapet(repo.path, ['notes', 'sync'])).code, 0);
      await repo.edit('a.ts', ['me one', 'me two', 'ai three', 'ai four']);
      repo.commit('Here', '-a');
      const { out, err } = await parapet(repo.path, ['blame', 'a.ts', '--rev', 'HEAD', '--json']);
      const classes = (JSON.parse(out) as { class: string }[]).map((line) => line.class);
      // What lies beyond the edge of the clone is not known there, and nothing is fetched to look at a file.
      assert.equal(classes[3], 'ai');
      assert.ok(!classes.slice(0, 2).includes('ai'));
      if (name === 'shallow') {
        assert.deepEqual([classes[2], err], ['ai', '']);
      } else {
        assert.match(err, /is not in this clone\n {2}“git blame HEAD -- a\.ts” fetches/);
        repo.git('blame', 'HEAD', '--', 'a.ts');
        await repo.tells('a.ts');
      }
    });
  }

  for (const filter of ['blob:none', 'tree:0']) {
    it(`is told to be elsewhere where a fetch has left out what the notes say (${filter}), until they are synced`, async () => {
      const origin = new TellingRepository(folder.at('origin'));
      await origin.init().install();
      await origin.editAndCommit('a.ts', ['me one', 'ai two']);
      origin.git('config', 'uploadpack.allowFilter', 'true');
      origin.git('config', 'receive.denyCurrentBranch', 'ignore');
      const from = `file://${origin.path}`;
      git(folder.path, 'clone', '--quiet', '--template=', `--filter=${filter}`, from, folder.at('repo'));
      const repo = new TellingRepository(folder.at('repo')).init();
      await repo.install();
      const told = async (...args: string[]): Promise<[number | null, string]> => {
        const { code, err } = await parapet(repo.path, args);
        return [code, err];
      };
      const elsewhere = /^parapet: not all of what the notes say .*\n {2}“parapet notes sync” fetches it\n$/;
      const isElsewhere = async (code: number, ...args: string[]): Promise<void> => {
        const [ended, err] = await told(...args);
        assert.match(err, elsewhere);
        assert.equal(ended, code);
      };

      repo.git('fetch', '--quiet');
      await isElsewhere(0, 'blame', 'a.ts');
      await isElsewhere(0, 'log');
      // A sum, or evidence, of some of them would be taken for one of all, and what is repaired would stand in their place.
      await isElsewhere(2, 'stats');
      await isElsewhere(2, 'export', '--format', 'git-ai', 'HEAD');
      await isElsewhere(2, 'notes', 'repair', 'HEAD');
      assert.deepEqual(await told('notes', 'sync'), [0, '']);
      await repo.tells('a.ts');

      // Both go on; then one says more of what the other has noted.
      await origin.editAndCommit('b.ts', ['ai b']);
      origin.git('notes', '--ref=ai', 'add', '--force', '--message', SAYS_MORE, 'HEAD~');
      repo.git('fetch', '--quiet');
      await repo.edit('a.ts', ['me one', 'ai two', 'ai three']);
      assert.equal(repo.try(['commit', '--quiet', '-a', '-m', 'Here']).err, '');
      await isElsewhere(0, 'blame', 'a.ts', '--rev', 'HEAD');
      assert.deepEqual(await told('notes', 'sync', '--push'), [0, '']);
      await repo.tells('a.ts');
      assert.match(repo.note('HEAD~'), /^a\.ts\n(?: {2}\S+ [12]\n){3}---\n[^]*"model": "more"/);
      repo.git('-c', 'core.hooksPath=/dev/null', 'merge', '--quiet', '--no-edit', 'origin/main');
      await repo.tells('b.ts');
      assert.ok(!readdirSync(repo.at('.git')).some((name) => name.startsWith('fast_import_crash')));
    });
  }

  it('is right whichever way git is told to compare', async () => {
    const repo = new TellingRepository(folder.at('repo')).init();
    await repo.install();
    // Here the two ways differ in which lines are new. Since 2.53 blame goes by the setting.
    repo.git('config', 'diff.algorithm', 'histogram');
    for (const letters of ['ccdaab', 'dccbcb']) {
      const lines = [...letters].map((letter) => `me ${letter}`);
      repo.stage('a.ts', lines);
      await repo.record({ path: 'a.ts', lines: `1-${lines.length}`, by: 'human' });
      repo.commit(letters);
      await repo.tells('a.ts');
    }
  });

  it('is right where pre-commit puts unstaged work aside during a commit', async () => {
    const repo = new TellingRepository(folder.at('repo')).init();
    // As pre-commit does it: what is not staged goes into a patch, comes back at the end, and hooks see neither.
    script(
      repo,
      '.git/hooks/pre-commit',
      'git diff --ignore-submodules --no-color --no-ext-diff --binary >.git/unstaged.patch',
      '[ -s .git/unstaged.patch ] || exit 0',
      'git -c submodule.recurse=0 checkout -- .',
      'grep -q later a.ts && exit 1',
      'git apply --whitespace=nowarn .git/unstaged.patch',
    );
    await repo.install();
    await repo.editAndCommit('a.ts', ['me one', 'me two', 'me three', 'me four']);
    await repo.edit('a.ts', ['ai zero', 'me one', 'me two', 'me three', 'me four']);
    repo.git('add', 'a.ts');
    await repo.edit('a.ts', ['ai zero', 'me one', 'me two', 'me three', 'me four', 'ai later']);
    repo.commit('Staged');
    await repo.tells('a.ts');
    await repo.tellsOnDisk('a.ts');
    repo.commit('Later', '-a');
    await repo.tells('a.ts');
  });

  for (const isBare of [true, false]) {
    it(`is kept of dot-files, whose repository lies beside them${isBare ? ' and says it is bare' : ''}`, async () => {
      const home = folder.at('home');
      const gitDir = folder.at('home', '.dot-files');
      git(folder.path, 'init', '--quiet', '--bare', '--initial-branch=main', '--template=', gitDir);
      const before = readFileSync(folder.at('home', '.dot-files', 'config'), 'utf8');
      const where = [`--git-dir=${gitDir}`, ...(isBare ? [`--work-tree=${home}`] : [])];
      if (!isBare) {
        git(home, ...where, 'config', 'core.bare', 'false');
        git(home, ...where, 'config', 'core.worktree', home);
      }
      const env = { GIT_DIR: gitDir, ...(isBare && { GIT_WORK_TREE: home }) };
      const said = async (args: string[], input = ''): Promise<string> => {
        const { code, out, err } = await parapet(home, args, { env, input });
        assert.deepEqual([code, err], [0, '']);
        return out;
      };
      await said(['hooks', 'install']);
      folder.write('home/.profile', 'one\ntwo\nthree\n');
      await said(['record'], recordLines([{ path: '.profile', lines: '2' }]));
      const person = ['-c', 'user.name=Dev', '-c', 'user.email=dev@example.com'];
      git(home, ...where, 'add', '.profile');
      git(home, ...where, ...person, 'commit', '--quiet', '--message=One');
      git(home, ...where, ...person, 'commit', '--quiet', '--amend', '--message=Two');
      for (const args of [['.profile'], ['HEAD', '.profile']]) {
        const lines = JSON.parse(await said(['blame', '--json', ...args])) as { class: string }[];
        assert.deepEqual(
          lines.map((line) => line.class),
          ['unknown', 'ai', 'unknown'],
        );
      }
      assert.match(await said(['stats']), /1 .*AI/);
      await said(['hooks', 'uninstall']);
      if (isBare) assert.equal(readFileSync(folder.at('home', '.dot-files', 'config'), 'utf8'), before);
    });
  }

  it('is there with --no-verify, and where the recorded runtime lies on another machine', async () => {
    const repo = new TellingRepository(folder.at('repo'));
    await repo.init().install();
    const [line = ''] = repo.read('.git/parapet/runtimes').split('\n');
    // A container wrote its own first, and the host's stays behind it.
    repo.write(
      '.git/parapet/runtimes',
      `node\t/only/in/the/container/node\t/only/in/the/container/hook.js\n${line}\n`,
    );
    await repo.edit('a.ts', ['ai one']);
    repo.git('add', 'a.ts');
    repo.commit('Not verified', '--no-verify');
    await repo.tells('a.ts');
  });

  it('is there where whoever commits has no home, as in a container', async () => {
    const repo = new TellingRepository(folder.at('repo'));
    await repo.init().install();
    await repo.edit('a.ts', ['ai one', 'nobody']);
    repo.git('add', 'a.ts');
    const env = { HOME: folder.at('gone'), USERPROFILE: folder.at('gone') };
    const { code, err } = repo.try(['commit', '--quiet', '-m', 'One'], { env });
    assert.deepEqual([code, err], [0, '']);
    const blamed = await parapet(repo.path, ['blame', 'a.ts'], { env });
    assert.deepEqual([blamed.code, blamed.err], [0, '']);
    await repo.tells('a.ts');
  });
});
