import assert from 'node:assert/strict';
import fc from 'fast-check';
import { differenceOf, takingBack } from '../../../../src/editor/accepts/difference';
import type { Difference } from '../../../../src/editor/accepts/difference';

const apply = (text: string, { start, end, insert }: Difference): string =>
  text.slice(0, start) + insert + text.slice(end);

describe('the difference of two texts', () => {
  it('is nothing where they are the same', () => {
    assert.equal(differenceOf('abc', 'abc'), undefined);
  });

  it('leads from one to the other', () => {
    const few = fc.string({ unit: fc.constantFrom('a', 'b', '\n') });
    fc.assert(
      fc.property(few, few, (before, after) => {
        const change = differenceOf(before, after);
        assert.equal(change ? apply(before, change) : before, after);
      }),
    );
  });
});

describe('taking an accepted text back', () => {
  const before = 'one\nterraform des\ntwo';
  const after = 'one\nterraform destroy\ntwo';
  const back = (now: string): string | undefined => {
    const change = takingBack(before, after, now);
    return change && apply(now, change);
  };

  it('leads back where nothing else has happened', () => {
    assert.equal(back(after), before);
  });

  it('has nothing to do where it is gone already', () => {
    assert.equal(back(before), undefined);
  });

  it('keeps what was typed before and behind it', () => {
    assert.equal(back(`zero ${after}`), `zero ${before}`);
    assert.equal(back(`${after} three`), `${before} three`);
    assert.equal(back('one\nterraform destroy -x\ntwo'), 'one\nterraform des -x\ntwo');
  });

  it('takes what was typed inside of it along', () => {
    assert.equal(back('one\nterraform destrXoy\ntwo'), before);
  });

  it('puts back what the accept replaced', () => {
    const replaced = takingBack('a keep z', 'a gone z', 'a gone z!');
    assert.equal(apply('a gone z!', replaced ?? assert.fail()), 'a keep z!');
  });

  it('leaves none of it wherever else the text has changed since', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ') });
    fc.assert(
      fc.property(text, text, text, text, (head, tail, typed, where) => {
        const from = `${head}|${tail}`;
        const to = `${head}|DANGER${tail}`;
        const now = where.length % 2 === 0 ? `${typed}${to}` : `${to}${typed}`;
        const change = takingBack(from, to, now) ?? assert.fail('nothing to take back');
        assert.ok(!apply(now, change).includes('DANGER'));
      }),
    );
  });
});
