/** What Parapet costs in a large repository, against git and Node alone. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchHooks } from './git/hooks';
import { cloneLargeRepository } from './git/largeRepository';
import { benchReaders } from './git/readers';
import { benchRebases } from './git/rebase';
import type { GitRepository } from '../scenario/gitRepository';
import type { Timed } from './git/timing';

export async function benchGit(): Promise<Timed[]> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'parapet-bench-')));
  try {
    const repo = await cloneLargeRepository(join(folder, 'repo')).install();
    return [...benchReaders(repo), ...benchRebases(repo), ...(await benchHooks(onMain(repo)))];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function onMain(repo: GitRepository): GitRepository {
  repo.git('-c', 'core.hooksPath=/dev/null', 'checkout', '--quiet', 'main');
  return repo;
}
