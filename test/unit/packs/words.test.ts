import assert from 'node:assert/strict';
import { packRules, RECOMMENDED } from '../../../src/packs/index';
import { expandWords } from '../../../src/packs/words';

describe('words of the packs', () => {
  it('stand for a part of a pattern, words within words included', () => {
    const [pattern = ''] = expandWords({ any: ['<<git>>push\\b'] }).any ?? [];
    assert.ok(pattern.length > 40 && pattern.endsWith('push\\b'));
    assert.ok(!pattern.includes('<<'));
  });

  it('stand for several patterns where they are a list', () => {
    const { none } = expandWords({ none: ['<<spoken>>', 'x'] });
    assert.ok(none && none.length > 3);
    assert.equal(none.at(-1), 'x');
  });

  it('leave what is not a pattern as it is', () => {
    assert.deepEqual(expandWords({ within: 3, in: ['code'] }), { within: 3, in: ['code'] });
  });

  it('are refused where nobody knows them', () => {
    assert.throws(() => expandWords({ any: ['<<no-such-word>>'] }), /no word <<no-such-word>>/);
  });

  it('are refused inside a pattern where they are a list', () => {
    assert.throws(() => expandWords({ any: ['a<<spoken>>'] }), /is a list/);
  });

  it('are all written out in the rules that are handed on', () => {
    for (const { id, match } of packRules(RECOMMENDED) ?? []) {
      for (const pattern of [match.any, match.all, match.none, match.removed].flatMap((list) => list ?? [])) {
        assert.doesNotMatch(pattern, /<<[a-z-]+>>/, id);
      }
    }
  });
});
