/** Where the log of the work tree is of no help: another clone, commits that no hook saw, notes of other tools. */
import assert from 'node:assert/strict';
import { readdirSync, rmSync, symlinkSync } from 'node:fs';
import { Folder } from '../unit/node/folder';
import { parapet } from './parapet';
import { TellingRepository } from './tellingLines';

const MINE = ['me one', 'me two', 'me three', 'me four', 'me five'];

const WITHOUT_HOOKS = ['-c', 'core.hooksPath=/dev/null'];

describe('the notes of commits', () => {
  const folder = new Folder();
  let repo: TellingRepository;
  beforeEach(async () => {
    repo = new TellingRepository(folder.at('repo'));
    await repo.init().install();
  });

  /** As in a clone that somebody else committed to. */
  function forget(): void {
    for (const name of readdirSync(repo.at('.git/parapet')).filter((one) => one.startsWith('working.')))
      rmSync(repo.at('.git/parapet', name));
  }

  async function repair(range: string): Promise<string[]> {
    const { code, out, err } = await parapet(repo.path, ['notes', 'repair', range, '--json']);
    assert.deepEqual([code, err], [0, '']);
    return (JSON.parse(out) as { repaired: string[] }).repaired;
  }

  describe('without a log', () => {
    beforeEach(async () => {
      await repo.editAndCommit('a.ts', MINE);
      repo.git('checkout', '--quiet', '-b', 'work');
      await repo.editAndCommit('a.ts', [...MINE, 'ai x of the block', 'nobody', 'me y']);
      await repo.editAndCommit('a.ts', ['ai2 front of it', ...MINE, 'ai x of the block', 'nobody', 'me y']);
      forget();
    });

    it('are carried by an amend, a rebase and a cherry-pick', async () => {
      repo.write('a.ts', `nobody\n${repo.read('a.ts')}`);
      repo.commit('Amended', '-a', '--amend');
      await repo.tells('a.ts');
      repo.git('checkout', '--quiet', 'main');
      repo.stage('b.ts', ['other']);
      repo.git('commit', '--quiet', '--no-verify', '-m', 'Upstream');
      repo.git('checkout', '--quiet', 'work');
      repo.git('rebase', '--quiet', 'main');
      await repo.tells('a.ts');
      repo.git('checkout', '--quiet', '-b', 'picks', 'main');
      repo.git('cherry-pick', 'main..work');
      await repo.tells('a.ts');
    });

    it('are carried by the squash of a branch, and by the revert of a deletion', async () => {
      repo.git('checkout', '--quiet', 'main');
      repo.git('merge', '--quiet', '--squash', 'work');
      repo.commit('Squashed');
      await repo.tells('a.ts');
      repo.write('a.ts', MINE.slice(0, 3));
      repo.commit('Deleted', '-a');
      await repo.tells('a.ts');
      repo.git('revert', '--no-edit', 'HEAD');
      await repo.tells('a.ts');
    });

    it('are found again for a squash merge by a forge, and for a commit-tree', async () => {
      const tree = repo.git('rev-parse', 'work^{tree}').trim();
      const squashed = repo.git('commit-tree', tree, '-p', 'main', '-m', 'Squashed (#1)').trim();
      repo.git('update-ref', 'refs/heads/main', squashed);
      assert.equal(repo.note('main'), '');
      assert.deepEqual(await repair('main~1..main'), [squashed]);
      await repo.tells('a.ts', 'main');
      assert.deepEqual(await repair('main~1..main'), []);
    });

    it('are none where somebody writes what is there already once more', async () => {
      repo.stage('a.ts', [...repo.read('a.ts').trimEnd().split('\n'), 'between', 'ai2 front of it']);
      repo.commit('Copied');
      const lines = (await repo.blame('a.ts')).map((line) => line.class);
      assert.deepEqual(lines.slice(-2), ['unknown', 'unknown']);
      assert.deepEqual(await repair('HEAD~1..HEAD'), []);
    });

    it('are found under a new name, where no hook saw that the file was moved and its lines indented', async () => {
      repo.git('mv', 'a.ts', 'b.ts');
      repo.stage('b.ts', ['ai2 front of it', ...MINE, '  ai x of the block', 'nobody', 'me y']);
      repo.git(...WITHOUT_HOOKS, 'commit', '--quiet', '-am', 'Moved');
      await repo.tells('b.ts');
    });

    it('are those of lines that are only indented, before that is committed and after', async () => {
      repo.write('a.ts', [
        'ai2 front of it',
        ...MINE.map((line) => `  ${line}`),
        '\tai x of the block',
        'nobody',
      ]);
      await repo.tellsOnDisk('a.ts');
      repo.commit('Indented', '-a');
      await repo.tells('a.ts');
    });

    it('are none where only a later commit knows of lines that read the same', async () => {
      const lines = ['ai y of the block', 'ai2 z of it'];
      repo.stage('c.ts', [...MINE, ...lines]);
      // A commit's date tells what came before it to the second only.
      const env = { GIT_COMMITTER_DATE: `${Math.floor(Date.now() / 1000) - 60} +0000` };
      repo.try([...WITHOUT_HOOKS, 'commit', '--quiet', '-m', 'By nobody known'], { env });
      repo.stage('c.ts', MINE);
      repo.git(...WITHOUT_HOOKS, 'commit', '--quiet', '-m', 'Away');
      await repo.edit('c.ts', [...MINE, ...lines]);
      repo.commit('By tools', '-a');
      forget();
      assert.match(await repo.who('c.ts'), / ai ai2$/);
      assert.match(await repo.who('c.ts', '--rev', 'HEAD~2'), / - -$/);
      assert.deepEqual(await repair('HEAD~2'), []);
    });
  });

  describe('that are there already', () => {
    const theirs = (commit: string): string =>
      `a.ts\n  s_c9883b05a2487d::t_9f8e7d6c5b4a32 1\n---\n${JSON.stringify({
        schema_version: 'authorship/3.0.0',
        git_ai_version: '1.4.5',
        base_commit_sha: commit,
        prompts: {},
        sessions: {
          s_c9883b05a2487d: { agent_id: { tool: 'cursor', id: 'c-1', model: 'm-9' }, human_author: 'd@x' },
        },
        extra: { kept: true },
      })}`;

    it('are read, and extended', async () => {
      repo.stage('a.ts', ['theirs', 'ai ours', 'nobody']);
      repo.git(...WITHOUT_HOOKS, 'commit', '--quiet', '-m', 'First');
      const head = repo.git('rev-parse', 'HEAD').trim();
      repo.git('notes', '--ref=ai', 'add', '-m', theirs(head), 'HEAD');
      assert.deepEqual(await repo.blame('a.ts'), [
        { line: 1, class: 'ai', tool: 'cursor', model: 'm-9', session: 'c-1', commit: head },
        { line: 2, class: 'unknown', commit: head },
        { line: 3, class: 'unknown', commit: head },
      ]);
      repo.git('reset', '--quiet', '--soft', 'HEAD');
      await repo.record({ path: 'a.ts', lines: '2', by: 'human' });
      assert.deepEqual(await repair('HEAD'), [head]);
      const classes = (await repo.blame('a.ts', '--rev', 'HEAD')).map((line) => line.class);
      assert.deepEqual(classes, ['ai', 'human', 'unknown']);
      assert.match(repo.note(), /"kept": true/);
    });

    it('stay as they are where they are of another kind', async () => {
      repo.stage('a.ts', ['ai ours']);
      repo.git(...WITHOUT_HOOKS, 'commit', '--quiet', '-m', 'First');
      await repo.record({ path: 'a.ts', lines: '1', by: 'human' });
      repo.git('notes', '--ref=ai', 'add', '-m', 'somebody’s own words', 'HEAD');
      const before = repo.git('rev-parse', 'refs/notes/ai');
      assert.deepEqual(await repair('HEAD'), []);
      assert.equal(repo.git('rev-parse', 'refs/notes/ai'), before);
    });

    it('survive many commits, each of which has its own', async () => {
      await repo.editAndCommit('a.ts', ['ai first']);
      const blob = repo.git('rev-parse', 'HEAD:a.ts').trim();
      const tree = Array.from(
        { length: 300 },
        (_, i) => `100644 blob ${blob}\t${i.toString(16).padStart(40, '0')}`,
      );
      const { out } = repo.try(['mktree'], { input: `${tree.join('\n')}\n` });
      const many = repo.git('commit-tree', out.trim(), '-m', 'Many').trim();
      repo.git('update-ref', 'refs/notes/ai', many);
      await repo.editAndCommit('b.ts', ['ai second', 'me too']);
      assert.equal(repo.git('ls-tree', '-r', 'refs/notes/ai').trim().split('\n').length, 301);
    });

    it('are untouched by a rebase and a cherry-pick that are aborted', async () => {
      await repo.editAndCommit('a.ts', MINE);
      repo.git('checkout', '--quiet', '-b', 'work');
      await repo.editAndCommit('b.ts', ['ai b']);
      await repo.editAndCommit('a.ts', ['ai other', ...MINE.slice(1)]);
      repo.git('checkout', '--quiet', 'main');
      await repo.editAndCommit('a.ts', ['me other', ...MINE.slice(1)]);
      repo.git('checkout', '--quiet', 'work');
      const before = repo.git('rev-parse', 'refs/notes/ai');
      assert.equal(repo.try(['rebase', 'main']).code, 1);
      repo.git('rebase', '--abort');
      assert.equal(repo.git('rev-parse', 'refs/notes/ai'), before);
      repo.git('checkout', '--quiet', 'main');
      assert.equal(repo.try(['cherry-pick', 'work']).code, 1);
      repo.git('cherry-pick', '--abort');
      assert.equal(repo.git('rev-parse', 'refs/notes/ai'), before);
      await repo.tells('a.ts', 'work');
    });
  });

  it('are all there where several processes write at once', async () => {
    for (let i = 0; i < 4; i++) {
      repo.stage(`f${i}.ts`, [`ai line ${i}`]);
      repo.git(...WITHOUT_HOOKS, 'commit', '--quiet', '-m', `Commit ${i}`);
      await repo.record({ path: `f${i}.ts`, lines: '1', by: 'human' });
    }
    await Promise.all([0, 1, 2, 3].map((i) => repair(`HEAD~${i}`)));
    for (const i of [0, 1, 2, 3]) assert.match(repo.note(`HEAD~${i}`), /h_[0-9a-f]{14} 1/);
  });

  it('are written whatever the repository’s configuration says', async () => {
    repo.git('config', 'user.useConfigOnly', 'true');
    repo.git('config', 'notes.displayRef', 'refs/notes/none');
    repo.git('config', 'core.notesRef', 'refs/notes/none');
    repo.git('config', 'diff.noprefix', 'true');
    repo.git('config', 'diff.context', '7');
    repo.git('config', 'diff.renames', 'false');
    repo.git('config', 'color.ui', 'always');
    repo.git('config', 'blame.ignoreRevsFile', '.git/ignored');
    repo.write('.git/ignored', '');
    repo.write('.git/hooks/reference-transaction', '#!/bin/sh\necho "$1" >>ran\n');
    await repo.editAndCommit('a.ts', [...MINE, 'ai x']);
    repo.write('.git/ignored', repo.git('rev-parse', 'HEAD'));
    repo.git('mv', 'a.ts', 'b.ts');
    await repo.edit('b.ts', ['ai2 front', ...MINE, 'ai x']);
    repo.commit('Moved', '-a');
    await repo.tells('b.ts');
  });

  it('leave out what is no text, and what is only a link', async () => {
    repo.write('image.bin', '\0\u0001\u0002');
    symlinkSync('a.ts', repo.at('link.ts'));
    repo.write('crlf.ts', 'me one\r\nai two\r\n');
    await repo.record({ path: 'crlf.ts', lines: '1', by: 'human' });
    await repo.record({ path: 'crlf.ts', lines: '2', tool: 'ai' });
    await repo.edit('a.ts', ['ai x']);
    repo.git('add', '.');
    repo.commit('All kinds');
    const { code, out } = await parapet(repo.path, ['show', '--json']);
    assert.equal(code, 0);
    const shown = JSON.parse(out) as { lines: unknown; files: { path: string }[] };
    assert.deepEqual(shown.lines, { ai: 2, human: 1, unknown: 0 });
    assert.deepEqual(
      shown.files.map(({ path }) => path),
      ['a.ts', 'crlf.ts'],
    );
  });

  it('are added up by tool and by author', async () => {
    await repo.editAndCommit('a.ts', ['ai 1', 'ai 2', 'ai2 3', 'me 4', 'nobody']);
    await repo.editAndCommit('b.ts', ['ai2 1', 'me 2']);
    repo.stage('c.ts', ['nobody']);
    repo.commit('Third');
    const { code, out } = await parapet(repo.path, ['stats', '--json']);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(out), {
      commits: 3,
      noted: 2,
      notCompared: 0,
      lines: { ai: 4, human: 2, unknown: 2 },
      tools: [
        { tool: 'ai', model: 'm-1', lines: 2 },
        { tool: 'ai2', model: 'm-2', lines: 2 },
      ],
      modules: [],
      authors: [{ author: 'Dev <dev@example.com>', commits: 3, aiLines: 4, humanLines: 2, unknownLines: 2 }],
    });
    const people = await parapet(repo.path, ['stats', 'HEAD~1..HEAD']);
    assert.match(people.out, /^1 commit, 0 with a note: 0 lines by AI, 0 by people, 1 unknown$/m);
    assert.equal((await parapet(repo.path, ['stats', 'nowhere'])).code, 2);
    assert.equal((await parapet(repo.path, ['show', 'nowhere'])).code, 2);
    assert.equal((await parapet(repo.path, ['notes', 'repair', 'nowhere'])).code, 2);
    assert.equal((await parapet(repo.path, ['blame', 'a.ts', '--rev', 'nowhere'])).code, 2);
  });
});
