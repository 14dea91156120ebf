import assert from 'node:assert/strict';
import { RecentTexts } from '../../../src/provenance/recentTexts';
import { applyAuthoredChanges } from '../../../src/provenance/liveRanges';
import { human, labelled, shown } from './labelModel';

describe('recent texts', () => {
  it('give text that is cut and pasted its labels back', () => {
    const recent = new RecentTexts();
    recent.remember(labelled('foo();\n', 'aaahha.'));
    const change = { start: 1, end: 1, text: 'foo();\r\n', author: human };
    const origin = recent.find(change.text);
    const result = applyAuthoredChanges(labelled('x', 'b'), [origin ? { ...change, origin } : change]);
    assert.equal(shown(result), shown(labelled('xfoo();\r\n', 'baaahhahh')));
  });

  it('know the last of texts that read alike', () => {
    const recent = new RecentTexts();
    recent.remember(labelled('foo()', 'aaaaa'));
    recent.remember(labelled('foo()', 'hhhhh'));
    assert.equal(shown(recent.find('foo()')!), shown(labelled('foo()', 'hhhhh')));
  });

  it('are none for other text and for texts too short to tell', () => {
    const recent = new RecentTexts();
    recent.remember(labelled('foo()', 'aaaaa'));
    recent.remember(labelled(' }\n ', 'aaaa'));
    assert.equal(recent.find('bar()'), undefined);
    assert.equal(recent.find(' }\n '), undefined);
  });

  it('are bounded', () => {
    const recent = new RecentTexts();
    for (let i = 0; i < 100; i++) recent.remember(labelled(`text ${i}`, ''));
    assert.equal(recent.find('text 67'), undefined);
    assert.ok(recent.find('text 68'));
    for (const letter of 'xyz') recent.remember(labelled(letter.repeat(100_000), ''));
    assert.equal(recent.find('x'.repeat(100_000)), undefined);
    assert.ok(recent.find('y'.repeat(100_000)));
  });
});
