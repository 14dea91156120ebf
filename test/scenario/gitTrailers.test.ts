/** What the hooks write into the message of each kind of commit. */
import assert from 'node:assert/strict';
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';

const OURS = ['Assisted-by: copilot:gpt-5', 'AI-Lines: 2/3', 'AI-Risk: low'];
const THREE = ['one', 'two', 'three'];

describe('the trailers of a commit', () => {
  const folder = new Folder();
  let repo: GitRepository;
  beforeEach(async () => {
    repo = await new GitRepository(folder.path).init().install();
  });

  /** Three lines, the last two by a tool, staged. */
  async function stageThree(file = 'a.ts'): Promise<void> {
    repo.stage(file, THREE);
    await repo.record({ path: file, lines: '2-3' });
  }

  describe('by how it is made', () => {
    it('are those of the first commit of a repository', async () => {
      await stageThree();
      repo.commit('First');
      assert.equal(repo.message(), `First\n\n${OURS.join('\n')}\n`);
    });

    it('are none where no line is a tool’s', async () => {
      await stageThree();
      repo.commit('First');
      repo.stage('b.ts', THREE);
      repo.commit('Second');
      await repo.record({ path: 'b.ts', lines: '2', by: 'human' });
      repo.stage('b.ts', ['one', 'TWO', 'three']);
      repo.commit('Third');
      assert.equal(repo.message('HEAD~1'), 'Second\n');
      assert.equal(repo.message(), 'Third\n');
    });

    it('count what is added, not what was there, and no blank lines', async () => {
      repo.stage('a.ts', THREE);
      repo.commit('First');
      repo.stage('a.ts', ['one', 'new', '', 'newer', 'two', 'three']);
      await repo.record({ path: 'a.ts', lines: '2-4' }, { path: 'a.ts', lines: '5-6' });
      repo.stage('b.ts', ['by hand', '', 'by hand']);
      repo.commit('Second');
      assert.equal(repo.aiLines(), '2/4');
    });

    it('are right on a detached HEAD and from a subfolder', async () => {
      repo.stage('src/x.ts', THREE);
      repo.commit('First');
      repo.git('checkout', '--quiet', '--detach');
      await stageThree('src/a.ts');
      new GitRepository(repo.at('src')).commit('Second');
      assert.deepEqual(repo.trailers(), OURS);
    });

    it('are those of what commit -a takes along', async () => {
      repo.stage('a.ts', ['one']);
      repo.commit('First');
      repo.write('a.ts', THREE);
      await repo.record({ path: 'a.ts', lines: '2-3' });
      repo.commit('Second', '-a');
      assert.equal(repo.aiLines(), '2/2');
    });

    it('are those of what --only takes along', async () => {
      repo.stage('a.ts', ['one']);
      repo.stage('b.ts', ['one']);
      repo.commit('First');
      await stageThree('b.ts');
      repo.write('a.ts', ['one', 'two']);
      await repo.record({ path: 'a.ts', lines: '2', tool: 'other' });
      repo.commit('Second', '--only', 'a.ts');
      assert.deepEqual(repo.trailers(), ['Assisted-by: other:gpt-5', 'AI-Lines: 1/1', 'AI-Risk: low']);
      repo.commit('Third');
      assert.deepEqual(repo.trailers(), ['Assisted-by: copilot:gpt-5', 'AI-Lines: 2/2', 'AI-Risk: low']);
    });

    it('are those of the hunk that is staged, of two in one file', async () => {
      const before = Array.from({ length: 20 }, (_, i) => `line ${i}`);
      repo.stage('a.ts', before);
      repo.commit('First');
      repo.write('a.ts', ['tool 1', 'tool 2', ...before, 'tool 3', 'hand']);
      await repo.record({ path: 'a.ts', lines: '1-2' }, { path: 'a.ts', lines: '23', tool: 'other' });
      assert.equal(repo.try(['add', '-p'], { input: 'y\nn\n' }).code, 0);
      repo.commit('Second');
      assert.deepEqual(repo.trailers(), ['Assisted-by: copilot:gpt-5', 'AI-Lines: 2/2', 'AI-Risk: low']);
      repo.commit('Third', '-a');
      assert.deepEqual(repo.trailers(), ['Assisted-by: other:gpt-5', 'AI-Lines: 1/2', 'AI-Risk: low']);
    });

    it('are right where a hook puts unstaged changes away and brings them back', async () => {
      const before = Array.from({ length: 20 }, (_, i) => `line ${i}`);
      repo.stage('a.ts', before);
      repo.commit('First');
      repo.stage('a.ts', ['staged by tool', ...before]);
      repo.write('a.ts', ['staged by tool', ...before, 'unstaged by tool']);
      await repo.record({ path: 'a.ts', lines: '1' }, { path: 'a.ts', lines: '22' });
      repo.write('.git/hooks/pre-commit', '#!/bin/sh\ngit diff >.git/kept && git checkout -q -- .\n');
      repo.write('.git/hooks/post-commit', '#!/bin/sh\ngit apply .git/kept\n');
      for (const hook of ['pre-commit', 'post-commit']) chmodSync(repo.at('.git/hooks', hook), 0o755);
      repo.commit('Second');
      assert.equal(repo.aiLines(), '1/1');
      assert.match(repo.read('a.ts'), /unstaged by tool/);
      repo.git('-c', 'core.hooksPath=.git/none', 'reset', '--quiet');
      chmodSync(repo.at('.git/hooks/pre-commit'), 0o644);
      chmodSync(repo.at('.git/hooks/post-commit'), 0o644);
      repo.commit('Third', '-a');
      assert.equal(repo.aiLines(), '1/1');
    });

    it('go into the message with --no-verify too', async () => {
      await stageThree();
      repo.commit('First', '--no-verify');
      assert.deepEqual(repo.trailers(), OURS);
    });

    it('are written as Visual Studio Code commits, and an empty message stays empty', async () => {
      await stageThree();
      const args = [
        '-c',
        'user.useConfigOnly=true',
        'commit',
        '--quiet',
        '--allow-empty-message',
        '--file',
        '-',
      ];
      assert.equal(repo.try(args, { input: 'From the input box' }).code, 0);
      assert.deepEqual(repo.trailers(), OURS);
      await stageThree('b.ts');
      assert.equal(repo.try(args, { input: '' }).code, 0);
      assert.equal(repo.message(), '');
    });
  });

  describe('of a commit that is made again', () => {
    beforeEach(async () => {
      repo.stage('base.ts', ['base']);
      repo.commit('Base');
      await stageThree();
      repo.commit('Work');
    });

    for (const [how, args] of [
      ['with --no-edit', ['--no-edit']],
      ['with a new message', ['-m', 'Work again']],
      ['with an abbreviated option', ['--no-edit']],
      ['with --reset-author', ['--no-edit', '--reset-author']],
    ] as const) {
      it(`are counted anew when it is amended ${how}`, async () => {
        repo.stage('a.ts', [...THREE, 'four']);
        await repo.record({ path: 'a.ts', lines: '4', tool: 'other' });
        repo.git('commit', '--quiet', how.includes('abbreviated') ? '--am' : '--amend', ...args);
        assert.deepEqual(repo.trailers(), [
          'Assisted-by: copilot:gpt-5',
          'Assisted-by: other:gpt-5',
          'AI-Lines: 3/4',
          'AI-Risk: low',
        ]);
        assert.equal(repo.git('rev-list', '--count', 'HEAD').trim(), '2');
      });
    }

    it('are counted anew when an alias amends it', async () => {
      repo.git('config', 'alias.again', 'commit --amend --no-edit');
      repo.stage('a.ts', [...THREE, 'by hand']);
      repo.git('again');
      assert.equal(repo.aiLines(), '2/4');
    });

    it('go when it is amended to hold nothing of a tool’s', () => {
      repo.stage('a.ts', ['one', 'by hand']);
      repo.git('commit', '--quiet', '--amend', '--no-edit');
      assert.equal(repo.message(), 'Work\n');
    });

    it('go when the file is taken out of it', () => {
      repo.stage('b.ts', THREE);
      repo.git('rm', '--quiet', '--cached', 'a.ts');
      repo.git('commit', '--quiet', '--amend', '--no-edit');
      assert.equal(repo.message(), 'Work\n');
    });

    it('are those of the whole first commit when that one is amended', async () => {
      const first = await new GitRepository(folder.at('first')).init().install();
      first.stage('a.ts', THREE);
      first.commit('First');
      first.stage('b.ts', ['tool']);
      await first.record({ path: 'b.ts', lines: '1' });
      first.git('commit', '--quiet', '--amend', '--no-edit');
      assert.equal(first.aiLines(), '1/4');
    });

    it('are not taken over by another commit with the same message', () => {
      repo.stage('b.ts', THREE);
      repo.git('commit', '--quiet', '-C', 'HEAD');
      assert.equal(repo.message(), 'Work\n');
    });

    it('stay right through cherry-pick, rebase and revert', () => {
      repo.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
      repo.stage('side.ts', ['side']);
      repo.commit('Side');
      repo.git('cherry-pick', 'main');
      assert.deepEqual(repo.trailers(), OURS);
      repo.git('reset', '--quiet', '--hard', 'HEAD~1');
      repo.git('checkout', '--quiet', 'main');
      repo.git('rebase', '--quiet', 'side');
      assert.deepEqual(repo.trailers(), OURS);
      repo.git('revert', '--no-edit', 'HEAD');
      assert.equal(repo.aiLines(), undefined);
    });

    it('are those of the sum when commits are made one', async () => {
      repo.stage('a.ts', [...THREE, 'four']);
      await repo.record({ path: 'a.ts', lines: '4', tool: 'other' });
      repo.git('commit', '--quiet', '--fixup', 'HEAD');
      repo.stage('a.ts', [...THREE, 'four', 'by hand']);
      repo.git('commit', '--quiet', '--squash', 'HEAD~1', '-m', 'more');
      const env = { GIT_SEQUENCE_EDITOR: ':', GIT_EDITOR: ':' };
      assert.equal(repo.try(['rebase', '--quiet', '-i', '--autosquash', 'HEAD~3'], { env }).code, 0);
      assert.deepEqual(repo.trailers(), [
        'Assisted-by: copilot:gpt-5',
        'Assisted-by: other:gpt-5',
        'AI-Lines: 3/5',
        'AI-Risk: low',
      ]);
      assert.equal(repo.message().match(/AI-Lines/g)?.length, 1);
    });

    it('are those of a branch that is merged as one commit', () => {
      repo.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
      repo.git('merge', '--quiet', '--squash', 'main');
      repo.git('commit', '--quiet', '--no-edit');
      assert.equal(repo.aiLines(), '2/3');
    });

    describe('after its lines have left the work tree for another branch', () => {
      beforeEach(async () => {
        repo.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
        repo.stage('a.ts', ['something else', 'by hand']);
        // Else the log would know the lines of both branches.
        rmSync(repo.at('.git/parapet/working.log'));
        await repo.record({ path: 'a.ts', lines: '1-2', by: 'human' });
        repo.git('reset', '--quiet', '--hard');
        repo.stage('side.ts', ['side']);
        repo.commit('Side');
        repo.git('checkout', '--quiet', 'main');
      });

      it('stay what they were when the commit is made again as it is', () => {
        repo.git('commit', '--quiet', '--amend', '--no-edit');
        assert.deepEqual(repo.trailers(), OURS);
        repo.git('commit', '--quiet', '--amend', '-m', 'Another subject');
        assert.equal(repo.message(), `Another subject\n\n${OURS.join('\n')}\n`);
        repo.git('rebase', '--quiet', 'side');
        assert.deepEqual(repo.trailers(), OURS);
        repo.git('checkout', '--quiet', 'side');
        repo.git('reset', '--quiet', '--hard', 'main~2');
        repo.git('cherry-pick', 'main');
        assert.deepEqual(repo.trailers(), OURS);
      });

      it('are those and what came on top', async () => {
        repo.stage('b.ts', ['more']);
        await repo.record({ path: 'b.ts', lines: '1', tool: 'other' });
        repo.git('commit', '--quiet', '--amend', '--no-edit');
        assert.equal(repo.aiLines(), '3/4');
        assert.deepEqual(repo.trailer('Assisted-by'), ['other:gpt-5', 'copilot:gpt-5']);
      });

      it('count no line that may have gone', () => {
        repo.stage('a.ts', ['one', 'three', 'by hand']);
        repo.git('commit', '--quiet', '--amend', '--no-edit');
        assert.equal(repo.aiLines(), '1/3');
        repo.stage('a.ts', ['one', 'by hand']);
        repo.git('commit', '--quiet', '--amend', '--no-edit');
        assert.equal(repo.message(), 'Work\n');
      });
    });

    it('stay what a colleague’s commit says where nothing is known of its files', async () => {
      const colleague = await new GitRepository(folder.at('colleague')).init().install();
      colleague.git('pull', '--quiet', repo.path, 'main');
      colleague.stage('theirs.ts', ['mine', 'tool']);
      await colleague.record({ path: 'theirs.ts', lines: '2', tool: 'cursor' });
      colleague.commit('Theirs');
      const theirs = colleague.trailers();
      assert.equal(theirs.length, 3);
      repo.git('fetch', '--quiet', colleague.path);
      repo.git('cherry-pick', 'FETCH_HEAD');
      assert.deepEqual(repo.trailers(), theirs);
      repo.git('commit', '--quiet', '--amend', '--no-edit');
      assert.deepEqual(repo.trailers(), theirs);
    });
  });

  describe('of a merge', () => {
    beforeEach(async () => {
      repo.stage('a.ts', ['one', 'two', 'three', 'four', 'five']);
      repo.commit('Base');
      repo.git('checkout', '--quiet', '-b', 'side');
      repo.stage('a.ts', ['side by tool', 'two', 'three', 'four', 'five']);
      await repo.record({ path: 'a.ts', lines: '1' });
      repo.commit('Side');
      repo.git('checkout', '--quiet', 'main');
    });

    it('are none for what merely comes in', () => {
      repo.stage('b.ts', ['main']);
      repo.commit('Main');
      repo.git('merge', '--quiet', '--no-edit', 'side');
      assert.deepEqual(repo.trailers(), []);
      assert.equal(repo.trailer('AI-Lines', 'side').length, 1);
    });

    it('are those of what neither side had', async () => {
      repo.stage('a.ts', ['main', 'two', 'three', 'four', 'five']);
      repo.commit('Main');
      assert.notEqual(repo.try(['merge', 'side']).code, 0);
      repo.stage('a.ts', ['side by tool', 'resolved by tool', 'by hand', 'two', 'three', 'four', 'five']);
      await repo.record({ path: 'a.ts', lines: '2' });
      repo.git('commit', '--quiet', '--no-edit');
      assert.equal(repo.aiLines(), '1/2');
      repo.git('commit', '--quiet', '--amend', '--no-edit');
      assert.equal(repo.aiLines(), '1/2');
    });
  });

  describe('by what is in it', () => {
    it('follow a file that is renamed and changed', async () => {
      const lines = Array.from({ length: 10 }, (_, i) => `line ${i}`);
      repo.stage('a.ts', lines);
      repo.commit('First');
      repo.write('a.ts', [...lines, 'tool']);
      await repo.record({ path: 'a.ts', lines: '11' });
      repo.git('mv', 'a.ts', 'new name.ts');
      repo.commit('Second', '-a');
      assert.equal(repo.aiLines(), '1/1');
    });

    it('are right with line ends that differ between disk and index', async () => {
      repo.git('config', 'core.autocrlf', 'true');
      repo.stage('a.ts', '\uFEFFone\r\ntwo\r\nthree\r\n');
      await repo.record({ path: 'a.ts', lines: '2-3' });
      repo.commit('First');
      assert.deepEqual(repo.trailers(), OURS);
    });

    it('pass over what is no text, links and submodules', async () => {
      const library = new GitRepository(folder.at('library')).init();
      library.stage('x', ['x']);
      library.commit('Library');
      repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.path, 'lib');
      writeFileSync(repo.at('image.bin'), Buffer.from([0, 1, 2, 10, 3]));
      symlinkSync('a.ts', repo.at('link.ts'));
      repo.git('rm', '--quiet', '--cached', '.gitmodules');
      repo.git('add', 'image.bin', 'link.ts');
      await stageThree();
      repo.commit('First');
      assert.deepEqual(repo.trailers(), OURS);
    });

    it('take any file name', async () => {
      for (const name of [
        'with space.ts',
        'grüße.ts',
        '-dash.ts',
        'quo"te.ts',
        'nfd-u\u0308.ts',
        ':(top)x.ts',
      ]) {
        repo.write(name, ['tool']);
        repo.git('--literal-pathspecs', 'add', '--', name);
        await repo.record({ path: name, lines: '1' });
      }
      repo.commit('First');
      assert.equal(repo.aiLines(), '6/6');
    });

    it('are right in a repository that counts objects by SHA-256', async () => {
      const sha256 = new GitRepository(folder.at('sha256'));
      repo.git('init', '--quiet', '--object-format=sha256', sha256.path);
      await sha256.init().install();
      sha256.stage('a.ts', THREE);
      await sha256.record({ path: 'a.ts', lines: '2-3' });
      sha256.commit('First');
      sha256.stage('a.ts', [...THREE, 'four']);
      sha256.git('commit', '--quiet', '--amend', '--no-edit');
      assert.equal(sha256.aiLines(), '2/4');
    });
  });

  describe('in a linked work tree', () => {
    it('are those of that work tree', async () => {
      repo.stage('x.ts', THREE);
      repo.commit('First');
      repo.git('worktree', 'add', '--quiet', folder.at('linked'), '-b', 'linked');
      const linked = new GitRepository(folder.at('linked'));
      linked.stage('a.ts', THREE);
      await linked.record({ path: 'a.ts', lines: '2-3' });
      linked.commit('Second');
      assert.deepEqual(linked.trailers(), OURS);
      linked.stage('a.ts', [...THREE, 'by hand']);
      linked.git('commit', '--quiet', '--amend', '--no-edit');
      assert.equal(linked.aiLines(), '2/4');
    });
  });
});
