import assert from 'node:assert/strict';
import { sameChanges } from '../../../../src/git/notes/sameChanges';
import type { FileDiff } from '../../../../src/git/parse/diffs';

const change: FileDiff = {
  ...{
    status: 'M',
    path: 'a',
    oldMode: '100644',
    newMode: '100644',
    oldId: '1',
    newId: '2',
    hunks: undefined,
  },
};
const isSame = (before: readonly FileDiff[], now: readonly FileDiff[]): boolean =>
  sameChanges([
    { commit: 'old', files: before },
    { commit: 'now', files: now },
  ])('old', 'now');

describe('commits that were made anew', () => {
  it('are as they were where they make the same of the same files', () => {
    assert.equal(isSame([change], [{ ...change, hunks: [] }]), true);
    for (const other of [
      { status: 'A' },
      { path: 'b' },
      { oldPath: 'b' },
      { oldMode: '100755' },
      { newMode: '100755' },
      { oldId: '3' },
      { newId: '3' },
    ])
      assert.equal(isSame([change], [{ ...change, ...other }]), false, JSON.stringify(other));
    assert.equal(isSame([change], [change, { ...change, path: 'b' }]), false);
    assert.equal(isSame([change, { ...change, path: 'b' }], [change]), false);
  });

  it('are not known to be where git has said nothing', () => {
    assert.equal(isSame([], []), false);
    assert.equal(sameChanges([])('old', 'now'), false);
  });
});
