import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Window } from '../../../../src/policy/match/window';

describe('Window', () => {
  const numbered = (from: number, to: number): string =>
    Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}\n`).join('');

  it('is the changed range with whole lines around it', () => {
    const window = new Window(`${numbered(1, 9)}ab`, 'X', `cd\n${numbered(11, 19)}`, {
      lines: 2,
      characters: 1000,
    });
    assert.equal(window.text, `${numbered(8, 9)}abXcd\n${numbered(11, 12)}`);
    assert.equal(window.text.slice(window.changedStart, window.changedEnd), 'X');
  });

  it('leaves out lines that would make it too long, and cuts the edit’s own', () => {
    const long = 'x'.repeat(50);
    const around = new Window(`${long}\nab`, 'X', `cd\n${long}\n`, { lines: 5, characters: 20 });
    assert.equal(around.text, 'abXcd\n');
    const own = new Window(long, 'X', long, { lines: 5, characters: 20 });
    assert.equal(own.text, `${'x'.repeat(20)}X${'x'.repeat(20)}`);
  });

  it('is the document where that is short', () => {
    const window = new Window('a\nb', 'X', 'c\nd', { lines: 60, characters: 4000 });
    assert.deepEqual([window.text, window.offset], ['a\nbXc\nd', 0]);
  });

  it('is always a part of the document, in the place it says, within its bounds', () => {
    const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n'), maxLength: 60 });
    fc.assert(
      fc.property(text, text, text, fc.nat(4), fc.nat(30), (before, changed, after, lines, characters) => {
        const window = new Window(before, changed, after, { lines, characters });
        const document = before + changed + after;
        assert.equal(document.slice(window.offset, window.offset + window.text.length), window.text);
        assert.equal(window.text.slice(window.changedStart, window.changedEnd), changed);
        assert.ok(window.text.length <= changed.length + 2 * characters);
      }),
    );
  });
});
