import assert from 'node:assert/strict';
import { codeShown, describeLines } from '../../../../src/node/cli/blamedCode';
import { lineView } from '../../../../src/node/cli/lineView';
import type { Writer } from '../../../../src/provenance/lineWriters';

const HUMAN: Writer = { kind: 'human' };
const TOOL: Writer = { kind: 'ai', tool: 'cursor' };
const MODEL: Writer = { ...TOOL, model: 'm' };
const [FIRST, SECOND] = ['a'.repeat(40), 'b'.repeat(40)];

describe('the lines of a file beside who wrote them', () => {
  it('say of each its commit and its writer, whatever stands above it', () => {
    const lines = [
      lineView(1, HUMAN, FIRST),
      lineView(2, HUMAN, FIRST),
      lineView(3, HUMAN, SECOND),
      lineView(4, TOOL, SECOND),
      lineView(5, MODEL, SECOND),
      lineView(6, TOOL),
      lineView(7, undefined),
      lineView(10, undefined, FIRST),
    ];
    const code = Array.from({ length: 10 }, (_, i) => `line ${i + 1}`);
    assert.deepEqual(describeLines(lines, code, { colour: false }).split('\n'), [
      'aaaaaaaa  human         1  line 1',
      'aaaaaaaa  human         2  line 2',
      'bbbbbbbb  human         3  line 3',
      'bbbbbbbb  ai cursor     4  line 4',
      'bbbbbbbb  ai cursor m   5  line 5',
      '          ai cursor     6  line 6',
      '                        7  line 7',
      'aaaaaaaa               10  line 10',
      '',
    ]);
  });

  it('are without white space at their ends, and without what a terminal would obey', () => {
    assert.deepEqual(codeShown('a  \r\n\tb\n\n c'), ['a', '\tb', '', ' c']);
    assert.deepEqual(codeShown('a\tb\u001B[2J\n\u202Ec\n'), ['a\tb\\u001b[2J', '\\u202ec']);
    assert.deepEqual(codeShown(''), []);
  });
});
