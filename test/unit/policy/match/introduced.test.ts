import assert from 'node:assert/strict';
import { keyOf, surplus, type Occurrence } from '../../../../src/policy/match/introduced';

const at = (start: number, key: string): Occurrence => ({ start, end: start + key.length, key });
const starts = (found: readonly Occurrence[]): number[] => found.map(({ start }) => start);

describe('surplus', () => {
  const changed = { start: 50, end: 60 };

  it('is what one side has more of, key by key', () => {
    const ours = [at(0, 'a'), at(10, 'a'), at(20, 'b'), at(30, 'c')];
    assert.deepEqual(starts(surplus(ours, [at(5, 'a'), at(7, 'b')], changed)), [10, 30]);
  });

  it('takes those that the change touches before those that it does not, and then the nearest', () => {
    const ours = [at(0, 'a'), at(40, 'a'), at(55, 'a'), at(90, 'a')];
    assert.deepEqual(starts(surplus(ours, [at(0, 'a'), at(1, 'a'), at(2, 'a')], changed)), [55]);
    assert.deepEqual(starts(surplus(ours, [at(0, 'a'), at(1, 'a')], changed)), [40, 55]);
  });

  it('is empty where nothing was added', () =>
    assert.deepEqual(surplus([at(0, 'a')], [at(9, 'a')], changed), []));
});

describe('keyOf', () => {
  it('folds white space', () => assert.equal(keyOf('  a \t\n b '), 'a b'));
});
