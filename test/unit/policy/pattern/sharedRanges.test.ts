import assert from 'node:assert/strict';
import { RE2JS } from 're2js';
import { SharedRanges } from '../../../../src/policy/pattern/sharedRanges';

interface Step {
  readonly runes: Int32Array;
}

const stepsOf = (compiled: RE2JS): readonly Step[] => compiled.re2().prog.inst as Step[];

describe('shared character ranges', () => {
  const sources = ['(?i)drop\\s+table\\s+[\\w.]+', 'rm\\s+-[a-z]*r[\\w.]+', 'é|è|[^\\n]x'];

  it('keeps each list once, across programs', () => {
    const ranges = new SharedRanges();
    const programs = sources.map((source) => RE2JS.compile(source));
    const lists = (): Int32Array[] =>
      programs.flatMap((program) => stepsOf(program).map(({ runes }) => runes));
    const before = lists();
    for (const program of programs) ranges.shareIn(program);
    const after = lists();
    assert.deepEqual(after, before);
    const distinct = new Set(before.map((list) => list.join()));
    assert.ok(distinct.size < before.length);
    assert.equal(new Set(after).size, distinct.size);
  });

  it('changes nothing that a program finds', () => {
    const ranges = new SharedRanges();
    const text = 'DROP  TABLE shop.orders; rm -frx.y; éx';
    for (const source of sources) {
      const plain = RE2JS.compile(source).matcher(text);
      const compiled = RE2JS.compile(source);
      ranges.shareIn(compiled);
      const shared = compiled.matcher(text);
      assert.ok(plain.find());
      assert.ok(shared.find());
      assert.deepEqual([shared.start(), shared.end()], [plain.start(), plain.end()]);
    }
  });
});
