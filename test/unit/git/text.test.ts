import assert from 'node:assert/strict';
import { comparableText } from '../../../src/git/text';

describe('comparableText', () => {
  it('drops a byte order mark and carriage returns before line ends', () => {
    assert.equal(comparableText(Buffer.from('\uFEFFa\r\nb\rc\n')), 'a\nb\rc\n');
  });

  it('is undefined for what git takes for binary', () => {
    assert.equal(comparableText(Buffer.from([0x89, 0x50, 0x00, 0x01])), undefined);
  });

  it('takes text in whatever encoding for text', () => {
    assert.equal(typeof comparableText(Buffer.from('gr\u00fc\u00df', 'latin1')), 'string');
  });
});
