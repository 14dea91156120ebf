import { readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { WorkingLog } from '../workingLog';

/** Smaller logs are kept whole: what was committed long ago still explains an amended or rebased commit. Bytes. */
const LARGE = 8 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_DAYS = 180;

/** Forgets, at most once a day and only if the log has grown large, files whose labels are old. */
export function pruneLog(log: WorkingLog, gitDir: string, now: Date): void {
  const folder = path.join(gitDir, 'parapet');
  const marker = path.join(folder, 'pruned');
  if (sizeOf(folder) < LARGE || now.getTime() - modified(marker) < DAY_MS) return;
  writeFileSync(marker, '');
  utimesSync(marker, now, now);
  log.prune((_, written) => now.getTime() - written.getTime() < KEPT_DAYS * DAY_MS);
}

function sizeOf(folder: string): number {
  const files = readdirSync(folder).filter((name) => name.startsWith('working.'));
  return files.reduce(
    (sum, name) => sum + (statSync(path.join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}

const modified = (file: string): number => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
