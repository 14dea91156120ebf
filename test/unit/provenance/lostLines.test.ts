import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LineWriters, Writer } from '../../../src/provenance/lineWriters';
import { foundElsewhere, hasAllLines, lostText, tellingOf } from '../../../src/provenance/lostLines';
import { randomTimeoutMs, runs } from '../randomRuns';

const TOOL: Writer = { kind: 'ai', tool: 'a' };
const LONG = 'const telling = combine(everything, thatStands, inTheLine);';
const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');
const all = (lines: readonly string[]): LineWriters => new Map(lines.map((_, i) => [i + 1, TOOL]));

/** Lines that somebody wrote and that are gone turn up in another text. */
const found = (
  lost: readonly string[],
  now: readonly string[],
  open: readonly number[],
  isSameFile = false,
  added = open,
): number[] => {
  const gone = lostText({ text: textOf(lost), writers: all(lost) }, '', isSameFile);
  return [...foundElsewhere(textOf(now), open, gone ? [gone] : [], added).keys()];
};

describe('lines that are lost', () => {
  it('are none where all stand there yet, in their order', () => {
    for (const [now, text, isThere] of [
      ['a\nb\n', 'a\nb\n', true],
      ['new\na\nnew\nb\nnew\n', 'a\nb\n', true],
      ['b\na\n', 'a\nb\n', false],
      ['a\nb', 'a\nb\n', false],
      ['a\na2\n', 'a\na\n', false],
      ['', 'a\n', false],
      ['a\n', '', true],
    ] as const)
      assert.equal(hasAllLines(now, text), isThere, JSON.stringify([now, text]));
  });

  it('are told from a coincidence by their letters, alone or in a row', () => {
    assert.deepEqual(found([LONG], ['x', LONG], [2]), [2]);
    assert.deepEqual(found(['call(one, two);'], ['call(one, two);'], [1]), []);
    const two = ['call(one, two);', 'call(three, four);'];
    assert.deepEqual(found(two, ['x', '', ...two], [3, 4]), [3, 4]);
    assert.deepEqual(found(two, [two[0]!, '', two[1]!], [1, 3]), [1, 3]);
    assert.deepEqual(found(two, [two[0]!, 'between', two[1]!], [1, 3]), []);
  });

  it('are told by lines beside them that are from there as well', () => {
    const lines = ['go();', 'call(one, two);', 'call(three, four);', 'end();'];
    assert.deepEqual(found(lines, lines, [1, 4], false, [1, 2, 3, 4]), [1, 4]);
    assert.deepEqual(found(lines, lines, [1], false, [1, 2]), []);
    assert.deepEqual(found(lines, ['end();', ...lines], [1], false, [1, 2, 3, 4, 5]), []);
    assert.deepEqual(found(lines, lines, [1, 4], true, [1, 2, 3, 4]), [1, 4]);
  });

  it('are told by less in another version of the same file', () => {
    assert.deepEqual(found(['call(one);'], ['call(one);'], [1], true), [1]);
    assert.deepEqual(found(['go();'], ['go();'], [1], true), []);
  });

  it('are worth looking for where they could be told', () => {
    assert.equal(tellingOf(textOf(['x', LONG]), [2]), 'anywhere');
    assert.equal(tellingOf(textOf(['x', LONG]), [1]), 'nowhere');
    assert.equal(tellingOf(textOf(['call(one);']), [1]), 'in the same file');
    assert.equal(tellingOf('', []), 'nowhere');
  });

  it('are found nowhere that is not worth a look', () => {
    const line = fc.constantFrom('', '}', 'go();', 'call(one);', 'call(one, two);', LONG);
    const lines = fc.array(line, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(lines, lines, fc.boolean(), fc.nat(63), (lost, now, isSameFile, mask) => {
        const open = now.map((_, i) => i + 1).filter((one) => (mask >> (one - 1)) & 1);
        const telling = tellingOf(textOf(now), open);
        const isLookedFor = telling === 'anywhere' || (isSameFile && telling === 'in the same file');
        assert.ok(isLookedFor || found(lost, now, open, isSameFile).length === 0);
      }),
      runs(300),
    );
  }).timeout(randomTimeoutMs);
});
