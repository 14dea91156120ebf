/** Who wrote which line, through everything that people do with git. Every line after every commit. */
import assert from 'node:assert/strict';
import { Folder } from '../unit/node/folder';
import { TellingRepository } from './tellingLines';

const MINE = ['me one', 'me two', 'me three', 'me four', 'me five'];
const EDITOR = 'true';

describe('the lines of commits', () => {
  const folder = new Folder();
  let repo: TellingRepository;
  beforeEach(async () => {
    repo = new TellingRepository(folder.at('repo'));
    await repo.init().install();
  });

  /** A rebase whose to-do list is made by a shell command on the file. */
  function rebase(sed: string, onto: string, ...args: string[]): void {
    const env = { GIT_SEQUENCE_EDITOR: `sed -i -e '${sed}'`, GIT_EDITOR: EDITOR };
    const { code, err } = repo.try(['rebase', '--quiet', '-i', ...args, onto], { env });
    assert.equal(code, 0, err);
  }

  describe('by what is written', () => {
    it('are a tool’s in the middle of a person’s file', async () => {
      await repo.editAndCommit('a.ts', MINE);
      await repo.editAndCommit('a.ts', [...MINE.slice(0, 2), 'ai a', 'ai b', ...MINE.slice(2)]);
      await repo.tellsOnDisk('a.ts');
    });

    it('are a person’s where one line of a tool’s block is edited', async () => {
      await repo.editAndCommit('a.ts', ['ai first', 'ai second', 'ai third']);
      await repo.editAndCommit('a.ts', ['ai first', 'me myself and I', 'ai third']);
    });

    it('are a person’s where a tool’s file is written anew', async () => {
      await repo.editAndCommit('a.ts', ['ai first', 'ai second', 'ai third']);
      await repo.editAndCommit('a.ts', MINE);
    });

    it('are unknown where nobody reported an edit after a tool’s', async () => {
      await repo.editAndCommit('a.ts', ['ai first', 'ai second', 'ai third']);
      await repo.editAndCommit('a.ts', ['ai first', 'what is this', 'ai third', 'and that']);
    });

    it('are those of two tools in one file', async () => {
      await repo.editAndCommit('a.ts', ['ai a', 'ai2 b', 'ai c', 'me d', 'ai2 e']);
      await repo.editAndCommit('a.ts', ['ai2 z', 'ai a', 'ai2 b', 'ai b2', 'ai c', 'me d', 'ai2 e']);
    });

    it('stay whose they are when a formatter indents them', async () => {
      await repo.editAndCommit('a.ts', ['ai first', 'me second', 'ai third']);
      await repo.edit('a.ts', ['  ai first', '    me second', '  ai third'], { record: false });
      repo.commit('Format', '-a');
      await repo.tells('a.ts');
    });

    it('stay a person’s when a tool lays them out anew, and a tool’s where it adds to them', async () => {
      await repo.editAndCommit('a.ts', ['me first', 'me second {', 'me third', 'nobody']);
      repo.write('a.ts', ['ai if {', '  me first', '  me second {', '  me third', 'ai }', 'nobody']);
      await repo.record({ path: 'a.ts', lines: '1-5', tool: 'ai' });
      repo.commit('Wrap', '-a');
      await repo.tells('a.ts');
    });

    it('are as many as the tool wrote where they are put among many like them', async () => {
      const alike = (count: number): string[] => Array.from({ length: count }, () => '  await flush(queue);');
      for (const by of ['human', undefined] as const) {
        for (const lines of ['1-3', '2-4', '6-8', '11-13']) {
          const path = `${by ?? 'nobody'}${lines}.ts`;
          repo.write(path, alike(10));
          if (by) await repo.record({ path, lines: '1-10', by });
          repo.git('add', '.');
          const env = { GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' };
          assert.equal(repo.try(['commit', '--quiet', '--message', 'Ten'], { env }).code, 0);
          repo.write(path, alike(13));
          await repo.record({ path, lines });
          repo.commit('Thirteen', '-a');
          const tools = (await repo.blame(path)).filter((line) => line.class === 'ai');
          assert.equal(tools.length, 3, path);
        }
      }
    });

    it('are the tool’s where they are put behind lines like them', async () => {
      await repo.editAndCommit('a.ts', ['top', 'a();', '}', '', 'end']);
      for (const lines of ['2-3', '4-5']) {
        repo.write('a.ts', ['top', 'a();', '}', 'a();', '}', '', 'end']);
        await repo.record({ path: 'a.ts', lines });
        repo.commit('Alike', '-a');
        const alike = (await repo.blame('a.ts', '--rev', 'HEAD')).map((line) => line.class);
        assert.equal(alike.filter((one) => one === 'ai').length, 2, lines);
        repo.write('a.ts', ['top', 'a();', '}', 'a();', '}', 'a();', '}', '', 'end']);
        repo.commit('By nobody', '-a');
        const more = (await repo.blame('a.ts', '--rev', 'HEAD')).map((line) => line.class);
        assert.equal(more.filter((one) => one === 'ai').length, 2, lines);
        repo.git('reset', '--quiet', '--hard', 'HEAD~2');
      }
    });

    it('are right after a file without a final newline', async () => {
      await repo.editAndCommit('a.ts', ['me one']);
      repo.write('a.ts', 'me one\nme two');
      await repo.record({ path: 'a.ts', lines: '2', by: 'human' });
      repo.commit('No newline', '-a');
      await repo.tells('a.ts');
      await repo.editAndCommit('a.ts', ['me one', 'me two', 'ai three']);
    });
  });

  describe('by what is staged', () => {
    it('are those of the hunk that is committed, and the rest in the next commit', async () => {
      const before = Array.from({ length: 20 }, (_, i) => `me line ${i}`);
      await repo.editAndCommit('a.ts', before);
      await repo.edit('a.ts', ['ai top', ...before, 'ai2 bottom', 'by nobody']);
      assert.equal(repo.try(['add', '-p'], { input: 'y\nn\n' }).code, 0);
      repo.commit('Part');
      await repo.tells('a.ts');
      await repo.tellsOnDisk('a.ts');
      repo.commit('Rest', '-a');
      await repo.tells('a.ts');
    });

    it('are a person’s while a tool’s work is not staged', async () => {
      await repo.editAndCommit('a.ts', MINE);
      await repo.edit('a.ts', [...MINE, 'ai later']);
      await repo.editAndCommit('b.ts', ['me here']);
      await repo.tellsOnDisk('a.ts');
      repo.commit('Later', '-a');
      await repo.tells('a.ts');
    });

    it('are a tool’s where somebody has put more into one of them since', async () => {
      const block = ['def load(path):', '    with open(path) as handle:', '    return data'];
      await repo.editAndCommit('a.ts', MINE);
      repo.stage('a.ts', [...block, ...MINE]);
      await repo.record({ path: 'a.ts', lines: '1-3', tool: 'ai' });
      repo.write('a.ts', [...block.slice(0, 2), '    return list(data)', ...MINE]);
      await repo.record({ path: 'a.ts', lines: '3', by: 'human' });
      repo.commit('Staged');
      assert.equal(await repo.who('a.ts', '--rev', 'HEAD'), 'ai ai ai me me me me me');
      assert.equal(await repo.who('a.ts'), 'ai ai me me me me me me');
      repo.commit('Rest', '-a');
      assert.equal(await repo.who('a.ts', '--rev', 'HEAD'), 'ai ai me me me me me me');
    });

    it('are right with commit -a and --only', async () => {
      await repo.editAndCommit('a.ts', MINE);
      await repo.editAndCommit('b.ts', MINE);
      await repo.edit('a.ts', [...MINE, 'ai a']);
      await repo.edit('b.ts', ['ai2 b', ...MINE]);
      repo.git('add', 'b.ts');
      repo.commit('Only', '--only', 'a.ts');
      await repo.tells('a.ts');
      await repo.tells('b.ts');
      repo.commit('All', '-a');
      await repo.tells('b.ts');
    });
  });

  describe('that is made anew', () => {
    it('are right where an amend adds a tool’s lines above, and deletes some', async () => {
      await repo.editAndCommit('a.ts', MINE);
      await repo.editAndCommit('a.ts', [...MINE, 'ai x', 'ai y', 'by nobody']);
      await repo.edit('a.ts', ['ai2 top', ...MINE, 'ai x', 'ai y', 'by nobody']);
      repo.commit('Above', '-a', '--amend');
      await repo.tells('a.ts');
      await repo.edit('a.ts', ['ai2 top', ...MINE, 'ai y', 'by nobody']);
      repo.commit('Less', '-a', '--amend');
      await repo.tells('a.ts');
    });

    it('are right after a rebase over lines put in front', async () => {
      await repo.editAndCommit('a.ts', MINE);
      repo.git('checkout', '--quiet', '-b', 'work');
      await repo.editAndCommit('a.ts', [...MINE, 'ai x', 'nobody']);
      await repo.editAndCommit('a.ts', [...MINE, 'ai x', 'ai2 y', 'nobody']);
      repo.git('checkout', '--quiet', 'main');
      await repo.editAndCommit('a.ts', ['ai2 front', 'me front', ...MINE]);
      repo.git('checkout', '--quiet', 'work');
      repo.git('rebase', '--quiet', 'main');
      await repo.tells('a.ts', 'HEAD~1');
      await repo.tells('a.ts');
      await repo.tellsOnDisk('a.ts');
    });

    it('are right after commits are reordered, dropped, squashed and fixed up', async () => {
      await repo.editAndCommit('base.ts', MINE);
      await repo.editAndCommit('a.ts', ['ai a1', 'me a2']);
      await repo.editAndCommit('b.ts', ['ai2 b1', 'nobody']);
      await repo.editAndCommit('c.ts', ['ai c1', 'me c2']);
      rebase('1{h;d};2{G}', 'HEAD~3');
      for (const file of ['a.ts', 'b.ts', 'c.ts']) await repo.tells(file);
      rebase('2d', 'HEAD~3');
      await repo.editAndCommit('c.ts', ['ai c1', 'me between', 'me c2']);
      await repo.editAndCommit('c.ts', ['ai c1', 'me between', 'ai2 more', 'me c2']);
      rebase('2s/pick/squash/;3s/pick/fixup/', 'HEAD~3');
      await repo.tells('c.ts');
      await repo.tells('base.ts');
    });

    it('are right where one commit is split into several', async () => {
      await repo.editAndCommit('a.ts', MINE);
      await repo.edit('a.ts', ['ai top', ...MINE, 'ai2 bottom']);
      await repo.edit('b.ts', ['ai b', 'nobody']);
      repo.git('add', '.');
      repo.commit('Both');
      await repo.editAndCommit('c.ts', ['ai c']);
      rebase('1s/pick/edit/', 'HEAD~2');
      repo.git('reset', '--quiet', 'HEAD~1');
      repo.git('add', 'b.ts');
      repo.commit('Second file');
      repo.commit('First file', '-a');
      repo.git('rebase', '--continue');
      for (const file of ['a.ts', 'b.ts', 'c.ts']) await repo.tells(file);
    });

    it('are right after a cherry-pick onto other lines, and one without a commit', async () => {
      await repo.editAndCommit('a.ts', MINE);
      repo.git('checkout', '--quiet', '-b', 'work');
      await repo.editAndCommit('a.ts', [...MINE, 'ai x', 'nobody at all']);
      await repo.editAndCommit('b.ts', ['ai2 picked line', 'me too']);
      repo.git('checkout', '--quiet', 'main');
      await repo.editAndCommit('a.ts', ['me front', ...MINE]);
      repo.git('cherry-pick', 'work~1');
      await repo.tells('a.ts');
      repo.git('cherry-pick', '--no-commit', 'work');
      repo.commit('Picked');
      await repo.tells('b.ts');
    });

    it('are right after a squash merge with one line changed by hand', async () => {
      await repo.editAndCommit('a.ts', MINE);
      repo.git('checkout', '--quiet', '-b', 'work');
      await repo.editAndCommit('a.ts', [...MINE, 'ai x', 'ai y', 'ai z']);
      await repo.editAndCommit('a.ts', ['ai2 w', ...MINE, 'ai x', 'me between', 'ai y', 'ai z']);
      repo.git('checkout', '--quiet', 'main');
      repo.git('merge', '--quiet', '--squash', 'work');
      await repo.edit('a.ts', ['ai2 w', ...MINE, 'ai x', 'me between', 'nobody knows who', 'ai z']);
      repo.git('add', 'a.ts');
      repo.commit('Squashed');
      await repo.tells('a.ts');
    });

    it('are right after a merge whose conflict keeps both sides', async () => {
      await repo.editAndCommit('a.ts', MINE);
      repo.git('checkout', '--quiet', '-b', 'work');
      await repo.editAndCommit('a.ts', [...MINE, 'ai x']);
      repo.git('checkout', '--quiet', 'main');
      await repo.editAndCommit('a.ts', [...MINE, 'me y']);
      assert.equal(repo.try(['merge', '--quiet', 'work']).code, 1);
      await repo.edit('a.ts', [...MINE, 'me y', 'ai x', 'ai2 resolved']);
      repo.git('add', 'a.ts');
      repo.git('commit', '--quiet', '--no-edit');
      await repo.tells('a.ts');
    });

    it('are right after reset soft, mixed and hard', async () => {
      await repo.editAndCommit('a.ts', MINE);
      await repo.editAndCommit('a.ts', [...MINE, 'ai x', 'nobody']);
      await repo.editAndCommit('a.ts', ['ai2 front', ...MINE, 'ai x', 'nobody']);
      const tip = repo.git('rev-parse', 'HEAD').trim();
      repo.git('reset', '--quiet', '--soft', 'HEAD~2');
      repo.commit('Soft');
      await repo.tells('a.ts');
      repo.git('reset', '--quiet', 'HEAD~1');
      repo.commit('Mixed', '-a');
      await repo.tells('a.ts');
      repo.git('reset', '--quiet', '--hard', 'HEAD~1');
      repo.git('checkout', '--quiet', tip, '--', 'a.ts');
      repo.commit('Hard');
      await repo.tells('a.ts');
    });

    it('are right after work was stashed and popped on another branch', async () => {
      await repo.editAndCommit('a.ts', MINE);
      await repo.edit('a.ts', [...MINE, 'ai stashed', 'nobody']);
      repo.git('stash', '--quiet');
      repo.git('checkout', '--quiet', '-b', 'other');
      await repo.editAndCommit('a.ts', ['me front', ...MINE]);
      repo.git('stash', 'pop', '--quiet');
      await repo.tellsOnDisk('a.ts');
      repo.commit('Popped', '-a');
      await repo.tells('a.ts');
    });

    it('come back with the revert of a deletion', async () => {
      await repo.editAndCommit('a.ts', ['ai x', ...MINE, 'ai2 y', 'nobody']);
      await repo.editAndCommit('a.ts', MINE.slice(1));
      repo.git('revert', '--no-edit', 'HEAD');
      await repo.tells('a.ts');
    });

    it('are right after git mv with an edit, with spaces and other letters in the path', async () => {
      await repo.editAndCommit('a b.ts', [...MINE, 'ai x', 'ai y']);
      repo.git('mv', 'a b.ts', 'ä "c" d.ts');
      await repo.edit('ä "c" d.ts', ['ai2 new', ...MINE, 'ai x', 'ai y']);
      repo.git('add', '.');
      repo.commit('Moved');
      await repo.tells('ä "c" d.ts');
      await repo.tellsOnDisk('ä "c" d.ts');
    });

    it('are right for patches that are applied', async () => {
      await repo.editAndCommit('a.ts', MINE);
      await repo.editAndCommit('a.ts', [...MINE, 'ai from patch', 'nobody']);
      const patch = repo.git('format-patch', '--stdout', 'HEAD~1');
      repo.git('reset', '--quiet', '--hard', 'HEAD~1');
      await repo.editAndCommit('a.ts', ['me front', ...MINE]);
      assert.equal(repo.try(['am', '--quiet'], { input: patch }).code, 0);
      await repo.tells('a.ts');
    });

    it('are right after a rebase whose conflicts a person and a tool resolve', async () => {
      await repo.editAndCommit('a.ts', MINE);
      repo.git('checkout', '--quiet', '-b', 'work');
      await repo.editAndCommit('a.ts', ['ai x', ...MINE.slice(1)]);
      await repo.editAndCommit('a.ts', ['ai x', ...MINE.slice(1, 4), 'ai2 y']);
      repo.git('checkout', '--quiet', 'main');
      await repo.editAndCommit('a.ts', ['me other', ...MINE.slice(1, 4), 'me last']);
      repo.git('checkout', '--quiet', 'work');
      assert.equal(repo.try(['rebase', 'main']).code, 1);
      await repo.edit('a.ts', ['me other', 'ai x', 'me by hand', ...MINE.slice(1, 4), 'me last']);
      repo.git('add', 'a.ts');
      assert.equal(repo.try(['rebase', '--continue'], { env: { GIT_EDITOR: EDITOR } }).code, 1);
      await repo.tells('a.ts');
      await repo.edit('a.ts', [
        ...['me other', 'ai x', 'me by hand', ...MINE.slice(1, 4)],
        ...['me last', 'ai2 y', 'ai by tool'],
      ]);
      repo.git('add', 'a.ts');
      assert.equal(repo.try(['rebase', '--continue'], { env: { GIT_EDITOR: EDITOR } }).code, 0);
      await repo.tells('a.ts', 'HEAD~1');
      await repo.tells('a.ts');
    });

    it('are right after pull --rebase, and in a linked work tree', async () => {
      await repo.editAndCommit('a.ts', MINE);
      repo.git('clone', '--quiet', '--bare', '.', folder.at('origin.git'));
      repo.git('remote', 'add', 'origin', folder.at('origin.git'));
      repo.git('fetch', '--quiet', 'origin');
      repo.git('branch', '--quiet', '--set-upstream-to=origin/main');
      repo.git('worktree', 'add', '--quiet', '-b', 'linked', folder.at('linked'));
      const linked = new TellingRepository(folder.at('linked'));
      await linked.editAndCommit('a.ts', ['ai2 in the linked one', ...MINE]);
      linked.git('push', '--quiet', 'origin', 'linked:main');
      await repo.editAndCommit('a.ts', [...MINE, 'ai here', 'nobody']);
      repo.git('pull', '--quiet', '--rebase');
      await repo.tells('a.ts');
      await linked.tells('a.ts', 'main');
    });

    it('are right where stashed work is popped after other work on the same file', async () => {
      await repo.editAndCommit('a.ts', MINE);
      await repo.edit('a.ts', [...MINE, 'ai stashed', 'nobody']);
      repo.git('stash', '--quiet');
      await repo.editAndCommit('a.ts', ['ai2 meanwhile', ...MINE]);
      repo.git('stash', 'pop', '--quiet');
      repo.git('stash', '--quiet');
      repo.git('stash', 'pop', '--quiet');
      repo.commit('Popped', '-a');
      await repo.tells('a.ts');
    });
  });
});
