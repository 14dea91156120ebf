import assert from 'node:assert/strict';
import { inParts } from '../../../../src/git/notes/inParts';

describe('a list in parts', () => {
  const parts = (all: readonly number[], count: number, weight: number): number[][] =>
    inParts(all, { count, weight }, (one) => one);

  it('has no more in each than it may, nor more weight', () => {
    assert.deepEqual(parts([1, 1, 1, 1, 1], 2, 9), [[1, 1], [1, 1], [1]]);
    assert.deepEqual(parts([3, 3, 3, 1], 9, 6), [
      [3, 3],
      [3, 1],
    ]);
  });

  it('has one that is too heavy alone', () => {
    assert.deepEqual(parts([1, 9, 1], 9, 5), [[1], [9], [1]]);
  });

  it('has none of nothing', () => {
    assert.deepEqual(parts([], 9, 9), []);
  });
});
