import assert from 'node:assert/strict';
import { ExpectedCells } from '../../../src/editor/labels/expectedCells';
import type { Offer } from '../../../src/provenance/offer';

const uri = (scheme: string, path: string) => ({ scheme, path, fsPath: path, toString: () => scheme + path });
const offer = (insertText: string): Offer => ({ id: insertText, insertText, start: 0, end: 0, cursor: 0 });
const cell = uri('vscode-notebook-cell', '/book.ipynb');

describe('cells that a tool is adding', () => {
  it('are known by their notebook and their text, line ends aside, once each', () => {
    const expected = new ExpectedCells();
    const added = offer('a\r\nb');
    expected.add(uri('file', '/book.ipynb'), [added, offer('')]);
    assert.equal(expected.take(uri('vscode-notebook-cell', '/other.ipynb'), 'a\nb'), undefined);
    assert.equal(expected.take(uri('file', '/book.ipynb'), 'a\nb'), undefined);
    assert.equal(expected.take(cell, 'a'), undefined);
    assert.equal(expected.take(cell, ''), undefined);
    assert.equal(expected.take(cell, 'a\nb'), added);
    assert.equal(expected.take(cell, 'a\nb'), undefined);
  });

  it('are expected as long as the tool is at it', () => {
    const expected = new ExpectedCells();
    expected.add(uri('file', '/book.ipynb'), [offer('a')]).dispose();
    assert.equal(expected.take(cell, 'a'), undefined);
  });
});
