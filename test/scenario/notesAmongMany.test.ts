/** Notes in a repository that has many, which git keeps in folders: git-notes(1). */
import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { readyRepository } from './readyRepository';

const MANY = 300;
const REBASED = 25;

describe('a note among many', function () {
  this.timeout(240_000);
  const ready = readyRepository();

  /** Of commits that are nobody's business here. */
  function noteMany(): void {
    const marks = Array.from({ length: MANY }, (_, i) => i + 1);
    const commits = marks.map(
      (mark) =>
        `commit refs/heads/others\nmark :${mark}\ncommitter Dev <dev@example.com> ${mark} +0000\ndata 0\n`,
    );
    const notes = marks.map((mark) => `N inline :${mark}\ndata 5\nother\n`);
    const head = 'commit refs/notes/ai\ncommitter Dev <dev@example.com> 1 +0000\ndata 0\n';
    const { code, err } = ready.repo.try(['fast-import', '--quiet'], {
      input: [...commits, head, ...notes].join(''),
    });
    assert.equal(code, 0, err);
  }

  function areAllInFolders(): void {
    const places = ready.repo.git('ls-tree', '-r', '--name-only', 'refs/notes/ai').trim().split('\n');
    const folders = new Set(
      ready.repo.git('ls-tree', '-d', '--name-only', 'refs/notes/ai').trim().split('\n'),
    );
    assert.ok(folders.size > 100, 'git uses folders');
    assert.deepEqual(
      places.filter((place) => !/^[0-9a-f]{2}\/(?:[0-9a-f]{38}|[0-9a-f]{62})$/.test(place)),
      [],
    );
  }

  it('goes to the folder where git keeps it, and takes the place of none', async () => {
    const { repo } = ready;
    noteMany();
    await repo.editAndCommit('a.ts', ['me before', 'ai one', 'nobody knows']);
    const first = repo.git('rev-parse', 'HEAD').trim();
    await repo.editAndCommit('a.ts', ['me before', 'ai one', 'nobody knows', 'ai two']);
    const second = repo.git('rev-parse', 'HEAD').trim();

    for (const commit of [first, second])
      assert.match(repo.git('notes', '--ref=ai', 'show', commit), /^a\.ts\n/);
    assert.equal(repo.git('notes', '--ref=ai', 'list').trim().split('\n').length, MANY + 2);
    areAllInFolders();
  });

  it('is found and goes there, too, where a rebase makes many commits anew', async () => {
    const { repo } = ready;
    noteMany();
    await repo.editAndCommit('a.ts', ['me before']);
    repo.git('branch', 'up');
    for (let i = 0; i < REBASED; i++) await repo.editAndCommit(`${i}.ts`, [`ai line of ${i}`]);
    repo.git('checkout', '--quiet', 'up');
    await repo.editAndCommit('a.ts', ['me before', 'me below']);
    repo.git('checkout', '--quiet', 'main');
    // Only notes know.
    for (const name of readdirSync(repo.at('.git/parapet')))
      if (name.startsWith('working.')) rmSync(repo.at('.git/parapet', name));
    repo.git('rebase', '--quiet', 'up');
    for (let i = 0; i < REBASED; i++) await repo.tells(`${i}.ts`);
    await repo.tells('a.ts');
    areAllInFolders();
    assert.equal(repo.git('notes', '--ref=ai', 'list').trim().split('\n').length, MANY + 2 * REBASED + 2);
  });
});
