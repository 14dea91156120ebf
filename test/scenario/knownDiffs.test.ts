/** What git has said already of some commits, and what it has to be asked again. */
import assert from 'node:assert/strict';
import { Git } from '../../src/git/git';
import { changesOfCommits, commitInfo, type KnownDiffs } from '../../src/git/notes/commitChanges';
import { ObjectReader } from '../../src/git/objects';
import { environment } from './parapet';
import { readyRepository } from './readyRepository';

describe('what commits have changed', function () {
  this.timeout(60_000);
  const ready = readyRepository();
  let objects: ObjectReader;
  afterEach(() => objects.close());

  it('is what git has said, but of merges, where it has said nothing', async () => {
    const { repo } = ready;
    const git = new Git({ folder: repo.path, env: environment() });
    objects = new ObjectReader(git);
    const commit = (path: string): void => {
      repo.stage(path, [path]);
      repo.git('commit', '--quiet', '--no-verify', '--message', path);
    };
    commit('a');
    repo.git('checkout', '--quiet', '-b', 'side');
    commit('b');
    repo.git('checkout', '--quiet', '-');
    commit('c');
    repo.git('merge', '--quiet', '--no-ff', '--no-commit', 'side');
    commit('of the merge');
    const changed = async (name: string, said?: KnownDiffs): Promise<string[]> => {
      const info = await commitInfo(objects, name);
      assert.ok(info);
      const known = said ?? new Map([[info.id, [{ commit: info.id, files: [] }]]]);
      const [changes] = await changesOfCommits(git, objects, [info], { known });
      return changes?.files.map(({ path }) => path) ?? [];
    };
    assert.deepEqual(await changed('HEAD^'), []);
    assert.deepEqual(await changed('HEAD^', new Map()), ['c']);
    assert.deepEqual(await changed('HEAD'), ['of the merge']);
  });
});
