/** The repositories of the files that somebody works on, as the editor asks for them. */
import assert from 'node:assert/strict';
import { mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OpenRepositories } from '../../src/node/openRepositories';
import type { OpenRepository } from '../../src/node/openRepository';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';

describe('open repositories', () => {
  const folder = new Folder();
  let repo: GitRepository;
  let repositories: OpenRepositories;
  let changes: OpenRepository[];
  let opened: OpenRepository[];

  beforeEach(() => {
    repo = new GitRepository(folder.path).init();
    changes = [];
    opened = [];
    repositories = new OpenRepositories({
      now: () => new Date(),
      log: (message) => assert.fail(message),
      opened: (one) => opened.push(one),
      changed: (one) => changes.push(one),
    });
  });
  afterEach(() => repositories.dispose());

  async function until(holds: () => boolean, what: string): Promise<void> {
    const deadline = Date.now() + 8_000;
    while (!holds()) {
      if (Date.now() > deadline) assert.fail(`waited for ${what}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  }

  it('are opened once for all their files, also for one that is yet to be written', async () => {
    mkdirSync(repo.at('src'));
    const [one, two] = await Promise.all([
      repositories.for(repo.at('src', 'a.ts')),
      repositories.for(repo.at('new', 'b.ts')),
    ]);
    assert.equal(one?.path, 'src/a.ts');
    assert.equal(two?.path, 'new/b.ts');
    assert.equal(one.repository, two.repository);
    assert.deepEqual(opened, [one.repository]);
    assert.deepEqual(repositories.all, [one.repository]);
  });

  it('are found through a link, by the name that commits know', async () => {
    writeFileSync(repo.at('a.ts'), '');
    const link = path.join(realpathSync(folder.path), '..', `${path.basename(folder.path)}-link`);
    symlinkSync(repo.path, link);
    try {
      assert.equal((await repositories.for(path.join(link, 'a.ts')))?.path, 'a.ts');
    } finally {
      rmSync(link);
    }
  });

  it('are each a work tree, with a log of its own, and one repository by their id', async () => {
    repo.stage('a.ts', ['a']);
    repo.git('commit', '-qm', 'first');
    repo.git('worktree', 'add', '-q', 'linked');
    const main = await repositories.for(repo.at('a.ts'));
    const linked = await repositories.for(repo.at('linked', 'a.ts'));
    assert.notEqual(main?.repository, linked?.repository);
    assert.equal(main?.repository.id, linked?.repository.id);
    assert.equal(linked?.path, 'a.ts');
  });

  it('know the texts of the last commit, before the first and after each', async () => {
    const { repository } = (await repositories.for(repo.at('a.ts'))) ?? assert.fail();
    assert.deepEqual([...(await repository.committed(['a.ts']))], [['a.ts', undefined]]);
    repo.stage('a.ts', 'one\r\n');
    repo.git('-c', 'core.autocrlf=false', 'commit', '-qm', 'first');
    assert.deepEqual(
      [...(await repository.committed(['a.ts', 'none.ts', 'a\nb']))],
      [
        ['a.ts', 'one\n'],
        ['none.ts', undefined],
        ['a\nb', undefined],
      ],
    );
    repo.stage('a.ts', 'two\n');
    repo.git('commit', '-qm', 'second');
    assert.equal((await repository.committed(['a.ts'])).get('a.ts'), 'two\n');
  });

  it('tell when something was committed, and when another process recorded something', async () => {
    repo.stage('a.ts', ['a']);
    repo.git('commit', '-qm', 'first');
    const { repository } = (await repositories.for(repo.at('a.ts'))) ?? assert.fail();
    repo.stage('a.ts', ['b']);
    repo.git('commit', '-qm', 'second');
    await until(() => changes.includes(repository), 'the commit to be told');
    await repo.record({ path: 'a.ts', lines: '1' });
    changes.length = 0;
    await repo.record({ path: 'a.ts', lines: '1', tool: 'other' });
    await until(() => changes.includes(repository), 'the record to be told');
  });

  it('have hooks after they were installed, and not before', async () => {
    const { repository } = (await repositories.for(repo.at('a.ts'))) ?? assert.fail();
    assert.equal(await repository.hasHooks(), false);
    await repository.installHooks({ kind: 'node', program: process.execPath, script: __filename });
    assert.equal(await repository.hasHooks(), true);
  });

  it('are none outside of a work tree', async () => {
    rmSync(repo.at('.git'), { recursive: true });
    assert.equal(await repositories.for(repo.at('a.ts')), undefined);
    assert.deepEqual(opened, []);
  });

  describe('where a file was moved and nobody told', () => {
    const TEXT = 'one();\ntwo();\n';
    const author = {
      kind: 'ai',
      attribution: { tool: 't', time: '2026-01-01T00:00:00Z', textHash: '0' },
    } as const;

    async function moved(text: string): Promise<OpenRepository> {
      writeFileSync(repo.at('old.ts'), TEXT);
      const { repository } = (await repositories.for(repo.at('old.ts'))) ?? assert.fail('no repository');
      repository.log.write('old.ts', { text: TEXT, ranges: [{ start: 0, end: 6, author }] });
      rmSync(repo.at('old.ts'));
      writeFileSync(repo.at('new.ts'), text);
      return repository;
    }

    it('find its labels by its text, line ends aside, and keep them for both places', async () => {
      const repository = await moved(TEXT.replaceAll('\n', '\r\n'));
      const labelled = repository.labelsOf('new.ts', TEXT.replaceAll('\n', '\r\n'));
      assert.deepEqual(labelled?.ranges, [{ start: 0, end: 6, author }]);
      assert.ok(repository.log.read('new.ts'));
      assert.ok(repository.log.read('old.ts'));
    });

    it('find none for another text, nor for a copy', async () => {
      const repository = await moved('another();\n');
      assert.equal(repository.labelsOf('new.ts', 'another();\n'), undefined);
      writeFileSync(repo.at('old.ts'), TEXT);
      assert.equal(repository.labelsOf('copy.ts', TEXT), undefined);
    });
  });
});
