/** Who wrote which line of a branch that came with a fetch, whatever is done with it first. Every line. */
import assert from 'node:assert/strict';
import { readyRepository } from './readyRepository';
import { TellingRepository } from './tellingLines';

const MINE = ['me one', 'me two', 'me three'];
const FIRST = [...MINE, 'ai on the branch', 'nobody'];
const SECOND = [...MINE, 'ai on the branch', 'me between', 'nobody', 'ai2 at the end'];

describe('the lines of a branch that was fetched', function () {
  // Each is many commits, and the machine may have other things to do.
  this.timeout(240_000);
  const ready = readyRepository();

  /** A clone with hooks that has fetched a branch of two commits, and its notes, and has looked at neither. */
  async function fetched(): Promise<TellingRepository> {
    const { repo } = ready;
    await repo.editAndCommit('a.ts', MINE);
    repo.git('clone', '--quiet', '--bare', '.', ready.at('server'));
    repo.git('clone', '--quiet', ready.at('server'), ready.at('clone'));
    const clone = await new TellingRepository(ready.at('clone')).install();
    clone.git('config', 'user.name', 'Colleague');
    clone.git('config', 'user.email', 'colleague@example.com');
    repo.git('checkout', '--quiet', '-b', 'work');
    await repo.editAndCommit('a.ts', FIRST);
    await repo.editAndCommit('a.ts', SECOND);
    repo.git('push', '--quiet', ready.at('server'), 'work', 'refs/notes/ai');
    clone.git('fetch', '--quiet');
    return clone;
  }

  it('are right when it is looked at, amended, and committed to', async () => {
    const clone = await fetched();
    await clone.tells('a.ts', 'origin/work');
    clone.git('switch', '--quiet', 'work');
    clone.git('commit', '--quiet', '--amend', '--message', 'Another word for it');
    await clone.tells('a.ts');
    await clone.editAndCommit('a.ts', ['ai in front', ...SECOND]);
  });

  it('are right when it is rebased before anything else is done', async () => {
    const clone = await fetched();
    clone.write('a.ts', ['nobody in front', ...MINE]);
    // Without hooks, which would take the notes in.
    clone.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-a', '-m', 'In front');
    clone.git('switch', '--quiet', 'work');
    clone.git('rebase', '--quiet', 'main');
    for (const rev of ['HEAD~1', 'HEAD']) await clone.tells('a.ts', rev);
  });

  it('are right when a file of it is taken over, and more is typed', async () => {
    const clone = await fetched();
    clone.git('checkout', 'origin/work', '--', 'a.ts');
    await clone.edit('a.ts', ['me in front', ...SECOND, 'ai behind it']);
    clone.commit('Taken over', '-a');
    await clone.tells('a.ts');
    clone.git('reset', '--quiet', '--hard', 'HEAD~1');
    await clone.editAndCommit('a.ts', FIRST.slice(0, 4));
    clone.git('checkout', 'origin/work', '--', 'a.ts');
    clone.commit('Taken over in its place');
    await clone.tells('a.ts');
  });

  it('are right when all of it is put into one commit, or merged with a conflict', async () => {
    const clone = await fetched();
    clone.git('merge', '--quiet', '--squash', 'origin/work');
    clone.commit('All of it');
    await clone.tells('a.ts');
    clone.git('reset', '--quiet', '--hard', 'HEAD~1');
    await clone.editAndCommit('a.ts', [...MINE, 'me in conflict']);
    assert.equal(clone.try(['merge', 'origin/work']).code, 1);
    await clone.edit('a.ts', [...SECOND, 'me in conflict', 'ai resolved'], { record: false });
    await clone.record({ path: 'a.ts', lines: '9', tool: 'ai' });
    clone.git('add', '.');
    clone.git('commit', '--quiet', '--no-edit');
    await clone.tells('a.ts');
  });
});
