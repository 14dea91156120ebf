import { watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { Repository } from '../git/repository';

export interface Watch {
  dispose(): void;
}

type Watched = Pick<Repository, 'gitDir' | 'commonDir'>;

/** One commit touches several files; they are one change. Milliseconds. */
const SETTLE_MS = 150;

/**
 * Tells that something was committed, checked out, staged or noted (`HEAD`, the index, the log of `HEAD`, the notes), or
 * that another process wrote the working log. Where the system cannot watch a folder, that part is not told.
 */
export function watchRepository({ gitDir, commonDir }: Watched, changed: () => void): Watch {
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      watchMissing();
      changed();
    }, SETTLE_MS);
  };
  const watched = new Map<string, FSWatcher>();
  const places: readonly (readonly [folder: string, matters: (file: string) => boolean])[] = [
    // git writes beside a file and renames; the lock that comes and goes says nothing yet.
    [gitDir, (file) => file === 'HEAD' || file === 'index' || file === 'logs' || file === 'parapet'],
    [path.join(gitDir, 'logs'), (file) => file === 'HEAD'],
    // Notes come a moment after their commit.
    [path.join(commonDir, 'refs', 'notes'), (file) => file === 'ai' || file === 'parapet'],
    // Where it keeps refs in no files, one names the tables that hold them.
    ...[...new Set([gitDir, commonDir])].map(
      (folder) => [path.join(folder, 'reftable'), (file: string) => file === 'tables.list'] as const,
    ),
    [path.join(gitDir, 'parapet'), (file) => /^(?:working\.(?:log|base)|sessions\.json)$/.test(file)],
  ];
  const watchMissing = (): void => {
    for (const [folder, matters] of places) {
      if (watched.has(folder)) continue;
      try {
        const watcher = watch(folder, { persistent: false }, (_, file) => {
          if (file === null || matters(file)) later();
        });
        // The folder has gone: it is watched again once something else has changed.
        watcher.on('error', () => {
          watcher.close();
          watched.delete(folder);
        });
        watched.set(folder, watcher);
      } catch {
        // Not there yet.
      }
    }
  };
  watchMissing();
  return {
    dispose: () => {
      clearTimeout(timer);
      for (const watcher of watched.values()) watcher.close();
      watched.clear();
    },
  };
}
