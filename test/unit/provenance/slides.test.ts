import assert from 'node:assert/strict';
import type { LineWriters, Writer } from '../../../src/provenance/lineWriters';
import { tradesOf, type Trades } from '../../../src/provenance/slides';

const AI: Writer = { kind: 'ai', tool: 'tool' };
const ME: Writer = { kind: 'human' };

/** `x` stands between `top` and `end`, once in the old text; of the two in the new one the diff calls one new. */
async function trades(
  added: 2 | 3,
  now: readonly (readonly [number, Writer])[],
  before: readonly (readonly [number, Writer])[],
  old: readonly number[] = [],
): Promise<(readonly [number, number])[]> {
  const known: LineWriters = new Map(before);
  const insertions = [{ start: added, count: 1, oldLine: added - 1 }];
  const text = {
    lines: ['top', 'x', 'x', 'end'],
    insertions,
    writers: new Map(now),
    old: new Set(old),
  };
  return [...(await tradesOf(text, () => Promise.resolve(known)))];
}

describe('lines put beside lines like them', () => {
  it('are those that somebody wrote, whichever the diff takes for new', async () => {
    assert.deepEqual(await trades(2, [[3, AI]], []), [[2, 3]]);
    assert.deepEqual(await trades(3, [[2, AI]], []), [[3, 2]]);
    assert.deepEqual(
      await trades(
        2,
        [
          [2, ME],
          [3, AI],
        ],
        [[2, ME]],
      ),
      [[2, 3]],
    );
  });

  it('stay where the diff has them if that is where they were written', async () => {
    assert.deepEqual(await trades(2, [[2, AI]], []), []);
    assert.deepEqual(
      await trades(
        2,
        [
          [2, AI],
          [3, ME],
        ],
        [[2, ME]],
      ),
      [],
    );
    assert.deepEqual(
      await trades(
        2,
        [
          [2, AI],
          [3, ME],
        ],
        [],
      ),
      [],
    );
  });

  it('are nobody’s where the known one was there before', async () => {
    assert.deepEqual(await trades(2, [[3, AI]], [[2, AI]]), []);
    assert.deepEqual(await trades(2, [[2, AI]], [[2, AI]], [2]), [[2, 3]]);
    assert.deepEqual(await trades(2, [[2, AI]], [[2, AI]]), []);
  });

  it('are told however far from where the diff has them', async () => {
    const lines = ['top', ...Array.from({ length: 8 }, () => 'x'), 'end'];
    const among = (at: number, written: readonly number[]): Promise<Trades> => {
      const insertions = [{ start: at, count: 2, oldLine: at - 1 }];
      const writers = new Map(written.map((line) => [line, AI]));
      return tradesOf({ lines, insertions, writers, old: new Set() }, () => Promise.resolve(new Map()));
    };
    assert.deepEqual(
      await among(8, [3, 4]),
      new Map([
        [8, 4],
        [9, 3],
      ]),
    );
    assert.deepEqual(
      await among(2, [7, 8]),
      new Map([
        [2, 8],
        [3, 7],
      ]),
    );
    assert.deepEqual(await among(8, [7, 8]), new Map([[9, 7]]));
  });
});
