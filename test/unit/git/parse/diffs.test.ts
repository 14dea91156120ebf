import assert from 'node:assert/strict';
import { parseCommitDiffs } from '../../../../src/git/parse/diffs';

const [A, B, OLD, NEW] = ['a', 'b', '1', '2'].map((digit) => digit.repeat(40));
const raw = (status: string, ...paths: string[]): string =>
  `:100644 100644 ${OLD} ${NEW} ${status}\0${paths.map((path) => `${path}\0`).join('')}`;

describe('the diffs of commits', () => {
  it('tell which lines are new, whatever the lines say', () => {
    const patch = [
      'diff --git a/a.ts b/a.ts',
      'index 1..2 100644',
      '--- a/a.ts',
      '+++ b/a.ts',
      '@@ -2 +2,3 @@ function',
      '-diff --git a/x b/x',
      `+${B}\0`,
      '+@@ -1 +1 @@',
      '+last',
      '\\ No newline at end of file',
      '@@ -9,0 +12 @@',
      '+diff --git a/y b/y',
      '',
    ].join('\n');
    const output = `${A}\0${raw('M', 'a.ts')}\0${patch}${B}\0`;
    const [first, second, ...more] = parseCommitDiffs(Buffer.from(output));
    assert.deepEqual(first?.files[0]?.hunks, [
      { oldStart: 2, oldCount: 1, start: 2, count: 3, removed: '-diff --git a/x b/x\n' },
      { oldStart: 9, oldCount: 0, start: 12, count: 1, removed: '' },
    ]);
    assert.deepEqual(second, { commit: B, files: [] });
    assert.deepEqual(more, []);
  });

  it('tell renames, binary files, and what became something else', () => {
    const patch = [
      'diff --git a/old b/ü',
      'similarity index 100%',
      'diff --git a/b.bin b/b.bin',
      'Binary files a/b.bin and b/b.bin differ',
      'diff --git a/t b/t',
      'deleted file mode 100644',
      '@@ -1 +0,0 @@',
      '-gone',
      'diff --git a/t b/t',
      'new file mode 120000',
      '@@ -0,0 +1 @@',
      '+link',
      '\\ No newline at end of file',
      '',
    ].join('\n');
    const output = `${A}\0${raw('R100', 'old', 'ü')}${raw('M', 'b.bin')}${raw('T', 't')}\0${patch}`;
    const [{ files } = { files: [] }] = parseCommitDiffs(Buffer.from(output));
    assert.deepEqual(
      files.map(({ path, oldPath, hunks }) => [path, oldPath, hunks?.map(({ start }) => start)]),
      [
        ['ü', 'old', []],
        ['b.bin', undefined, undefined],
        ['t', undefined, [1]],
      ],
    );
  });

  it('are refused where they are something else', () => {
    assert.throws(() => parseCommitDiffs(Buffer.from('fatal: no\n')));
    assert.deepEqual(parseCommitDiffs(Buffer.from('')), []);
  });
});
