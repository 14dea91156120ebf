import assert from 'node:assert/strict';
import { Batches } from '../../../src/git/notes/batches';

const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('batches', () => {
  it('take all that has come in while the last one was worked on', async () => {
    const worked: number[][] = [];
    const batches = new Batches<number>(async (batch) => {
      worked.push([...batch]);
      await soon();
    });
    batches.add([1]);
    batches.add([2, 3]);
    batches.add([]);
    batches.add([4]);
    await batches.finish();
    batches.add([5]);
    await batches.finish();
    assert.deepEqual(worked, [[1], [2, 3, 4], [5]]);
  });

  it('tell whoever finishes what went wrong', async () => {
    const batches = new Batches<number>(() => Promise.reject(new Error('no')));
    batches.add([1]);
    await soon();
    batches.add([2]);
    await assert.rejects(batches.finish(), /^Error: no$/);
  });
});
