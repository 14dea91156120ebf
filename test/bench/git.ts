/** What Parapet costs in a large repository, against git and Node alone. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchHooks } from './git/hooks';
import { cloneLargeRepository, TOPIC, WIDE_TOPIC } from './git/largeRepository';
import { benchReaders } from './git/readers';
import { benchRebases } from './git/rebase';
import type { Timed } from './git/timing';

export async function benchGit(): Promise<Timed[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'parapet-bench-')));
  try {
    const repo = await cloneLargeRepository(join(folder, 'repo'), [TOPIC]).install();
    const readers = benchReaders(repo);
    const hooks = await benchHooks(repo);
    const rebased = await cloneLargeRepository(join(folder, 'rebased'), [TOPIC, WIDE_TOPIC]).install();
    // Else git tidies up in the background while the next one is timed.
    rebased.git('config', 'gc.auto', '0');
    return [...readers, ...benchRebases(rebased), ...hooks];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
