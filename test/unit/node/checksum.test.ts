import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checksum, CHECKSUM_DIGITS } from '../../../src/node/checksum';

const of = (text: string): string => checksum(Buffer.from(text));

describe('a checksum', () => {
  it('is that of the words that the bytes are, the last one with zeros', () => {
    // 0x64636261, and then 0x65: their sums, and the sums of those.
    assert.equal(of('abcd'), '6463626164636261');
    assert.equal(of('abcde'), 'c8c6c527646362c6');
    assert.equal(of(''), '0'.repeat(CHECKSUM_DIGITS));
  });

  it('does not mind where in memory they are', () => {
    const within = Buffer.from('..abcde');
    for (const from of [0, 1, 2]) assert.equal(checksum(within.subarray(from)), of('..abcde'.slice(from)));
  });

  it('is another one where any byte is, or two words have changed places', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, by) => {
          const other = Uint8Array.from(bytes);
          other[at % other.length]! ^= by;
          assert.notEqual(checksum(other), checksum(bytes));
        },
      ),
    );
    assert.notEqual(of('abcdefgh'), of('efghabcd'));
  });
});
