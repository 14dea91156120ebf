/** Memory of this process that is in use, after everything that nobody holds was let go. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes: objects on the heap, and the typed arrays beside it. */
export function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  // What finalizers of the first round let go is collected in the next.
  for (let round = 0; round < 4; round++) collect();
  const { heapUsed: objects, arrayBuffers } = process.memoryUsage();
  return objects + arrayBuffers;
}
