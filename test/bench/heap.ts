/** What the built-in packs hold in memory, in a process of their own. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface HeapRow {
  readonly rules: number;
  /** Megabytes more than before the packs were made ready. */
  readonly readyMb: number;
  /** Megabytes more once every rule has run its tests and every pattern was compiled. */
  readonly afterEveryRuleMb: number;
}

export function benchHeap(): HeapRow {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'heap.main.js')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`heap.main.js exited with ${status}: ${stderr}`);
  const { rules, before, ready, afterEveryRule } = JSON.parse(stdout) as Record<string, number>;
  const megabytes = (bytes: number): number => (bytes - before!) / 1_000_000;
  return { rules: rules!, readyMb: megabytes(ready!), afterEveryRuleMb: megabytes(afterEveryRule!) };
}
