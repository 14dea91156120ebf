import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeResult } from '../../../../src/editor/intercept/judgeResult';
import type { ItemShape } from '../../../../src/editor/intercept/shapes';
import { runs } from '../../randomRuns';

const good = { insertText: 'plan' };
const bad = { insertText: 'destroy' };

const run = (result: unknown, originals = new WeakMap<object, object>()): Promise<unknown> =>
  judgeResult(
    result,
    async (items) => new Set(items.filter((item) => item.insertText === 'destroy')),
    originals,
  );

describe('judging a result', () => {
  it('returns the very same object where nothing is withheld', async () => {
    const array = [good];
    const list = { items: [good] };
    assert.equal(await run(array), array);
    assert.equal(await run(list), list);
    assert.equal(await run(null), null);
    assert.equal(await run(undefined), undefined);
  });

  it('filters a copy of an array, with the same items', async () => {
    const array = [bad, good];
    const kept = (await run(array)) as unknown[];
    assert.equal(kept.length, 1);
    assert.equal(kept[0], good);
    assert.equal(array.length, 2);
  });

  it('withholds an item however often it appears', async () => {
    assert.deepEqual(await run([bad, good, bad, good]), [good, good]);
  });

  it('keeps everything about a list but its items', async () => {
    class List {
      #secret = 's';
      enableForwardStability = true;
      items = [bad, good];
      get secret(): string {
        return this.#secret;
      }
      dispose(): string {
        return this.#secret;
      }
    }
    const list = Object.freeze(new List());
    const kept = (await run(list)) as List;
    assert.deepEqual(kept.items, [good]);
    assert.equal(kept.enableForwardStability, true);
    assert.equal(kept.secret, 's');
    assert.equal(kept.dispose(), 's');
    assert.ok(kept instanceof List);
    assert.ok(!Array.isArray(kept));
    assert.deepEqual({ ...kept }.items, [good]);
  });

  it('remembers which list a stand-in is for', async () => {
    const originals = new WeakMap<object, object>();
    const list = { items: [bad] };
    const kept = (await run(list, originals)) as object;
    assert.equal(originals.get(kept), list);
  });

  it('shows the items that were judged where a list makes them anew at each look', async () => {
    let looks = 0;
    const list = {
      get items() {
        return looks++ === 0 ? [good] : [bad];
      },
    };
    assert.deepEqual(((await run(list)) as typeof list).items, [good]);
  });

  it('does not show what is added to an array while it is judged', async () => {
    const array: ItemShape[] = [good];
    const judged = judgeResult(
      array,
      async () => {
        array.push(bad);
        return new Set();
      },
      new WeakMap(),
    );
    assert.deepEqual(await judged, [good]);
  });

  it('passes what is no result at all on unchanged', async () => {
    for (const garbage of [0, 'text', true, {}, { items: 'none' }, { items: null }, () => [bad]]) {
      assert.equal(await run(garbage), garbage);
    }
    assert.deepEqual(await run([null, bad, 5]), [null, 5]);
  });

  it('says so where there was nothing to suggest', async () => {
    const calls: (readonly ItemShape[])[] = [];
    for (const result of [null, undefined, [], { items: [] }]) {
      await judgeResult(result, async (items) => (calls.push(items), new Set()), new WeakMap());
    }
    assert.deepEqual(calls, [[], [], [], []]);
  });

  it('keeps what is not withheld, in order, of any array and any list', async () => {
    const items = fc.array(fc.constantFrom<unknown>(good, bad, null, 'text', {}));
    await fc.assert(
      fc.asyncProperty(items, fc.boolean(), async (array, asList) => {
        const kept = await run(asList ? { items: array } : array);
        const shown = asList ? (kept as { items: unknown[] }).items : (kept as unknown[]);
        const expected = array.filter((item) => item !== bad);
        assert.equal(shown.length, expected.length);
        expected.forEach((item, i) => assert.equal(shown[i], item));
      }),
      runs(200),
    );
  });
});
