import assert from 'node:assert/strict';
import { lastLinesIn, linesIn } from '../../../src/git/linesIn';
import { Folder } from '../node/folder';

describe('the lines of a small file', () => {
  const folder = new Folder();

  it('are the same from its end, however long they are', () => {
    const long = `${'ü'.repeat(700)} end`;
    for (const lines of [[], ['one'], ['one', 'two'], [long, 'b', long, long, 'e'], Array(50).fill(long)]) {
      for (const end of ['', '\n']) {
        const file = folder.write('file', lines.join('\n') + end);
        for (const count of [1, 2, 3, 4, 40, 100])
          assert.deepEqual(lastLinesIn(file, count), linesIn(file).slice(-count), `${lines.length} ${count}`);
      }
    }
  });

  it('are none where there is no file', () => {
    assert.deepEqual(lastLinesIn(folder.at('none'), 3), []);
  });
});
