import assert from 'node:assert/strict';
import { bulkFlags, newSession, USUAL, withTouches } from '../../../src/risk/bulk';
import type { SessionSums } from '../../../src/risk/bulk';

const none: SessionSums = { files: 0, deletedFiles: 0, addedLines: 0, removedLines: 0 };
const measuresOf = (now: Partial<SessionSums>, past: readonly Partial<SessionSums>[] = []) =>
  bulkFlags(
    { ...none, ...now },
    past.map((one) => ({ ...none, ...one })),
  ).map(({ measure }) => measure);
const five = (sums: Partial<SessionSums>) => Array.from({ length: 5 }, () => sums);

describe('what is a lot for a tool', () => {
  it('is more than is usual, by any measure', () => {
    assert.deepEqual(measuresOf(USUAL), []);
    assert.deepEqual(measuresOf({ ...USUAL, deletedFiles: USUAL.deletedFiles + 1 }), ['deletedFiles']);
    assert.deepEqual(measuresOf({ files: 51, deletedFiles: 11, addedLines: 2_001, removedLines: 1_001 }), [
      'files',
      'deletedFiles',
      'addedLines',
      'removedLines',
    ]);
  });

  it('is far more than in its own past, be that more or less than is usual', () => {
    assert.deepEqual(measuresOf({ files: 31 }, five({ files: 10 })), ['files']);
    assert.deepEqual(measuresOf({ files: 30 }, five({ files: 10 })), []);
    assert.deepEqual(measuresOf({ files: 200 }, five({ files: 100 })), []);
    assert.deepEqual(measuresOf({ files: 301 }, five({ files: 100 })), ['files']);
  });

  it('is never little, however little there was in the past', () => {
    assert.deepEqual(measuresOf({ files: 10, deletedFiles: 2 }, five({})), []);
    assert.deepEqual(measuresOf({ files: 11, deletedFiles: 3 }, five({})), ['files', 'deletedFiles']);
  });

  it('takes no past that is too short to tell', () => {
    assert.deepEqual(measuresOf({ files: 40 }, five({ files: 1 }).slice(1)), []);
  });
});

describe('the sums of a session', () => {
  it('count a file once, and lines as often as they change', () => {
    const change = { path: 'a', addedLines: 2, removedLines: 1, isDeleted: false };
    const session = withTouches(
      newSession('tool', 's', 't0'),
      [change, change, { ...change, path: 'b', isDeleted: true }],
      't1',
    );
    const { files, deletedFiles, addedLines, removedLines, time, paths } = session;
    assert.deepEqual([files, deletedFiles, addedLines, removedLines], [2, 1, 6, 3]);
    assert.deepEqual([time, paths], ['t1', ['a', 'b']]);
  });
});
