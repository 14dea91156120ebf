import assert from 'node:assert/strict';
import { isUsageError } from '../../../../src/node/cli/command';
import { lineRanges } from '../../../../src/node/cli/lineRanges';

const COUNT = 9;

function lines(...given: string[]): string {
  const isAsked = lineRanges(given, COUNT);
  return Array.from({ length: COUNT }, (_, i) => i + 1)
    .filter(isAsked)
    .join('');
}

describe('ranges of lines', () => {
  it('are those that git takes', () => {
    for (const [given, expected] of [
      ['2,4', '234'],
      ['4,2', '234'],
      ['2,+2', '23'],
      ['4,-3', '234'],
      ['2,-5', '12'],
      ['8', '89'],
      ['8,', '89'],
      ['8,99', '89'],
      [',2', '12'],
      ['9,9', '9'],
    ] as const)
      assert.equal(lines(given), expected, given);
  });

  it('add up, and are all where there are none', () => {
    assert.equal(lines('1,2', '5,+1', '2,3'), '1235');
    assert.equal(lines(), '123456789');
  });

  it('are numbers of lines that are there', () => {
    for (const given of ['', '0', '0,3', '3,+0', ':main', '/x/,3', '10', '-3', '1-2', 'x'])
      assert.throws(() => lines(given), isUsageError, given);
  });
});
