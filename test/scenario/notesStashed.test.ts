/** Who wrote which line of work that was put away with `git stash` and got out again. Every line. */
import assert from 'node:assert/strict';
import { readyRepository } from './readyRepository';

const MINE = ['me one', 'me two', 'me three', 'me four', 'me five'];

describe('the lines of stashed work', function () {
  // Each is many commits, and the machine may have other things to do.
  this.timeout(240_000);
  const ready = readyRepository();

  it('are right when it is popped late, with a conflict, in part, kept, on a branch', async () => {
    const { repo } = ready;
    await repo.editAndCommit('a.ts', MINE);
    await repo.editAndCommit('b.ts', MINE);
    await repo.edit('a.ts', [...MINE, 'ai stashed', 'nobody']);
    await repo.edit('b.ts', ['ai2 stays', ...MINE]);
    repo.git('stash', 'push', '--quiet', '--', 'a.ts');
    await repo.tellsOnDisk('b.ts');
    const front: string[] = [];
    for (let i = 0; i < 5; i++) {
      front.push(i % 2 ? `ai2 front ${i}` : `me front ${i}`);
      await repo.editAndCommit('a.ts', [...front, ...MINE]);
    }
    repo.git('stash', 'pop', '--quiet');
    await repo.tellsOnDisk('a.ts');
    repo.commit('Popped', '-a');
    for (const file of ['a.ts', 'b.ts']) await repo.tells(file);
    const now = [...front, ...MINE, 'ai stashed', 'nobody'];
    await repo.edit('a.ts', [...now, 'ai in conflict']);
    repo.git('stash', '--quiet', '--include-untracked');
    await repo.editAndCommit('a.ts', [...now, 'me in conflict']);
    assert.equal(repo.try(['stash', 'pop', '--quiet']).code, 1);
    await repo.edit('a.ts', [...now, 'me in conflict', 'ai in conflict', 'me resolved']);
    repo.git('add', '.');
    repo.commit('Resolved');
    await repo.tells('a.ts');
    await repo.edit('b.ts', ['ai2 stays', ...MINE, 'ai on a branch']);
    repo.git('stash', '--quiet', '--keep-index');
    await repo.editAndCommit('c.ts', ['ai c']);
    repo.git('stash', 'branch', 'stashed');
    repo.commit('On a branch', '-a');
    await repo.tells('b.ts');
  });

  it('are right where other work was recorded meanwhile, and a tool reports the whole file once they are back', async () => {
    const { repo } = ready;
    const front = ['me one long line', 'me two long line', 'me three of them'];
    const work = ['me stashed a line', 'ai2 stashed another', 'me ends it'];
    await repo.editAndCommit('a.ts', [...front, 'me end']);
    const ways = [
      // Of that nothing is in the record of where `HEAD` has been: it comes before those that are.
      { command: 'pop', paths: ['--', 'a.ts'] },
      { command: 'pop', paths: [] },
      { command: 'apply', paths: [] },
    ];
    for (const { command, paths } of ways) {
      await repo.edit('a.ts', [...front, ...work, 'me end']);
      repo.git('stash', 'push', '--quiet', ...paths);
      await repo.editAndCommit('a.ts', [...front, 'ai came meanwhile', 'me end']);
      // With a conflict, of which both sides are kept.
      assert.equal(repo.try(['stash', command, '--quiet']).code, 1);
      const lines = [...front, 'ai came meanwhile', ...work, 'me end', 'ai adds to it'];
      repo.write('a.ts', lines);
      await repo.record({ path: 'a.ts', lines: `1-${lines.length}`, tool: 'ai', model: 'm-1' });
      assert.equal(await repo.who('a.ts'), 'me me me ai me ai2 me me ai');
      repo.commit('Both', '-a');
      assert.equal(await repo.who('a.ts', '--rev', 'HEAD'), 'me me me ai me ai2 me me ai');
      repo.git('stash', 'clear');
      repo.git('reset', '--quiet', '--hard', 'HEAD~2');
    }
  });

  it('are right where a formatter ran unseen before, and both sides of the conflict are kept', async () => {
    const { repo } = ready;
    const common = ['me begins the file', 'ai goes on with it', 'me ends the file'];
    await repo.editAndCommit('a.ts', common);
    const work = [
      'me begins the file',
      'ai puts this in',
      'nobody knows',
      ...common.slice(1),
      'me adds this',
    ];
    await repo.edit('a.ts', work);
    const formatted = work.map((line, i) => (i % 2 === 0 ? `  ${line}` : line));
    await repo.edit('a.ts', formatted, { record: false });
    await repo.tellsOnDisk('a.ts');
    repo.git('stash', '--quiet');
    const meanwhile = [...common, 'ai2 comes in between'];
    await repo.editAndCommit('a.ts', meanwhile);
    assert.equal(repo.try(['stash', 'pop', '--quiet']).code, 1);
    await repo.edit('a.ts', [...meanwhile, ...formatted], { record: false });
    await repo.tellsOnDisk('a.ts');
    repo.commit('Both', '-a');
    await repo.tells('a.ts');
  });

  it('are right where they conflict with what nobody reported, and both sides are kept', async () => {
    const { repo } = ready;
    const lines = ['ai writes the first line', 'ai writes one more', 'me adds a third'];
    await repo.editAndCommit('a.ts', lines);
    const formatted = lines.slice(0, 2).map((line) => `  ${line}`);
    await repo.edit('a.ts', [...formatted, ...lines.slice(2)], { record: false });
    repo.git('stash', '--quiet');
    const meanwhile = [...lines.slice(0, 2), 'from elsewhere', 'and more of it'];
    await repo.edit('a.ts', [...meanwhile, ...lines.slice(2)], { record: false });
    repo.commit('From elsewhere', '-a');
    await repo.tells('a.ts');
    assert.equal(repo.try(['stash', 'pop', '--quiet']).code, 1);
    await repo.edit('a.ts', [...meanwhile, ...formatted, ...lines.slice(2)], { record: false });
    await repo.tellsOnDisk('a.ts');
    repo.commit('Both', '-a');
    await repo.tells('a.ts');
  });

  it('are right where what came meanwhile reads like a line of theirs', async () => {
    const { repo } = ready;
    await repo.editAndCommit('a.ts', MINE);
    const alike = 'ai ends the block';
    await repo.edit('a.ts', [alike, ...MINE.slice(1)]);
    repo.git('stash', '--quiet');
    const meanwhile = [...MINE, 'ai one more', alike];
    await repo.edit('a.ts', meanwhile);
    await repo.record({ path: 'a.ts', lines: '6-7', tool: 'ai' });
    repo.commit('Meanwhile', '-a');
    repo.git('stash', 'pop', '--quiet');
    assert.deepEqual(repo.read('a.ts').split('\n').slice(0, -1), [alike, ...meanwhile.slice(1)]);
    await repo.tellsOnDisk('a.ts');
    repo.commit('Popped', '-a');
    await repo.tells('a.ts');
  });

  it('are right where two of them are alike and nobody reported those beside them', async () => {
    const { repo } = ready;
    const alike = 'ai returns early;';
    const ends = ['me ends the block', 'me ends the file'];
    await repo.editAndCommit('a.ts', ['me begins', ...ends]);
    repo.write('a.ts', ['me begins', alike, alike, ...ends]);
    await repo.record({ path: 'a.ts', lines: '2-3', tool: 'ai' });
    repo.write('a.ts', ['me begins', alike, alike, 'unreported', 'as well']);
    repo.git('stash', '--quiet');
    const meanwhile = ['me begins', ...ends, 'nobody'];
    await repo.editAndCommit('a.ts', meanwhile);
    assert.equal(repo.try(['stash', 'pop', '--quiet']).code, 1);
    repo.write('a.ts', [...meanwhile, alike, alike, 'unreported', 'as well']);
    repo.git('reset', '--quiet');
    repo.git('stash', 'drop', '--quiet');
    await repo.tellsOnDisk('a.ts');
    repo.commit('Popped', '-a');
    await repo.tells('a.ts');
  });

  it('are right where the tool writes one of them once more meanwhile, elsewhere', async () => {
    const { repo } = ready;
    const alike = 'ai returns early;';
    await repo.editAndCommit('a.ts', MINE);
    await repo.edit('a.ts', [...MINE.slice(0, 4), alike, ...MINE.slice(4)]);
    repo.write('a.ts', ['me one', 'nobody', ...MINE.slice(1, 4), alike, ...MINE.slice(4)]);
    repo.git('stash', '--quiet');
    await repo.editAndCommit('a.ts', [...MINE, alike]);
    repo.git('stash', 'pop', '--quiet');
    await repo.tellsOnDisk('a.ts');
    repo.commit('Popped', '-a');
    await repo.tells('a.ts');
  });

  it('are right where lines like theirs are put in before them once they are back', async () => {
    const { repo } = ready;
    await repo.editAndCommit('a.ts', MINE);
    const alike = 'me ends the block';
    await repo.edit('a.ts', [...MINE, alike, alike, 'me after it']);
    repo.git('stash', '--quiet');
    const meanwhile = ['ai meanwhile', ...MINE];
    await repo.editAndCommit('a.ts', meanwhile);
    repo.git('stash', 'pop', '--quiet');
    repo.write('a.ts', [...meanwhile, alike, 'me more', alike, alike, alike, 'nobody', 'me after it']);
    await repo.record({ path: 'a.ts', lines: '7-9', by: 'human' });
    await repo.tellsOnDisk('a.ts');
    repo.commit('Popped', '-a');
    await repo.tells('a.ts');
  });
});
