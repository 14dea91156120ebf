/** Who wrote which line where git puts it into a file that has another name by then. Every line. */
import assert from 'node:assert/strict';
import { readyRepository } from './readyRepository';
import type { TellingRepository } from './tellingLines';

const LINE = 'logs the same line everywhere(request);';
const FILES = { a: 'ai', b: 'me', c: 'nobody' };

const mineIn = (name: string): string[] => [1, 2, 3, 4, 5, 6].map((i) => `me ${i} of ${name}`);

describe('the lines that git puts into a file of another name', function () {
  // Each is many commits, and the machine may have other things to do.
  this.timeout(240_000);
  const ready = readyRepository();

  /** Three files of a folder that is called otherwise on `main` by now, and `work`, where all get a line that reads alike. */
  async function branches(repo: TellingRepository): Promise<void> {
    for (const name of Object.keys(FILES)) await repo.editAndCommit(`old/${name}.ts`, mineIn(name));
    repo.git('checkout', '--quiet', '-b', 'work');
    for (const [name, who] of Object.entries(FILES)) {
      const path = `old/${name}.ts`;
      repo.write(path, [LINE, ...mineIn(name)]);
      if (who === 'ai') await repo.record({ path, lines: '1', tool: 'ai' });
      if (who === 'me') await repo.record({ path, lines: '1', by: 'human' });
    }
    repo.commit('Alike', '-a');
    repo.git('checkout', '--quiet', 'main');
    repo.git('mv', 'old', 'new');
    for (const name of Object.keys(FILES)) await repo.edit(`new/${name}.ts`, [...mineIn(name), 'ai2 after']);
    repo.commit('Moved', '-a');
  }

  const WAYS: { readonly [way: string]: (repo: TellingRepository) => void } = {
    'are picked': (repo) => repo.git('cherry-pick', 'work'),
    'are rebased': (repo) => repo.git('rebase', '--quiet', 'main', 'work'),
    'come as patches': (repo) => {
      const input = repo.git('format-patch', '-1', '--stdout', 'work');
      assert.equal(repo.try(['am', '--quiet', '--3way'], { input }).code, 0);
    },
    'are squashed': (repo) => {
      repo.git('merge', '--quiet', '--squash', 'work');
      repo.commit('Squashed');
    },
  };
  for (const [way, go] of Object.entries(WAYS)) {
    it(`are each file’s own where they ${way} and read alike`, async () => {
      const { repo } = ready;
      await branches(repo);
      go(repo);
      assert.equal(await repo.who('new/a.ts', '--rev', 'HEAD'), 'ai me me me me me me ai2');
      assert.equal(await repo.who('new/b.ts', '--rev', 'HEAD'), 'me me me me me me me ai2');
      assert.equal(await repo.who('new/c.ts', '--rev', 'HEAD'), '- me me me me me me ai2');
    });
  }

  it('are whose they were where the revert of a deletion brings them back', async () => {
    const { repo } = ready;
    const all = ['me one', 'me two', 'ai three', 'nobody', 'ai2 five', 'me six', 'me seven', 'me eight'];
    const left = all.filter((line) => line !== 'ai three' && line !== 'nobody' && line !== 'ai2 five');
    await repo.editAndCommit('a.ts', all);
    await repo.editAndCommit('a.ts', left);
    repo.git('mv', 'a.ts', 'z.ts');
    await repo.editAndCommit('z.ts', ['ai2 in front', ...left]);
    repo.git('revert', '--no-edit', 'HEAD~1');
    assert.equal(repo.read('z.ts'), ['ai2 in front', ...all, ''].join('\n'));
    await repo.tells('z.ts');
  });

  it('are whose they were before the commits that a reset undoes are made again', async () => {
    const { repo } = ready;
    await repo.editAndCommit('a.ts', mineIn('a'));
    await repo.editAndCommit('a.ts', [
      ...mineIn('a').slice(0, 3),
      'ai one',
      'ai two',
      ...mineIn('a').slice(3),
    ]);
    repo.git('mv', 'a.ts', 'z.ts');
    repo.commit('Moved', '-a');
    repo.git('reset', '--quiet', '--soft', 'HEAD~2');
    assert.equal(await repo.who('z.ts'), 'me me me ai ai me me me');
    repo.commit('Again');
    await repo.tells('z.ts');
  });
});
