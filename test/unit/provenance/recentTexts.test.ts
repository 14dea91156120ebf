import assert from 'node:assert/strict';
import { RecentRemovals } from '../../../src/provenance/recentRemovals';
import { applyAuthoredChanges } from '../../../src/provenance/liveRanges';
import { human, labelled, shown } from './labelModel';

describe('recent removals', () => {
  it('give text that is cut and pasted its labels back', () => {
    const removals = new RecentRemovals();
    removals.remember(labelled('foo();\n', 'aaahha.'));
    const change = { start: 1, end: 1, text: 'foo();\r\n', author: human };
    const origin = removals.find(change.text);
    const result = applyAuthoredChanges(labelled('x', 'b'), [origin ? { ...change, origin } : change]);
    assert.equal(shown(result), shown(labelled('xfoo();\r\n', 'baaahhahh')));
  });

  it('know the last of texts that read alike', () => {
    const removals = new RecentRemovals();
    removals.remember(labelled('foo()', 'aaaaa'));
    removals.remember(labelled('foo()', 'hhhhh'));
    assert.equal(shown(removals.find('foo()')!), shown(labelled('foo()', 'hhhhh')));
  });

  it('are none for other text and for texts too short to tell', () => {
    const removals = new RecentRemovals();
    removals.remember(labelled('foo()', 'aaaaa'));
    removals.remember(labelled(' }\n ', 'aaaa'));
    assert.equal(removals.find('bar()'), undefined);
    assert.equal(removals.find(' }\n '), undefined);
  });

  it('are bounded', () => {
    const removals = new RecentRemovals();
    for (let i = 0; i < 100; i++) removals.remember(labelled(`text ${i}`, ''));
    assert.equal(removals.find('text 67'), undefined);
    assert.ok(removals.find('text 68'));
    for (const letter of 'xyz') removals.remember(labelled(letter.repeat(100_000), ''));
    assert.equal(removals.find('x'.repeat(100_000)), undefined);
    assert.ok(removals.find('y'.repeat(100_000)));
  });
});
