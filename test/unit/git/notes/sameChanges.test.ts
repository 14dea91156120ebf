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
const compare = (before: readonly FileDiff[], now: readonly FileDiff[]): [string[], string[]] => {
  const { same, others } = sameChanges([
    { commit: 'old', files: before },
    { commit: 'now', files: now },
  ])('old', 'now');
  return [[...same], [...others].toSorted()];
};

describe('commits that were made anew', () => {
  const another = { ...change, path: 'b' };

  it('are as they were where they make the same of the same files', () => {
    assert.deepEqual(compare([change], [{ ...change, hunks: [] }]), [['a'], []]);
    for (const other of [
      { status: 'A' },
      { oldMode: '100755' },
      { newMode: '100755' },
      { oldId: '3' },
      { newId: '3' },
    ])
      assert.deepEqual(compare([change], [{ ...change, ...other }]), [[], ['a']], JSON.stringify(other));
  });

  it('are not where either changes another file, or one of another name', () => {
    assert.deepEqual(compare([change], [change, another]), [['a'], ['b']]);
    assert.deepEqual(compare([another, change], [change]), [['a'], ['b']]);
    assert.deepEqual(compare([change], [another]), [[], ['a', 'b']]);
    assert.deepEqual(compare([change, another], [{ ...change, oldPath: 'c' }, another]), [['b'], ['a', 'c']]);
  });

  it('are not known to be where git has said nothing', () => {
    assert.deepEqual(compare([], []), [[], []]);
    const { same, others } = sameChanges([])('old', 'now');
    assert.deepEqual([same.size, others.size], [0, 0]);
  });
});
