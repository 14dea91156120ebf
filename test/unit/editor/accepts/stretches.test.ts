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

  it('are taken apart by what is put in inside, and do not grow by what is put in at either end', () => {
    const at = [{ start: 4, end: 8 }];
    assert.deepEqual(followStretches(at, [change(6, 6, 'ab')]), [
      { start: 4, end: 6 },
      { start: 8, end: 10 },
    ]);
    assert.deepEqual(followStretches(at, [change(5, 6, 'ab')]), [
      { start: 4, end: 5 },
      { start: 7, end: 9 },
    ]);
    assert.deepEqual(followStretches(at, [change(4, 4, 'ab')]), [{ start: 6, end: 10 }]);
    assert.deepEqual(followStretches(at, [change(8, 8, 'ab')]), at);
  });

  it('lose what is taken out or replaced at an end, and are gone where their text is', () => {
    const at = [{ start: 4, end: 8 }];
    assert.deepEqual(followStretches(at, [change(2, 5, 'ab')]), [{ start: 4, end: 7 }]);
    assert.deepEqual(followStretches(at, [change(7, 9, 'ab')]), [{ start: 4, end: 7 }]);
    assert.deepEqual(followStretches(at, [change(3, 9, '')]), []);
    assert.deepEqual(followStretches(at, [change(4, 8, 'ab')]), []);
  });

  it('stay with their characters, whatever an event does', () => {
    const before = 'abcdefghij';
    const stretches = [
      { start: 1, end: 4 },
      { start: 6, end: 9 },
    ];
    const changes = fc
      .uniqueArray(fc.nat(9), { maxLength: 4 })
      .chain((starts) =>
        fc.tuple(...starts.map((start) => fc.tuple(fc.constant(start), fc.nat(1), fc.nat(2)))),
      )
      .map((all) => all.map(([start, length, put]) => change(start, start + length, 'X'.repeat(put))));
    fc.assert(
      fc.property(changes, (all) => {
        let after = before;
        for (const { start, end, text } of all.toSorted((a, b) => b.start - a.start || b.end - a.end))
          after = after.slice(0, start) + text + after.slice(end);
        const found = followStretches(stretches, all).map(({ start, end }) => after.slice(start, end));
        const isLeft = (letter: string): boolean =>
          'bcdghi'.includes(letter) &&
          all.every(({ start, end }) => before.indexOf(letter) < start || before.indexOf(letter) >= end);
        assert.equal(found.join(''), [...before].filter(isLeft).join(''));
      }),
    );
  });

  it('are no text that an event took away and put back', () => {
    assert.deepEqual(insertedBy([change(2, 5, 'cde and more')], 'abcde'), [{ start: 5, end: 14 }]);
    assert.deepEqual(insertedBy([change(0, 5, 'abXde')], 'abcde'), [{ start: 2, end: 3 }]);
    assert.deepEqual(insertedBy([change(0, 5, 'abcde')], 'abcde'), []);
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
        const found = insertedBy(all, before)
          .map(({ start, end }) => after.slice(start, end))
          .join('');
        assert.equal(found, after.replace(/\d/g, ''));
      }),
    );
  });
});
