import assert from 'node:assert/strict';
import { parseCommit } from '../../../../src/git/parse/commitObject';

const ID = 'e'.repeat(40);

const parse = (text: string, encoding: BufferEncoding = 'utf8') => parseCommit(Buffer.from(text, encoding));

describe('parseCommit', () => {
  it('reads the parents and the message, byte for byte', () => {
    const text = `tree ${ID}\nparent ${ID}\nparent ${'f'.repeat(64)}\nauthor A <a@x> 1 +0000\ncommitter A <a@x> 1 +0000\n\nGr\u00FC\u00DFe\n\nparent of it\n`;
    const { parents, message } = parse(text, 'latin1');
    assert.deepEqual(parents, [ID, 'f'.repeat(64)]);
    assert.equal(message, 'Gr\u00FC\u00DFe\n\nparent of it\n');
  });

  it('passes over signatures, which go on in indented lines', () => {
    const text = `tree ${ID}\ngpgsig -----BEGIN-----\n \n parent ${ID}\n -----END-----\n\nSubject\n`;
    assert.deepEqual(parse(text), { parents: [], message: 'Subject\n' });
  });

  it('knows a commit without a message', () => {
    assert.deepEqual(parse(`tree ${ID}\nauthor A <a@x> 1 +0000\n`), { parents: [], message: '' });
    assert.equal(parse(`tree ${ID}\n\n`).message, '');
  });
});
