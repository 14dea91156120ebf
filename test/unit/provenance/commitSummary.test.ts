import assert from 'node:assert/strict';
import { countAddedLines, summariseCommit } from '../../../src/provenance/commitSummary';
import type { LabelledText } from '../../../src/provenance/model';
import { ai, human, labelled } from './labelModel';

const all = (text: string): number[] => text.split('\n').map((_, i) => i + 1);

describe('what a commit adds', () => {
  it('is counted by class, without blank lines', () => {
    const text = 'foo\n\nbar\n  \nbaz\nabcd\nxyz\n';
    const labels = ['aaa.', '.', 'hhh.', 'aaa', '....', 'aahh.', 'ahh.'].join('');
    const { assisted, ...counts } = countAddedLines([{ labelled: labelled(text, labels), added: all(text) }]);
    assert.deepEqual(counts, { all: 5, ai: 1, tainted: 2, human: 1, unknown: 1 });
    assert.deepEqual(assisted, [{ tool: 'a', modelOrVersion: 'unknown' }]);
  });

  it('is only what the commit adds', () => {
    const text = labelled('foo\nbar\nbaz\n', 'aaaahhhhaaaa');
    assert.deepEqual(summariseCommit([{ labelled: text, added: [2, 3, 9] }], 'low'), {
      ...{ aiLines: 1, addedLines: 2, risk: 'low' },
      assisted: [{ tool: 'a', modelOrVersion: 'unknown' }],
    });
  });

  it('names each tool and model once, the one with most lines first', () => {
    const authors = [
      ai('b', { toolVersion: '1.0' }),
      ai('a', { model: 'm', toolVersion: '2' }),
      ai('b', { toolVersion: '1.0' }),
      human,
    ];
    const text: LabelledText = {
      text: 'l0\nl1\nl2\nl3\n',
      ranges: authors.map((author, i) => ({ start: 3 * i, end: 3 * i + 3, author })),
    };
    assert.deepEqual(countAddedLines([{ labelled: text, added: all(text.text) }]).assisted, [
      { tool: 'b', modelOrVersion: '1.0' },
      { tool: 'a', modelOrVersion: 'm' },
    ]);
  });

  it('names a tool that left nothing but traces', () => {
    const text = labelled('abc\nfoo\n', 'ahhhbbbb');
    assert.deepEqual(
      summariseCommit([{ labelled: text, added: [1, 2] }], 'none').assisted.map(({ tool }) => tool),
      ['a', 'b'],
    );
  });
});
