import assert from 'node:assert/strict';
import fc from 'fast-check';
import { followStretches, insertedBy } from '../../../../src/editor/accepts/stretches';
import type { TextChange } from '../../../../src/provenance/model';

const change = (start: number, end: number, text: string): TextChange => ({ start, end, text });

describe('stretches of a text', () => {
  it('move with what is put in or taken out before them, and not with what comes behind', () => {
    const at = [{ start: 4, end: 8 }];
    assert.deepEqual(followStretches(at, [change(0, 0, 'ab')]), [{ start: 6, end: 10 }]);
    assert.deepEqual(followStretches(at, [change(0, 2, '')]), [{ start: 2, end: 6 }]);
    assert.deepEqual(followStretches(at, [change(9, 9, 'ab')]), at);
  });

  it('grow with what is put in inside, and not at either end', () => {
    const at = [{ start: 4, end: 8 }];
    assert.deepEqual(followStretches(at, [change(6, 6, 'ab')]), [{ start: 4, end: 10 }]);
    assert.deepEqual(followStretches(at, [change(4, 4, 'ab')]), [{ start: 6, end: 10 }]);
    assert.deepEqual(followStretches(at, [change(8, 8, 'ab')]), at);
  });

  it('are gone where their text is', () => {
    assert.deepEqual(followStretches([{ start: 4, end: 8 }], [change(3, 9, '')]), []);
  });

  it('are, of what an event put in, where it stands after the event', () => {
    const before = '0123456789';
    const changes = fc
      .uniqueArray(fc.nat(9), { maxLength: 4 })
      .map((starts) => starts.map((start) => change(start, start + (start % 2), 'X'.repeat(start % 3))));
    fc.assert(
      fc.property(changes, (all) => {
        let after = before;
        for (const { start, end, text } of all.toSorted((a, b) => b.start - a.start))
          after = after.slice(0, start) + text + after.slice(end);
        const found = insertedBy(all)
          .map(({ start, end }) => after.slice(start, end))
          .join('');
        assert.equal(found, after.replace(/\d/g, ''));
      }),
    );
  });
});
