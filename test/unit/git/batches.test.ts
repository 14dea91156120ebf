import assert from 'node:assert/strict';
import { Batches } from '../../../src/git/notes/batches';

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('batches', () => {
  it('take all that has come in while they were gathered, or the last one was worked on', async () => {
    const worked: number[][] = [];
    let begun = (): void => undefined;
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    let go = (): void => undefined;
    const may = new Promise<void>((resolve) => (go = resolve));
    const batches = new Batches<number>(async (batch) => {
      worked.push([...batch]);
      begun();
      await may;
    }, 1);
    batches.add([1]);
    batches.add([2, 3]);
    await isBegun;
    batches.add([]);
    batches.add([4]);
    batches.add([5]);
    go();
    await batches.finish();
    assert.deepEqual(worked, [
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('are not waited for where nothing more is to come', async () => {
    const worked: number[][] = [];
    const batches = new Batches<number>((batch) => {
      worked.push([...batch]);
      return Promise.resolve();
    }, 2 ** 30);
    batches.add([1]);
    batches.add([2]);
    await batches.finish();
    assert.deepEqual(worked, [[1, 2]]);
  });

  it('tell whoever finishes what went wrong', async () => {
    const batches = new Batches<number>(() => Promise.reject(new Error('no')), 0);
    batches.add([1]);
    await soon();
    batches.add([2]);
    await assert.rejects(batches.finish(), /^Error: no$/);
  });
});
