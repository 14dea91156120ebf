import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anchorsIn } from '../../../src/provenance/anchors';
import { allLines, byInk, exactly, lineStarts, matchLines } from '../../../src/provenance/lineDiff';
import { Effort, matchesOf } from '../../../src/provenance/myers';
import type { Match } from '../../../src/provenance/myers';
import { randomTimeoutMs, runs } from '../randomRuns';

const sumOf = (matches: readonly Match[]): number => matches.reduce((sum, { length }) => sum + length, 0);

/** Ascending, not overlapping, and equal on both sides. */
function assertSound(matches: readonly Match[], a: ArrayLike<number>, b: ArrayLike<number>): void {
  let [atA, atB] = [0, 0];
  for (const match of matches) {
    assert.ok(match.a >= atA && match.b >= atB && match.length > 0);
    for (let i = 0; i < match.length; i++) assert.equal(a[match.a + i], b[match.b + i]);
    [atA, atB] = [match.a + match.length, match.b + match.length];
  }
  assert.ok(atA <= a.length && atB <= b.length);
}

function longestCommon(a: readonly number[], b: readonly number[]): number {
  let row = Array.from({ length: b.length + 1 }, () => 0);
  for (const one of a) {
    const next = [0];
    b.forEach((other, j) => next.push(one === other ? row[j]! + 1 : Math.max(row[j + 1]!, next[j]!)));
    row = next;
  }
  return row[b.length]!;
}

describe('matchesOf', () => {
  it('finds a longest common subsequence', () => {
    const sequence = fc.array(fc.nat(4), { maxLength: 40 });
    fc.assert(
      fc.property(sequence, sequence, (a, b) => {
        const matches = matchesOf(Int32Array.from(a), Int32Array.from(b), new Effort());
        assertSound(matches, a, b);
        assert.equal(sumOf(matches), longestCommon(a, b));
      }),
      runs(2_000),
    );
  }).timeout(randomTimeoutMs);

  it('stays sound where it must not search everything', () => {
    const random = fc.sample(fc.tuple(fc.nat(3), fc.nat(3)), { seed: 1, numRuns: 6_000 });
    const [a, b] = [Int32Array.from(random, ([x]) => x), Int32Array.from(random, ([, y]) => y)];
    for (const effort of [0, 1_000, 100_000, 4_000_000])
      assertSound(matchesOf(a, b, new Effort(effort)), a, b);
    assert.ok(sumOf(matchesOf(a, b, new Effort())) > 3_500);
  });

  it('ends at once when its effort is spent, but for common ends', () => {
    const [a, b] = [Int32Array.from([1, 2, 3, 4, 5]), Int32Array.from([1, 9, 3, 8, 5])];
    assert.deepEqual(matchesOf(a, b, new Effort(0)), [
      { a: 0, b: 0, length: 1 },
      { a: 4, b: 4, length: 1 },
    ]);
  });

  it('finds what kept its order among much that was moved', () => {
    const blocks = fc.sample(fc.nat(1_000_000), { seed: 2, numRuns: 100 });
    const order = blocks.map((key, i) => [key, i] as const).toSorted((x, y) => x[0] - y[0]);
    const a = Int32Array.from({ length: 5_000 }, (_, i) => i);
    const b = Int32Array.from(
      order.flatMap(([, block]) => Array.from({ length: 50 }, (_, i) => block * 50 + i)),
    );
    assert.ok(sumOf(matchesOf(a, b, new Effort())) >= 700);
  });
});

describe('anchorsIn', () => {
  it('takes what stands once on both sides and in the same order', () => {
    const [a, b] = [Int32Array.from([1, 2, 7, 3, 7, 4]), Int32Array.from([4, 1, 7, 2, 5, 3])];
    const box = { aLow: 0, aHigh: 6, bLow: 0, bHigh: 6 };
    assert.deepEqual(anchorsIn(a, b, box), [
      [0, 1],
      [1, 3],
      [3, 5],
    ]);
    assert.deepEqual(anchorsIn(a, b, { ...box, aHigh: 1 }), [[0, 1]]);
  });
});

describe('lines', () => {
  it('start after each line feed, the last one ending with the text', () => {
    assert.deepEqual(lineStarts(''), [0]);
    assert.deepEqual(lineStarts('a'), [0, 1]);
    assert.deepEqual(lineStarts('a\n'), [0, 2]);
    assert.deepEqual(lineStarts('a\n\nb'), [0, 2, 3, 4]);
    assert.deepEqual(lineStarts('xa\nbx', 1, 4), [1, 3, 4]);
  });

  it('match exactly, or by what is not white space', () => {
    const [a, b] = [allLines('one\n  two\n\nthree\n'), allLines('two\n\nthree\n')];
    assert.deepEqual(matchLines(a, b, exactly, new Effort()), [{ a: 2, b: 1, length: 2 }]);
    assert.deepEqual(matchLines(a, b, byInk, new Effort()), [
      { a: 1, b: 0, length: 1 },
      { a: 3, b: 2, length: 1 },
    ]);
  });

  it('are matched where of lines alike what is new then stands beside what is gone', () => {
    const matched = (a: string, b: string): readonly Match[] =>
      matchLines(allLines(a), allLines(b), exactly, new Effort());
    assert.deepEqual(matched('}\n}\none\n', '  }\n}\none\n'), [{ a: 1, b: 1, length: 2 }]);
    assert.deepEqual(matched('}\n}\nend\n', '  }\n}\nnew\nend\n'), [
      { a: 1, b: 1, length: 1 },
      { a: 2, b: 3, length: 1 },
    ]);
    assert.deepEqual(matched('one\n}\n  }\n', 'one\n}\n}\n'), [{ a: 0, b: 0, length: 2 }]);
  });

  it('are matched as often and as soundly as they would be anyhow', () => {
    const text = fc
      .array(fc.constantFrom('a', ' a', 'b', '}', '  }'), { maxLength: 20 })
      .map((lines) => lines.map((line) => `${line}\n`));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const matches = matchLines(allLines(a.join('')), allLines(b.join('')), exactly, new Effort());
        const named = [...new Set([...a, ...b])];
        const [inA, inB] = [a, b].map((lines) => lines.map((line) => named.indexOf(line)));
        assertSound(matches, inA!, inB!);
        assert.equal(sumOf(matches), longestCommon(inA!, inB!));
      }),
      runs(2_000),
    );
  }).timeout(randomTimeoutMs);
});
