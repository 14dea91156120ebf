import assert from 'node:assert/strict';
import { columnsOf, fitted } from '../../../../src/node/cli/columns';
import { lineView, writerColumn } from '../../../../src/node/cli/lineView';

describe('columns of a terminal', () => {
  it('are as many as letters are wide', () => {
    for (const [text, columns] of [
      ['', 0],
      ['plain', 5],
      ['naïve', 5],
      ['e\u0301', 1],
      ['山田', 4],
      ['한글', 4],
      ['ﾊﾝ', 2],
      ['「」', 4],
      ['done ✅', 7],
      ['→ …', 3],
      ['\u{1f600}', 2],
      ['\u{20bb7}', 2],
    ] as const)
      assert.equal(columnsOf(text), columns, text);
  });

  it('are filled, or text is cut to fit in', () => {
    for (const [text, shown] of [
      ['ab', 'ab   '],
      ['abcde', 'abcde'],
      ['abcdef', 'abcd…'],
      ['山', '山   '],
      ['山田太', '山田…'],
      ['a山田太', 'a山… '],
    ] as const)
      assert.equal(fitted(text, 5), shown);
  });

  it('leave room beside the names of writers, however long', () => {
    const by = (tool: string, model?: string) =>
      lineView(1, { kind: 'ai', tool, ...(model !== undefined && { model }) });
    assert.deepEqual(
      writerColumn([by('x'), by('ツール'), lineView(2, undefined), lineView(3, { kind: 'human' })]),
      ['ai x     ', 'ai ツール', '         ', 'human    '],
    );
    const [long = '', short = ''] = writerColumn([by('a'.repeat(20), 'm'.repeat(40)), by('x\u001b[2J')]);
    assert.match(long, /^ai a{20} m{11}…$/);
    assert.equal(short, 'ai x\\u001b[2J'.padEnd(36));
  });
});
