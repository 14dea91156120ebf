/** Notes in a repository that has many, which git keeps in folders: git-notes(1). */
import assert from 'node:assert/strict';
import { readyRepository } from './readyRepository';

const MANY = 300;

describe('a note among many', function () {
  this.timeout(240_000);
  const ready = readyRepository();

  it('goes to the folder where git keeps it, and takes the place of none', async () => {
    const { repo } = ready;
    const marks = Array.from({ length: MANY }, (_, i) => i + 1);
    const commits = marks.map(
      (mark) =>
        `commit refs/heads/others\nmark :${mark}\ncommitter Dev <dev@example.com> ${mark} +0000\ndata 0\n`,
    );
    const notes = marks.map((mark) => `N inline :${mark}\ndata 5\nother\n`);
    const head = 'commit refs/notes/ai\ncommitter Dev <dev@example.com> 1 +0000\ndata 0\n';
    const { code, err } = repo.try(['fast-import', '--quiet'], {
      input: [...commits, head, ...notes].join(''),
    });
    assert.equal(code, 0, err);

    await repo.editAndCommit('a.ts', ['me before', 'ai one', 'nobody knows']);
    const first = repo.git('rev-parse', 'HEAD').trim();
    await repo.editAndCommit('a.ts', ['me before', 'ai one', 'nobody knows', 'ai two']);
    const second = repo.git('rev-parse', 'HEAD').trim();

    for (const commit of [first, second])
      assert.match(repo.git('notes', '--ref=ai', 'show', commit), /^a\.ts\n/);
    assert.equal(repo.git('notes', '--ref=ai', 'list').trim().split('\n').length, MANY + 2);
    const places = repo.git('ls-tree', '-r', '--name-only', 'refs/notes/ai').trim().split('\n');
    const folders = new Set(repo.git('ls-tree', '-d', '--name-only', 'refs/notes/ai').trim().split('\n'));
    assert.ok(folders.size > 100, 'git uses folders');
    assert.deepEqual(
      places.filter((place) => !/^[0-9a-f]{2}\/(?:[0-9a-f]{38}|[0-9a-f]{62})$/.test(place)),
      [],
    );
  });
});
