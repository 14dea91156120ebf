import assert from 'node:assert/strict';
import { takenOver } from '../../../src/provenance/takenOver';

const textOf = (...lines: string[]): string => lines.map((line) => `${line}\n`).join('');

describe('takenOver', () => {
  const base = textOf('head();', 'tail();');
  const other = textOf('head();', 'callOnce();', 'callTwice();', 'tail();', 'appended(once);');

  it('is what the base has, and whole hunks of others', () => {
    const text = textOf('head();', 'callOnce();', 'callTwice();', 'own(line);', 'tail();', 'anotherOwn();');
    assert.equal(takenOver(text, base, [other]), textOf('head();', 'callOnce();', 'callTwice();', 'tail();'));
    assert.equal(takenOver(text, base, []), base);
    assert.equal(takenOver(other, base, [base, other]), other);
  });

  it('is no part of a hunk', () => {
    assert.equal(takenOver(textOf('head();', 'callTwice();', 'tail();'), base, [other]), base);
  });

  it('is a file that the base has not, only if all of it is there', () => {
    assert.equal(takenOver(other, '', [other]), other);
    assert.equal(takenOver(base, '', [other]), '');
  });

  it('knows a last line without its end', () => {
    assert.equal(takenOver(`${base}appended(once);`, base, [other]), `${base}appended(once);`);
  });
});
