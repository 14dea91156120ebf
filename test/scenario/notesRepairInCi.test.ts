/** `notes repair` in clones as continuous integration makes them, after a forge has squashed a branch. */
import assert from 'node:assert/strict';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';
import { git, parapet, type Run } from './parapet';

describe('parapet notes repair in CI', () => {
  const folder = new Folder();
  let url: string;

  /** A forge where `main` is one commit, in which it melted the two of `feature`, whose notes were pushed. */
  beforeEach(async () => {
    const forge = folder.at('forge.git');
    url = `file://${forge}`;
    git(folder.path, 'init', '--quiet', '--bare', '--initial-branch=main', '--template=', forge);
    const dev = await new GitRepository(folder.at('dev')).init().install();
    dev.git('remote', 'add', 'origin', forge);
    dev.stage('README.md', ['shop']);
    dev.commit('First');
    dev.git('switch', '--quiet', '-c', 'feature');
    for (const name of ['one', 'two']) {
      dev.stage(`${name}.ts`, [`nobody knows ${name}`, `the tool wrote ${name}`]);
      await dev.record({ path: `${name}.ts`, lines: '2' });
      dev.commit(name, '-a');
    }
    dev.git('push', '--quiet', 'origin', 'main', 'feature', 'refs/notes/ai');
    dev.git('switch', '--quiet', 'main');
    dev.git('merge', '--quiet', '--squash', 'feature');
    // By the forge, where no hook runs.
    dev.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-m', 'Squashed (#1)');
    dev.git('push', '--quiet', 'origin', 'main');
  });

  const clone = (...options: string[]): GitRepository => {
    git(folder.path, 'clone', '--quiet', '--template=', ...options, url, folder.at('ci'));
    return new GitRepository(folder.at('ci'));
  };
  const repair = (repo: GitRepository, range = 'HEAD'): Promise<Run> =>
    parapet(repo.path, ['notes', 'repair', range]);
  const lines = async (repo: GitRepository): Promise<unknown> =>
    JSON.parse((await parapet(repo.path, ['show', '--json'])).out).lines;

  it('finds in a whole clone with notes what the squash lost', async () => {
    const repo = clone();
    assert.equal((await parapet(repo.path, ['notes', 'sync'])).code, 0);
    assert.deepEqual(await repair(repo, 'HEAD~1..HEAD'), {
      code: 0,
      out: 'notes of 1 commit say more now\n',
      err: '',
    });
    assert.deepEqual(await lines(repo), { ai: 2, human: 0, unknown: 2 });
  });

  it('finds what the squash lost of a branch that went on where no hook runs', async () => {
    const page = clone().signed();
    page.git('config', 'core.hooksPath', '/dev/null');
    page.git('switch', '--quiet', 'feature');
    page.stage('one.ts', ['nobody knows one', 'suggested on a page', 'the tool wrote one']);
    page.commit('Apply a suggestion');
    page.git('switch', '--quiet', '--detach', 'main~1');
    page.git('merge', '--quiet', '--squash', 'feature');
    page.commit('Squashed (#2)');
    page.git('push', '--quiet', 'origin', 'HEAD:refs/heads/again', 'feature');
    const repo = new GitRepository(folder.at('ci2'));
    git(folder.path, 'clone', '--quiet', '--template=', '--branch=again', url, repo.path);
    await parapet(repo.path, ['notes', 'sync']);
    await repair(repo);
    assert.deepEqual(await lines(repo), { ai: 2, human: 0, unknown: 3 });
  });

  it('finds whose a file is that is brought back where no hook runs', async () => {
    const page = clone().signed();
    page.git('config', 'core.hooksPath', '/dev/null');
    page.git('switch', '--quiet', 'feature');
    page.git('rm', '--quiet', 'one.ts');
    page.commit('Away');
    page.commit('Meanwhile', '--allow-empty');
    page.git('checkout', 'HEAD~2', '--', 'one.ts');
    page.commit('Back');
    assert.equal((await parapet(page.path, ['notes', 'sync'])).code, 0);
    await repair(page);
    assert.deepEqual(await lines(page), { ai: 1, human: 0, unknown: 1 });
  });

  it('says that there are no notes, and how they come', async () => {
    const { code, out, err } = await repair(clone());
    assert.deepEqual([code, out], [0, 'notes of 0 commits say more now\n']);
    assert.match(err, /^parapet: no commit has a note here\n {2}“parapet notes sync” fetches/);
  });

  it('says where the commits that were squashed are not there, and finds them once they are', async () => {
    const repo = clone('--single-branch');
    await parapet(repo.path, ['notes', 'sync']);
    const { err } = await repair(repo);
    assert.match(err, /^parapet: 2 commits with a note are not in this clone.*\n {2}fetch the branch/);
    repo.git('fetch', '--quiet', 'origin', 'feature');
    assert.equal((await repair(repo)).err, '');
    assert.deepEqual(await lines(repo), { ai: 2, human: 0, unknown: 2 });
  });

  it('says that a shallow clone cannot tell what its first commit added, and so do show and blame', async () => {
    const repo = clone('--depth=1');
    await parapet(repo.path, ['notes', 'sync']);
    const id = repo.git('rev-parse', 'HEAD').trim();
    const { code, err } = await repair(repo);
    assert.equal(code, 0);
    assert.match(err, new RegExp(`^parapet: it is not known which lines ${id} added.*\\n {2}fetch more`));
    const { out } = await parapet(repo.path, ['show']);
    assert.match(out, /Squashed \(#1\)\nwhich lines it adds is not known/);
    assert.equal(await lines(repo), undefined);
    const blame = await parapet(repo.path, ['blame', 'one.ts', '--json']);
    assert.deepEqual([blame.code, blame.err], [0, '']);
    assert.deepEqual(
      JSON.parse(blame.out).map((line: { class: string }) => line.class),
      ['unknown', 'unknown'],
    );
  });
});
