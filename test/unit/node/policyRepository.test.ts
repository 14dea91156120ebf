import assert from 'node:assert/strict';
import { linkSync, symlinkSync } from 'node:fs';
import { findRepository, ignoresCase, realPath, repositoryPath } from '../../../src/node/policyRepository';
import { placeOf } from '../../../src/node/policyPlaces';
import { Folder } from './folder';

describe('the repository of a file', () => {
  const folder = new Folder();

  it('is the nearest folder above it that git would take', async () => {
    folder.git();
    folder.write('a/b/c.txt');
    assert.equal(await findRepository(folder.at('a/b/c.txt')), folder.path);
    assert.equal(await findRepository(folder.at('not/there/yet.txt')), folder.path);
    assert.equal(await findRepository(folder.path), folder.path);
  });

  it('is the submodule or work tree that a .git file makes', async () => {
    folder.git();
    folder.write('sub/.git', 'gitdir: ../.git/modules/sub\n');
    assert.equal(await findRepository(folder.at('sub/x')), folder.at('sub'));
  });

  it('is not made by something that is merely called .git', async () => {
    folder.git();
    folder.write('a/.git', '');
    folder.write('b/.git/x', '');
    assert.equal(await findRepository(folder.at('a/x')), folder.path);
    assert.equal(await findRepository(folder.at('b/x')), folder.path);
  });
});

describe('the path of a file in its repository', () => {
  const folder = new Folder();
  const place = async (file: string, tops = {}): Promise<{ root: string; path: string }> => {
    const { givenRoot, path } = await placeOf(folder.at(file), tops);
    return { root: givenRoot, path };
  };

  it('counts from the top level, with / and in NFC', async () => {
    folder.git();
    assert.deepEqual(await place('infra/cafe\u0301.tf'), { root: folder.path, path: 'infra/caf\u00e9.tf' });
    assert.equal(repositoryPath('/r', '/r/..a/b'), '..a/b');
    assert.equal(repositoryPath('/r', '/s'), undefined);
  });

  it('counts from the workspace folder where there is no git, the innermost of several', async () => {
    const folders = [folder.path, folder.at('a')];
    assert.deepEqual(await place('a/b.txt', { folders }), { root: folder.at('a'), path: 'b.txt' });
    assert.deepEqual(await place('b.txt', { folders }), { root: folder.path, path: 'b.txt' });
    assert.deepEqual(await place('b.txt'), { root: folder.path, path: 'b.txt' });
  });

  it('counts from the given top level whatever git says', async () => {
    folder.git();
    assert.deepEqual(await place('a/b.txt', { root: folder.at('a') }), {
      root: folder.at('a'),
      path: 'b.txt',
    });
  });

  it('is that of the file itself, not of a link to it', async () => {
    folder.git();
    folder.write('infra/main.tf');
    symlinkSync(folder.at('infra'), folder.at('harmless'));
    symlinkSync(folder.at('infra/main.tf'), folder.at('notes.md'));
    assert.equal((await place('harmless/main.tf')).path, 'infra/main.tf');
    assert.equal((await place('harmless/new/file.tf')).path, 'infra/new/file.tf');
    assert.equal((await place('notes.md')).path, 'infra/main.tf');
    assert.equal((await place('docs/../infra/main.tf')).path, 'infra/main.tf');
  });

  it('is what a link is called where it leads out of every repository', async () => {
    folder.git('repository');
    folder.write('elsewhere/main.tf');
    folder.write('repository/infra/x');
    symlinkSync(folder.at('elsewhere/main.tf'), folder.at('repository/infra/main.tf'));
    assert.deepEqual(await place('repository/infra/main.tf'), {
      root: folder.at('repository'),
      path: 'infra/main.tf',
    });
  });

  it('keeps the spelling of a top level that was opened through a link', async () => {
    folder.git('repository');
    folder.write('repository/a/b.txt');
    symlinkSync(folder.at('repository'), folder.at('link'));
    assert.deepEqual(await place('link/a/b.txt'), { root: folder.at('link'), path: 'a/b.txt' });
    assert.equal(await realPath(folder.at('link/a/new.txt')), folder.at('repository/a/new.txt'));
  });

  it('survives links in a circle and names that are too long', async () => {
    folder.git();
    symlinkSync(folder.at('a'), folder.at('b'));
    symlinkSync(folder.at('b'), folder.at('a'));
    assert.equal((await place('a/x')).path, 'a/x');
    assert.equal((await place(`${'n'.repeat(5000)}/x`)).root, folder.path);
  });
});

describe('whether case matters', () => {
  const folder = new Folder();

  it('is tried on what is there', async () => {
    folder.write('Probe');
    const differs = await import('node:fs').then(({ existsSync }) => !existsSync(folder.at('pROBE')));
    folder.git();
    assert.equal(await ignoresCase(folder.path), !differs);
  });

  it('sees one file under two spellings', async function () {
    folder.write('.parapet.yaml', 'version: 1');
    if (await ignoresCase(folder.path)) return this.skip();
    // What a file system that ignores case looks like from here.
    linkSync(folder.at('.parapet.yaml'), folder.at('.PARAPET.YAML'));
    assert.equal(await ignoresCase(folder.path), true);
  });
});
