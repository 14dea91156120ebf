import assert from 'node:assert/strict';
import {
  nothingYet,
  withAccepted,
  withMoved,
  withOther,
  type Event,
} from '../../../../src/editor/accepts/whatCameAbout';

const insertion = (from: string, start: number, text: string): Event => ({
  changes: [{ start, end: start, text }],
  from,
  to: from.slice(0, start) + text + from.slice(start),
});

describe('what came about while a suggestion was accepted', () => {
  it('is nothing where a person typed and nothing was accepted', () => {
    assert.deepEqual(withOther(nothingYet('a '), insertion('a ', 2, 'T')), nothingYet('a T'));
  });

  it('is what was accepted, without what a person typed before, behind and inside of it', () => {
    let so = nothingYet('x ');
    so = withOther(so, insertion('x ', 2, 'T'));
    so = withAccepted(so, insertion('x T', 3, 'hello'));
    so = withOther(so, insertion('x Thello', 8, '!'));
    so = withMoved(so, insertion('x Thello!', 5, '?').changes);
    so = withMoved(so, insertion('x The?llo!', 0, '> ').changes);
    assert.deepEqual(so, {
      before: 'x T',
      after: 'x Thello',
      inserted: [
        { start: 5, end: 7 },
        { start: 8, end: 11 },
      ],
    });
  });

  it('is put together of several events', () => {
    const emptied: Event = { changes: [{ start: 2, end: 5, text: '' }], from: 'x old', to: 'x ' };
    const so = withAccepted(withAccepted(nothingYet('x old'), emptied), insertion('x ', 2, 'new'));
    assert.deepEqual(so, { before: 'x old', after: 'x new', inserted: [{ start: 2, end: 5 }] });
  });
});
