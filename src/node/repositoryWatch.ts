import { watch, type FSWatcher } from 'node:fs';
import path from 'node:path';

export interface Watch {
  dispose(): void;
}

/** One commit touches several files; they are one change. Milliseconds. */
const SETTLE_MS = 150;

/**
 * Tells that something was committed, checked out or staged (`HEAD`, the index, the log of `HEAD`), or that another
 * process wrote the working log. Where the system cannot watch a folder, that part is not told.
 */
export function watchRepository(gitDir: string, changed: () => void): Watch {
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
