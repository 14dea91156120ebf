import assert from 'node:assert/strict';
import { answerOf, blamedIn, type BlamedLine } from '../../../src/provenance/blamedLine';
import type { ClassifiedLine } from '../../../src/provenance/model';

const AI = { kind: 'ai', tool: 'copilot' } as const;
const typed: ClassifiedLine = { line: 1, class: 'human', tainted: false };

describe('what is said of a line', () => {
  it('is its commit’s word where it is committed, whatever was recorded', () => {
    assert.deepEqual(answerOf(typed, { commit: 'c', writer: AI }), { writer: AI, commit: 'c' });
    assert.deepEqual(answerOf(typed, { commit: 'c' }), { commit: 'c' });
  });

  it('is what was recorded where it is not committed, or where no commit has a note', () => {
    assert.deepEqual(answerOf(typed, {}), { writer: { kind: 'human' } });
    assert.deepEqual(answerOf(typed, { commit: 'c' }, true), { writer: { kind: 'human' }, commit: 'c' });
  });

  it('is that of where it was copied from, unless somebody is known to have just written it', () => {
    const copied: BlamedLine = { commit: 'c', isNew: true, writer: AI };
    assert.deepEqual(answerOf(undefined, copied), { writer: AI, commit: 'c' });
    assert.deepEqual(answerOf(typed, copied), { writer: { kind: 'human' } });
  });
});

describe('what is said of the lines of a text', () => {
  const lines = new Map<number, BlamedLine>([
    [1, { commit: 'one' }],
    [2, { commit: 'two', writer: AI }],
    [3, { commit: 'three' }],
  ]);

  it('moves along with what is put in or taken away above', () => {
    const old = 'a\nb\nc\n';
    assert.deepEqual([...blamedIn('x\ny\na\nb\nc\n', old, lines).keys()], [3, 4, 5]);
    assert.deepEqual(blamedIn('b\nc\n', old, lines).get(1), { commit: 'two', writer: AI });
  });

  it('is not said of a line that was changed, though it may be once that is undone', () => {
    const old = 'a\nb\nc\n';
    assert.deepEqual([...blamedIn('a\nb2\nc\n', old, lines).keys()], [1, 3]);
    assert.deepEqual(blamedIn(old, old, lines), lines);
  });

  it('is not said of a last line that got a line end, as git has it', () => {
    assert.deepEqual([...blamedIn('a\nb\nc\n', 'a\nb\nc', lines).keys()], [1, 2]);
  });
});
