import assert from 'node:assert/strict';
import { parseConfig } from '../../../../src/git/parse/config';

describe('parseConfig', () => {
  it('keeps the last value of a key, line breaks and all', () => {
    const values = parseConfig('core.commentchar\n#\0commit.cleanup\ntwo\nlines\0core.commentchar\n;\0');
    assert.deepEqual(
      [...values],
      [
        ['core.commentchar', ';'],
        ['commit.cleanup', 'two\nlines'],
      ],
    );
  });

  it('takes a key without a value for true', () => {
    assert.equal(parseConfig('commit.verbose\0').get('commit.verbose'), 'true');
  });

  it('finds nothing in nothing', () => {
    assert.equal(parseConfig('').size, 0);
  });
});
