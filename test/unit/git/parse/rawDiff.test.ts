import assert from 'node:assert/strict';
import { isRegularFile, parseRawDiff } from '../../../../src/git/parse/rawDiff';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const NONE = '0'.repeat(40);

describe('parseRawDiff', () => {
  it('reads added, modified and deleted files', () => {
    const output =
      `:000000 100644 ${NONE} ${B} A\0new.txt\0` +
      `:100644 100755 ${A} ${B} M\0src/run.sh\0` +
      `:100644 000000 ${A} ${NONE} D\0gone.txt\0`;
    assert.deepEqual(parseRawDiff(output), [
      { status: 'A', path: 'new.txt', oldMode: '000000', newMode: '100644', oldId: NONE, newId: B },
      { status: 'M', path: 'src/run.sh', oldMode: '100644', newMode: '100755', oldId: A, newId: B },
      { status: 'D', path: 'gone.txt', oldMode: '100644', newMode: '000000', oldId: A, newId: NONE },
    ]);
  });

  it('reads a rename with its score and both paths', () => {
    const [change] = parseRawDiff(`:100644 100644 ${A} ${B} R087\0old name.txt\0new name.txt\0`);
    assert.equal(change?.status, 'R');
    assert.equal(change.oldPath, 'old name.txt');
    assert.equal(change.path, 'new name.txt');
  });

  it('takes paths as they are, be there line breaks, colons or quotes in them', () => {
    const path = ':000000 "x"\n\ttab ü';
    const changes = parseRawDiff(`:000000 100644 ${NONE} ${B} A\0${path}\0:100644 100644 ${A} ${B} M\0b\0`);
    assert.deepEqual(
      changes.map((change) => change.path),
      [path, 'b'],
    );
  });

  it('reads ids of either hash function', () => {
    const long = 'c'.repeat(64);
    assert.equal(parseRawDiff(`:100644 100644 ${long} ${long} M\0a\0`)[0]?.newId, long);
  });

  it('finds nothing in nothing', () => {
    assert.deepEqual(parseRawDiff(''), []);
  });

  it('refuses what is no raw diff', () => {
    assert.throws(() => parseRawDiff('diff --git a/x b/x\0y\0'), /not a raw diff/);
    assert.throws(() => parseRawDiff(`:100644 100644 ${A} ${B} R100\0only one\0`), /two paths/);
  });
});

describe('isRegularFile', () => {
  it('knows links and submodules from files', () => {
    assert.deepEqual(['100644', '100755', '120000', '160000', '000000'].map(isRegularFile), [
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
