import assert from 'node:assert/strict';
import { placesIn } from '../../../../src/git/notes/notePlaces';

const [FIRST, SECOND] = ['ab'.repeat(20), 'cd'.repeat(20)];
const [ONE, TWO] = ['1'.repeat(40), '2'.repeat(40)];
const listed = (...entries: (readonly [blob: string, place: string])[]): Buffer =>
  Buffer.from(entries.map(([blob, place]) => `100644 blob ${blob}\t${place}\0`).join(''));
const inFolder = (commit: string): string => `${commit.slice(0, 2)}/${commit.slice(2)}`;

describe('where notes are', () => {
  it('is told by commit, however many folders they lie in', () => {
    assert.deepEqual(
      [...placesIn(listed([ONE, FIRST], [TWO, inFolder(SECOND)]))],
      [
        [FIRST, { blob: ONE, place: FIRST }],
        [SECOND, { blob: TWO, place: inFolder(SECOND) }],
      ],
    );
  });

  it('is in fewer folders where there are two of one commit, in whatever order', () => {
    for (const entries of [
      listed([ONE, FIRST], [TWO, inFolder(FIRST)]),
      listed([TWO, inFolder(FIRST)], [ONE, FIRST]),
    ])
      assert.deepEqual(placesIn(entries).get(FIRST), { blob: ONE, place: FIRST });
  });

  it('is nowhere for what is no note', () => {
    const other = Buffer.from(`100644 blob ${ONE}\tREADME\u0000100755 blob ${ONE}\t${FIRST}\0`);
    assert.equal(placesIn(other).size, 0);
  });
});
