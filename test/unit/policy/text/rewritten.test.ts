import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Rewritten } from '../../../../src/policy/text/spelled/rewritten';
import { runs } from '../../randomRuns';

const made = (): Rewritten =>
  new Rewritten('rm "$T" -f', [
    { start: 3, end: 7, text: '/etc', isValue: true },
    { start: 7, end: 8, text: '' },
  ]);

describe('Rewritten', () => {
  it('has the replacements in their places', () => {
    assert.equal(made().text, 'rm /etc-f');
  });

  it('leads back to the whole of what was replaced', () => {
    assert.deepEqual(made().sourceRange(4, 6), { start: 3, end: 7 });
    assert.deepEqual(made().sourceRange(0, 5), { start: 0, end: 7 });
    assert.deepEqual(made().sourceRange(7, 9), { start: 8, end: 10 });
    assert.deepEqual(made().sourceRange(0, 9), { start: 0, end: 10 });
  });

  it('leads back to the letter where a text stands for itself', () => {
    const same = new Rewritten('a bcd e', [{ start: 2, end: 5, text: 'bcd' }]);
    assert.deepEqual(same.sourceRange(3, 4), { start: 3, end: 4 });
    assert.equal(same.touches(3, 4), true);
  });

  it('tells what was rewritten', () => {
    assert.equal(made().touches(0, 3), false);
    assert.equal(made().touches(2, 4), true);
    assert.equal(made().touches(7, 9), false);
    assert.equal(made().touches(6, 8), true);
  });

  it('tells what is part of a value', () => {
    assert.equal(made().valueAround(4, 7) !== undefined, true);
    assert.equal(made().valueAround(2, 7) !== undefined, false);
  });

  it('takes the first of replacements that overlap', () => {
    const pair = [
      { start: 2, end: 4, text: 'x' },
      { start: 1, end: 3, text: 'y' },
    ];
    assert.equal(new Rewritten('abcdef', pair).text, 'aydef');
  });

  it('does not grow without bound', () => {
    const source = '$A'.repeat(10_000);
    const all = Array.from({ length: 10_000 }, (_, i) => ({
      start: 2 * i,
      end: 2 * i + 2,
      text: 'x'.repeat(500),
    }));
    assert.ok(new Rewritten(source, all).text.length < source.length + 10_000);
  });

  it('replaces what was edited first, and says where even that is too much', () => {
    const source = '$A'.repeat(100);
    const all = Array.from({ length: 100 }, (_, i) => ({
      start: 2 * i,
      end: 2 * i + 2,
      text: 'x'.repeat(500),
    }));
    const nearEnd = new Rewritten(source, all, { start: 190, end: 200 });
    assert.ok(!nearEnd.isCut);
    assert.ok(nearEnd.text.endsWith('x'.repeat(2_500)) && nearEnd.text.startsWith('$A'));
    assert.ok(new Rewritten(source, all, { start: 100, end: 200 }).isCut);
    assert.ok(new Rewritten(source, all).isCut);
    assert.ok(!new Rewritten(source, all.slice(0, 10)).isCut);
  });

  it('tells where a stretch of the source stands now', () => {
    const rewritten = new Rewritten('rm $T -f', [{ start: 3, end: 5, text: '/data' }]);
    const now = (start: number, end: number): string => {
      const range = rewritten.rewrittenRange({ start, end });
      return rewritten.text.slice(range.start, range.end);
    };
    assert.equal(now(0, 8), 'rm /data -f');
    assert.equal(now(3, 5), '/data');
    assert.equal(now(4, 8), '/data -f');
    assert.equal(now(0, 3), 'rm ');
    assert.equal(now(6, 8), '-f');
  });

  it('leads from any stretch to one of the source that holds it', () => {
    const replacement = fc.record({
      start: fc.nat(20),
      length: fc.nat(4),
      text: fc.string({ maxLength: 5 }),
    });
    fc.assert(
      fc.property(
        fc.string({ maxLength: 20 }),
        fc.array(replacement, { maxLength: 5 }),
        fc.nat(40),
        fc.nat(40),
        (source, list, a, b) => {
          const rewritten = new Rewritten(
            source,
            list
              .map(({ start, length, text }) => ({ start, end: start + length, text }))
              .filter(({ end }) => end <= source.length),
          );
          const { length } = rewritten.text;
          if (length === 0) return;
          const start = Math.min(a, b) % length;
          const end = Math.min(length, start + 1 + Math.abs(a - b));
          const range = rewritten.sourceRange(start, end);
          assert.ok(0 <= range.start && range.start <= range.end && range.end <= source.length);
          if (!rewritten.touches(start, end)) {
            assert.equal(source.slice(range.start, range.end), rewritten.text.slice(start, end));
          }
        },
      ),
      runs(1_000),
    );
  });
});
