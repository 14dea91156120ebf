import assert from 'node:assert/strict';
import { BlameStream, isCommitted, unquotePath } from '../../../../src/git/parse/blame';

const A = 'a'.repeat(40);

describe('git blame, incrementally', () => {
  it('tells where lines come from', () => {
    const output = `${A} 3 1 2\nauthor Dev\ncommitter-time 1700000000\nsummary ${A} 1 1 1\nfilename old name.ts\n${A} 9 5 1\nfilename new.ts\n`;
    assert.deepEqual(new BlameStream().push(Buffer.from(output)), [
      { commit: A, path: 'old name.ts', originalLine: 3, line: 1, count: 2 },
      { commit: A, path: 'new.ts', originalLine: 9, line: 5, count: 1 },
    ]);
    const [stream, bytes] = [new BlameStream(), Buffer.from(output)];
    const byByte = [...bytes].flatMap((byte) => stream.push(Buffer.of(byte)));
    assert.deepEqual(byByte, new BlameStream().push(bytes));
  });

  it('tells lines that are not committed', () => {
    assert.equal(isCommitted('0'.repeat(64)), false);
    assert.equal(isCommitted(A), true);
  });

  it('reads paths as git quotes them', () => {
    assert.equal(unquotePath('plain "name"'), 'plain "name"');
    assert.equal(unquotePath('"a\\tb\\"c\\\\d\\303\\244ü"'), 'a\tb"c\\däü');
  });
});
