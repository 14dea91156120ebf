import assert from 'node:assert/strict';
import { blobId, isRecorded, blobWithoutGit } from '../../../src/git/recordedTexts';

const TEXT = 'one\r\nzwö\n';
const recorded = { textOf: (path: string) => (path === 'a' ? TEXT : undefined) };
/** `printf 'one\r\nzwö\n' | git hash-object --stdin`, in a repository of either kind. */
const SHA1 = 'fcdd8d9eba0150f52dc57cf09c1eafcdc7f11118';
const SHA256 = '0bd014b71ba521e88725aedf1041cb06752cf1ba8e89bae9b4c81c56baf539fe';

describe('recorded texts', () => {
  it('are the blobs that git has of them', () => {
    for (const id of [SHA1, SHA256]) assert.equal(blobWithoutGit(recorded, 'a', id), TEXT);
  });

  it('are known by the id they were recorded with, where the repository has such ids', () => {
    assert.equal(blobId(TEXT), SHA1);
    const named = (id: string): typeof recorded => ({ ...recorded, ...{ blobOf: () => id } });
    assert.equal(blobWithoutGit(named(SHA1), 'a', SHA1), TEXT);
    assert.equal(blobWithoutGit(named('1'.repeat(40)), 'a', SHA1), undefined);
    assert.equal(blobWithoutGit(named(SHA1), 'a', SHA256), TEXT);
    assert.equal(blobWithoutGit(named(SHA1), 'b', SHA1), undefined);
  });

  it('are those on disk where that is what a commit has', () => {
    const onDisk = (path: string, id: string): string | undefined =>
      path === 'b' && id === SHA1 ? TEXT : undefined;
    assert.equal(blobWithoutGit({ ...recorded, onDisk }, 'b', SHA1), TEXT);
    assert.equal(blobWithoutGit({ ...recorded, onDisk }, 'c', SHA1), undefined);
  });

  it('are not those of other texts or files', () => {
    assert.equal(blobWithoutGit(recorded, 'a', '0'.repeat(40)), undefined);
    assert.equal(blobWithoutGit(recorded, 'b', SHA1), undefined);
  });

  it('are the same however their lines end', () => {
    assert.ok(isRecorded(recorded, 'a', 'one\nzwö\n'));
    assert.ok(!isRecorded(recorded, 'a', 'one\nzwö'));
    assert.ok(!isRecorded(recorded, 'b', 'one\nzwö\n'));
  });
});
