import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';

let found: string | undefined;

/**
 * Where programs are started that are pointed at a repository: not there, since Windows looks for programs in the
 * folder that a process starts in, and a repository may hold a `git.exe`. At home; in a container that may not be there,
 * or be another user's: then where this program lies.
 */
export const startFolder = (): string => (found ??= home() ?? dirname(process.execPath));

function home(): string | undefined {
  try {
    const folder = homedir();
    accessSync(folder, constants.X_OK);
    return folder;
  } catch {
    return undefined;
  }
}
