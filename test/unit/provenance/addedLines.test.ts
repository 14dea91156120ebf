import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addedLines } from '../../../src/provenance/addedLines';

describe('addedLines', () => {
  it('finds inserted and changed lines', () => {
    assert.deepEqual(addedLines('a\nb\nc\n', 'a\nnew\nb\nchanged\n'), [2, 4]);
  });

  it('takes every line of a new file, and none of one that only lost lines', () => {
    assert.deepEqual(addedLines('', 'a\nb\n'), [1, 2]);
    assert.deepEqual(addedLines('a\nb\nc\n', 'a\nc\n'), []);
  });

  it('takes a last line that only gained a line end for unchanged', () => {
    assert.deepEqual(addedLines('a\nb', 'a\nb\nc\n'), [3]);
    assert.deepEqual(addedLines('a\nb\n', 'a\nb'), []);
  });

  it('counts a line again that is there once more', () => {
    assert.equal(addedLines('x\n', 'x\nx\n').length, 1);
  });
});

describe('addedLines, compared with a plain longest common subsequence', () => {
  const line = fc.constantFrom('', 'a', 'b', 'ab', 'ba');
  const text = fc
    .tuple(fc.array(line, { maxLength: 8 }), fc.boolean())
    .map(([lines, ended]) => lines.join('\n') + (ended ? '\n' : ''));

  it('leaves as many lines as the two texts have in common, and the same ones', () => {
    fc.assert(
      fc.property(text, text, (old, now) => {
        const added = new Set(addedLines(old, now));
        const kept = linesOf(now).filter((_, i) => !added.has(i + 1));
        assert.equal(kept.length, commonLength(linesOf(old), linesOf(now)));
        assert.equal(commonLength(linesOf(old), kept), kept.length);
      }),
    );
  });
});

const linesOf = (text: string): string[] => {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

function commonLength(a: readonly string[], b: readonly string[]): number {
  const best = Array.from({ length: a.length + 1 }, () => Array.from({ length: b.length + 1 }, () => 0));
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      best[i]![j] =
        a[i - 1] === b[j - 1] ? best[i - 1]![j - 1]! + 1 : Math.max(best[i - 1]![j]!, best[i]![j - 1]!);
    }
  }
  return best[a.length]![b.length]!;
}
