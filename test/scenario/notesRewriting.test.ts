/** Who wrote which line, through the less common ways of making commits anew. Every line. */
import assert from 'node:assert/strict';
import { parapet } from './parapet';
import { readyRepository } from './readyRepository';
import { TellingRepository } from './tellingLines';

const MINE = ['me one', 'me two', 'me three', 'me four', 'me five'];
const EDITOR = { GIT_EDITOR: 'true' };

describe('the lines of commits made anew', function () {
  // Each is many commits, and the machine may have other things to do.
  this.timeout(240_000);
  const ready = readyRepository();

  function rebase(repo: TellingRepository, sed: string, ...args: string[]): void {
    const env = { ...EDITOR, GIT_SEQUENCE_EDITOR: `sed -i -e '${sed}'` };
    const { code, err } = repo.try(['rebase', '--quiet', '-i', ...args], { env });
    assert.equal(code, 0, err);
  }

  /** `main` with a file, and a branch `work` that is checked out. */
  async function branch(repo: TellingRepository): Promise<void> {
    await repo.editAndCommit('a.ts', MINE);
    repo.git('checkout', '--quiet', '-b', 'work');
  }

  describe('by a rebase', () => {
    it('are right with --fixup and --autosquash, --onto, and merges kept', async () => {
      const { repo } = ready;
      await branch(repo);
      await repo.editAndCommit('b.ts', ['ai b one', 'me b two']);
      await repo.editAndCommit('c.ts', ['ai2 c']);
      await repo.edit('b.ts', ['ai b one', 'ai b between', 'me b two', 'nobody']);
      repo.commit('Fix', '-a', '--fixup=HEAD~1');
      rebase(repo, '', '--autosquash', 'main');
      for (const file of ['a.ts', 'b.ts', 'c.ts']) await repo.tells(file);
      repo.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
      await repo.editAndCommit('d.ts', ['ai d', 'nobody']);
      repo.git('checkout', '--quiet', 'work');
      repo.git('merge', '--quiet', '--no-edit', 'side');
      repo.git('checkout', '--quiet', 'main');
      await repo.editAndCommit('a.ts', ['ai2 front', ...MINE]);
      repo.git('rebase', '--quiet', '--rebase-merges', 'main', 'work');
      for (const file of ['a.ts', 'b.ts', 'c.ts', 'd.ts']) await repo.tells(file);
      repo.git('rebase', '--quiet', '--onto', 'main~1', 'main', 'work');
      for (const file of ['a.ts', 'b.ts', 'c.ts', 'd.ts']) await repo.tells(file);
    });

    it('are right where it runs a formatter, and where it pauses for a commit', async () => {
      const { repo } = ready;
      await branch(repo);
      await repo.editAndCommit('b.ts', ['ai b one', 'me b two']);
      await repo.editAndCommit('c.ts', ['ai2 c', 'nobody']);
      rebase(repo, '1a exec sed -i s/^/\\\\ \\\\ / b.ts && git commit -qa --amend --no-edit', 'main');
      for (const file of ['b.ts', 'c.ts']) await repo.tells(file);
      rebase(repo, '1a break', 'main');
      await repo.edit('d.ts', ['ai during', 'me during', 'nobody']);
      repo.git('add', '.');
      repo.commit('During');
      repo.git('rebase', '--continue');
      for (const file of ['b.ts', 'c.ts', 'd.ts']) await repo.tells(file);
    });

    it('are right where one file of one commit is split in two', async () => {
      const { repo } = ready;
      const middle = Array.from({ length: 12 }, (_, i) => `me line ${i}`);
      await repo.editAndCommit('a.ts', middle);
      await repo.editAndCommit('a.ts', ['ai top', 'nobody', ...middle, 'me below', 'ai2 bottom']);
      rebase(repo, '1s/pick/edit/', 'HEAD~1');
      repo.git('reset', '--quiet', 'HEAD~1');
      assert.equal(repo.try(['add', '-p'], { input: 'y\nn\n' }).code, 0);
      repo.commit('Top');
      await repo.edit('a.ts', ['ai top', 'nobody', ...middle, 'me below', 'ai2 bottom', 'ai while at it']);
      repo.commit('Bottom', '-a');
      repo.git('rebase', '--continue');
      await repo.tells('a.ts', 'HEAD~1');
      await repo.tells('a.ts');
    });

    it('are right where a conflict brings back what upstream has taken away', async () => {
      const { repo } = ready;
      await repo.editAndCommit('b.ts', ['me elsewhere']);
      const whole = ['ai x', 'nobody knows', 'me y', 'ai2 z'];
      await repo.editAndCommit('a.ts', whole);
      repo.git('checkout', '--quiet', '-b', 'work');
      await repo.editAndCommit('a.ts', ['ai x', 'ai more', 'nobody else', ...whole.slice(1)]);
      repo.git('checkout', '--quiet', 'main');
      repo.git('revert', '--no-edit', 'HEAD');
      await repo.editAndCommit('a.ts', ['me now']);
      repo.git('checkout', '--quiet', 'work');
      assert.equal(repo.try(['rebase', 'main']).code, 1);
      await repo.edit('a.ts', ['me now', 'ai x', 'ai more', 'nobody else', ...whole.slice(1)], {
        record: false,
      });
      repo.git('add', 'a.ts');
      assert.equal(repo.try(['rebase', '--continue'], { env: EDITOR }).code, 0);
      await repo.tells('a.ts');
    });

    it('are right where the file has another name upstream, and where it is picked from there', async () => {
      const { repo } = ready;
      await branch(repo);
      await repo.editAndCommit('a.ts', [...MINE, 'ai on the branch', 'nobody']);
      repo.git('checkout', '--quiet', 'main');
      repo.git('mv', 'a.ts', 'z.ts');
      await repo.editAndCommit('z.ts', ['me upstream', ...MINE]);
      repo.git('checkout', '--quiet', '-b', 'picked');
      repo.git('cherry-pick', 'work');
      await repo.tells('z.ts');
      repo.git('checkout', '--quiet', 'work');
      repo.git('rebase', '--quiet', 'main');
      await repo.tells('z.ts');
    });

    for (const mode of ['concatenate', 'overwrite', 'cat_sort_uniq']) {
      it(`are right where git is told to copy notes as well, and to ${mode} them`, async () => {
        const { repo } = ready;
        repo.git('config', 'notes.rewriteRef', 'refs/notes/*');
        repo.git('config', 'notes.rewriteMode', mode);
        await branch(repo);
        await repo.edit('a.ts', ['ai on top', ...MINE, 'me amended', 'nobody']);
        repo.commit('Amended', '-a', '--amend');
        await repo.tells('a.ts');
        await repo.editAndCommit('a.ts', ['ai on top', ...MINE, 'me amended', 'nobody', 'ai2 at the end']);
        repo.git('checkout', '--quiet', '-b', 'other', 'HEAD~1');
        await repo.editAndCommit('a.ts', ['me first', 'me second', ...MINE, 'me amended', 'nobody']);
        repo.git('rebase', '--quiet', 'other', 'work');
        await repo.tells('a.ts');
        await repo.tells('a.ts', 'HEAD~1');
      });
    }

    it('have all that another tool noted of them, and go along where upstream changed their file', async () => {
      const { repo } = ready;
      await branch(repo);
      await repo.editAndCommit('b.ts', ['ai b one', 'me b two', 'nobody']);
      await repo.edit('c.ts', ['nobody', 'ai2 c']);
      repo.git('add', 'c.ts');
      await repo.editAndCommit('a.ts', [...MINE, 'ai end']);
      const noted = (rev: string): [string, Record<string, unknown>] => {
        const [lines = '', json = ''] = repo.git('notes', '--ref=ai', 'show', rev).split('---\n');
        return [lines, JSON.parse(json) as Record<string, unknown>];
      };
      const theirs: [string, Record<string, unknown>][] = [];
      for (const rev of ['HEAD~1', 'HEAD']) {
        const [lines, metadata] = noted(rev);
        const more = { ...metadata, prompts: { p: { messages: ['why'] } }, theirs: rev };
        const note = `${lines}---\n${JSON.stringify(more)}`;
        repo.git('notes', '--ref=ai', 'add', '--force', '--message', note, rev);
        theirs.push([lines, more]);
      }
      repo.git('checkout', '--quiet', 'main');
      await repo.editAndCommit('a.ts', ['ai2 front', ...MINE]);
      repo.git('rebase', '--quiet', 'main', 'work');
      const [first, second] = ['HEAD~1', 'HEAD'].map(noted);
      const [asItWas, inPart] = theirs.map(([lines, metadata], i) => {
        const id = repo.git('rev-parse', `HEAD~${1 - i}`).trim();
        return [lines, { ...metadata, base_commit_sha: id }] as const;
      });
      assert.deepEqual(first, asItWas);
      assert.deepEqual(second?.[1], inPart?.[1]);
      assert.equal(second?.[0].replaceAll(/^ {2}\S+/gm, ''), 'c.ts\n 2\na.ts\n 7\n');
      for (const file of ['a.ts', 'b.ts', 'c.ts']) await repo.tells(file);
    });

    it('are nobody’s, after it, where they read like those of a commit that it stood at', async () => {
      const { repo } = ready;
      repo.stage('a.ts', ['the same line']);
      await repo.record({ path: 'a.ts', lines: '1' });
      repo.commit('By a tool');
      // As git leaves it where the last commit is squashed.
      repo.git('update-ref', '--no-deref', 'REBASE_HEAD', 'HEAD');
      repo.stage('b.ts', ['the same line', 'and one more']);
      repo.commit('By nobody');
      const classes = (await repo.blame('b.ts', '--rev', 'HEAD')).map((line) => line.class);
      assert.deepEqual(classes, ['unknown', 'unknown']);
    });

    it('are found again where it was quit halfway', async () => {
      const { repo } = ready;
      await branch(repo);
      await repo.editAndCommit('b.ts', ['ai b of it', 'me b']);
      await repo.editAndCommit('c.ts', ['ai c of it']);
      rebase(repo, '1s/pick/reword/;1a break', 'main');
      repo.git('rebase', '--quit');
      await repo.tells('b.ts');
    });
  });

  describe('by a pick or a revert', () => {
    it('are right for several with -x, for a merge, and after a conflict', async () => {
      const { repo } = ready;
      await branch(repo);
      await repo.editAndCommit('b.ts', ['ai b', 'nobody']);
      await repo.editAndCommit('b.ts', ['ai b', 'me b', 'nobody', 'ai2 end']);
      repo.git('checkout', '--quiet', '-b', 'side', 'main');
      await repo.editAndCommit('d.ts', ['ai d', 'me d']);
      repo.git('checkout', '--quiet', 'work');
      repo.git('merge', '--quiet', '--no-edit', 'side');
      repo.git('checkout', '--quiet', '-b', 'picks', 'main');
      await repo.editAndCommit('a.ts', ['ai2 front', ...MINE]);
      repo.git('cherry-pick', '-x', 'work~2', 'work~1');
      await repo.tells('b.ts', 'HEAD~1');
      await repo.tells('b.ts');
      repo.git('cherry-pick', '-m', '1', 'work');
      await repo.tells('d.ts');
      repo.git('checkout', '--quiet', 'main');
      await repo.editAndCommit('b.ts', ['me another b']);
      assert.equal(repo.try(['cherry-pick', 'work~2']).code, 1);
      await repo.edit('b.ts', ['me another b', 'ai b', 'nobody', 'ai2 resolved']);
      repo.git('add', '.');
      assert.equal(repo.try(['cherry-pick', '--continue'], { env: EDITOR }).code, 0);
      await repo.tells('b.ts');
    });

    it('are right for the revert of a revert, and of a merge', async () => {
      const { repo } = ready;
      await branch(repo);
      await repo.editAndCommit('a.ts', ['ai x', ...MINE, 'nobody', 'ai2 y']);
      repo.git('revert', '--no-edit', 'HEAD');
      await repo.tells('a.ts');
      repo.git('revert', '--no-edit', 'HEAD');
      await repo.tells('a.ts');
      repo.git('checkout', '--quiet', 'main');
      repo.git('merge', '--quiet', '--no-ff', '--no-edit', 'work');
      await repo.tells('a.ts');
      repo.git('revert', '--no-edit', '-m', '1', 'HEAD');
      await repo.tells('a.ts');
      repo.git('revert', '--no-edit', 'HEAD');
      await repo.tells('a.ts');
    });
  });

  describe('by a merge', () => {
    it('are right with three parents, with conflicts in two files, and where one side is dropped', async () => {
      const { repo } = ready;
      await branch(repo);
      await repo.editAndCommit('a.ts', [...MINE, 'ai x']);
      await repo.editAndCommit('b.ts', ['ai b']);
      for (const name of ['one', 'two']) {
        repo.git('checkout', '--quiet', '-b', name, 'main');
        await repo.editAndCommit(`${name}.ts`, [`ai of ${name}`, `me of ${name}`]);
      }
      repo.git('checkout', '--quiet', 'main');
      repo.git('merge', '--quiet', '--no-edit', 'one', 'two');
      for (const file of ['a.ts', 'one.ts', 'two.ts']) await repo.tells(file);
      await repo.editAndCommit('a.ts', [...MINE, 'me y']);
      await repo.editAndCommit('b.ts', ['me b', 'nobody']);
      assert.equal(repo.try(['merge', '--quiet', 'work']).code, 1);
      await repo.edit('a.ts', [...MINE, 'ai x', 'by nobody in between', 'me y']);
      await repo.edit('b.ts', ['ai b', 'ai2 resolved', 'nobody']);
      repo.git('add', '.');
      repo.git('commit', '--quiet', '--no-edit');
      for (const file of ['a.ts', 'b.ts']) await repo.tells(file);
      repo.git('checkout', '--quiet', 'work');
      await repo.editAndCommit('b.ts', ['ai b', 'ai2 dropped']);
      repo.git('checkout', '--quiet', 'main');
      repo.git('merge', '--quiet', '--no-edit', '-s', 'ours', 'work');
      await repo.tells('b.ts');
    });

    it('are found again for a squash by a forge in a fresh clone that fetched the notes', async () => {
      const { repo, at } = { repo: ready.repo, at: (name: string) => ready.at(name) };
      await branch(repo);
      const block = ['ai x of the block', 'nobody', 'me the end of it'];
      await repo.editAndCommit('a.ts', [...MINE, ...block]);
      await repo.editAndCommit('b.ts', ['ai2 b of the block', 'me b']);
      await repo.editAndCommit('a.ts', [...MINE, ...block.toSpliced(1, 0, 'ai2 within what came before')]);
      repo.git('clone', '--quiet', '--bare', '.', at('forge.git'));
      repo.git('push', '--quiet', at('forge.git'), 'refs/notes/ai');
      const forge = new TellingRepository(at('forge.git'));
      const env = {
        GIT_AUTHOR_NAME: 'F',
        GIT_AUTHOR_EMAIL: 'f@x',
        GIT_COMMITTER_NAME: 'F',
        GIT_COMMITTER_EMAIL: 'f@x',
      };
      const squash = ['commit-tree', 'work^{tree}', '-p', 'main', '-m', 'Squashed (#1)'];
      const { out } = forge.try(squash, { env });
      forge.git('update-ref', 'refs/heads/main', out.trim());
      repo.git('clone', '--quiet', '--branch', 'main', at('forge.git'), at('ci'));
      const ci = new TellingRepository(at('ci'));
      ci.git('config', 'user.name', 'CI');
      ci.git('fetch', '--quiet', 'origin', 'refs/notes/ai:refs/notes/ai');
      const { code, err } = await parapet(ci.path, ['notes', 'repair', 'HEAD~1..HEAD']);
      assert.deepEqual([code, err], [0, '']);
      for (const file of ['a.ts', 'b.ts']) await ci.tells(file);
    });
  });

  describe('by other ways', () => {
    it('are right where work is put back and committed or typed once more', async () => {
      const { repo } = ready;
      await branch(repo);
      await repo.editAndCommit('a.ts', [...MINE, 'ai x', 'nobody']);
      repo.git('reset', '--quiet', '--soft', 'HEAD~1');
      await repo.edit('a.ts', [...MINE, 'ai x', 'nobody', 'ai2 y']);
      repo.commit('Again', '-a');
      await repo.tells('a.ts');
      repo.git('commit', '--quiet', '--amend', '--no-edit', '--author', 'Other <o@x>');
      await repo.tells('a.ts');
      repo.git('reset', '--quiet', '--hard', 'HEAD~1');
      repo.write('a.ts', [...MINE, 'ai x', 'typed']);
      await repo.record({ path: 'a.ts', lines: '6-7', by: 'human' });
      repo.commit('Typed', '-a');
      assert.equal(await repo.who('a.ts'), 'me me me me me me me');
    });

    it('are nobody’s where a tool reports a whole file with what was committed before, which is amended or squashed', async () => {
      const { repo } = ready;
      await branch(repo);
      let typed = ['typed by nobody', 'that is known', ...MINE];
      const commitTyped = (): void => {
        repo.write('a.ts', typed);
        repo.commit('Typed', '-a');
      };
      const writeAll = async (): Promise<void> => {
        repo.write('a.ts', [...typed, 'ai at the end']);
        await repo.record({ path: 'a.ts', lines: `1-${typed.length + 1}`, tool: 'ai' });
      };
      commitTyped();
      await writeAll();
      repo.git('commit', '--quiet', '--all', '--amend', '--no-edit');
      await repo.tells('a.ts');
      repo.git('reset', '--quiet', '--soft', 'main');
      repo.commit('Once more');
      await repo.tells('a.ts');
      repo.git('reset', '--quiet', '--hard', 'main');
      typed = ['other lines of nobody', 'who typed them there', ...MINE];
      commitTyped();
      await writeAll();
      repo.commit('All of it', '-a');
      await repo.tells('a.ts');
      repo.git('branch', 'both');
      rebase(repo, '2s/pick/squash/', 'main');
      await repo.tells('a.ts');
      repo.git('checkout', '--quiet', 'main');
      repo.git('merge', '--quiet', '--squash', 'both');
      repo.commit('Both');
      await repo.tells('a.ts');
    });

    it('are right for patches put on the files or the index, and a switch that takes work along', async () => {
      const { repo } = ready;
      await branch(repo);
      await repo.editAndCommit('a.ts', [...MINE, 'ai from a patch', 'nobody']);
      const patch = repo.git('diff', 'HEAD~1');
      repo.git('reset', '--quiet', '--hard', 'HEAD~1');
      assert.equal(repo.try(['apply', '--index'], { input: patch }).code, 0);
      repo.commit('Applied');
      await repo.tells('a.ts');
      repo.git('reset', '--quiet', '--hard', 'HEAD~1');
      await repo.editAndCommit('a.ts', ['me front', ...MINE]);
      assert.equal(repo.try(['apply', '-3'], { input: patch }).code, 0);
      repo.commit('Applied elsewhere', '-a');
      await repo.tells('a.ts');
      await repo.edit('b.ts', ['ai taken along', 'nobody']);
      await repo.edit('a.ts', ['me front', ...MINE, 'ai from a patch', 'nobody', 'ai2 taken along']);
      assert.equal(repo.try(['switch', '--quiet', '-m', 'main']).code, 0);
      await repo.edit('a.ts', [...MINE, 'ai2 taken along']);
      repo.git('add', '.');
      repo.commit('On the other branch');
      for (const file of ['a.ts', 'b.ts']) await repo.tells(file);
    });

    it('are right without a branch, in several work trees, and with packed notes and objects', async () => {
      const { repo } = ready;
      await branch(repo);
      repo.git('checkout', '--quiet', '--detach');
      await repo.editAndCommit('a.ts', [...MINE, 'ai detached', 'nobody']);
      repo.git('checkout', '--quiet', '-b', 'kept');
      repo.git('pack-refs', '--all');
      repo.git('gc', '--quiet', '--prune=now');
      await repo.editAndCommit('a.ts', [...MINE, 'ai detached', 'nobody', 'ai2 packed']);
      repo.git('worktree', 'add', '--quiet', '-b', 'tree', ready.at('tree'), 'main');
      const tree = new TellingRepository(ready.at('tree'));
      await tree.editAndCommit('a.ts', ['ai2 in the tree', ...MINE]);
      await tree.edit('b.ts', ['ai b', 'me b', 'nobody']);
      await repo.editAndCommit('c.ts', ['me c', 'ai c']);
      tree.git('add', '.');
      tree.commit('In the tree');
      tree.git('cherry-pick', 'kept~3..kept');
      await tree.tells('a.ts');
      await tree.tells('b.ts');
      repo.git('merge', '--quiet', '--no-edit', 'tree');
      for (const file of ['a.ts', 'b.ts', 'c.ts']) await repo.tells(file);
    });

    it('are found again where no hook ran: commit-tree, other tools, a history rewritten whole', async () => {
      const { repo } = ready;
      await branch(repo);
      await repo.edit('a.ts', [...MINE, 'ai without hooks']);
      repo.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-am', 'Bare');
      await repo.tells('a.ts');
      await repo.editAndCommit('b.ts', ['ai x of the block', 'nobody', 'me y']);
      const made = repo.git('commit-tree', 'work^{tree}', '-p', 'main', '-m', 'Made').trim();
      repo.git('update-ref', 'refs/heads/made', made);
      await repo.tells('b.ts', 'made');
      const env = { FILTER_BRANCH_SQUELCH_WARNING: '1' };
      const rewrite = ['filter-branch', '--msg-filter', 'sed s/^/New:/', 'main..work'];
      const { code, err } = repo.try(rewrite, { env });
      assert.equal(code, 0, err);
      for (const file of ['a.ts', 'b.ts']) await repo.tells(file);
    });

    it('are found again where no hook ran: a forge’s rebase of short lines, a history with other paths', async () => {
      const { repo } = ready;
      await repo.editAndCommit('lib/a.ts', MINE);
      repo.git('checkout', '--quiet', '-b', 'work');
      await repo.editAndCommit('lib/a.ts', [...MINE, 'ai x']);
      await repo.editAndCommit('lib/a.ts', ['me y', ...MINE, 'ai x']);
      repo.git('checkout', '--quiet', 'main');
      await repo.editAndCommit('lib/a.ts', [...MINE.slice(0, 2), 'ai2 z', ...MINE.slice(2)]);
      repo.git('-c', 'core.hooksPath=/dev/null', 'rebase', '--quiet', 'main', 'work');
      await repo.tells('lib/a.ts');
      const env = { FILTER_BRANCH_SQUELCH_WARNING: '1' };
      const { code, err } = repo.try(['filter-branch', '--subdirectory-filter', 'lib', 'work'], { env });
      assert.equal(code, 0, err);
      await repo.tells('a.ts');
      await repo.editAndCommit('b.ts', ['me b']);
      await repo.tells('a.ts');
    });
  });
});
