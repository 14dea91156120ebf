/** Hook files as they lie on disk: read and written byte for byte, each byte one character. */
import { chmodSync, lstatSync, readFileSync, renameSync, writeFileSync, type Stats } from 'node:fs';
import { removeFile } from '../removeFile';

const EXECUTABLE = 0o111;

export type HookFile =
  | { readonly kind: 'none' }
  /** `content`: one character a byte. */
  | { readonly kind: 'file'; readonly content: string; readonly mode: number; readonly executable: boolean }
  /** A symbolic link, a folder: to be left alone or moved aside, never written through. */
  | { readonly kind: 'other' };

export function readHook(path: string): HookFile {
  const stat = entryAt(path);
  if (!stat) return { kind: 'none' };
  if (!stat.isFile()) return { kind: 'other' };
  // Windows keeps no such bit, and git runs the file all the same.
  const executable = process.platform === 'win32' || (stat.mode & EXECUTABLE) !== 0;
  return { kind: 'file', content: readFileSync(path, 'latin1'), mode: stat.mode & 0o7777, executable };
}

/** Nothing, too, below what is no folder, as where `core.hooksPath` is `/dev/null`. */
function entryAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Replaces the file at once, so that no commit ever meets half of it. */
export function writeHook(path: string, content: string, mode: number): void {
  const temporary = `${path}.parapet-${process.pid}`;
  removeFile(temporary);
  // `x`: a link that somebody put there is not followed.
  writeFileSync(temporary, content, { encoding: 'latin1', mode, flag: 'wx' });
  // `mode` above is cut by the umask.
  chmodSync(temporary, mode);
  renameSync(temporary, path);
}

export const EXECUTABLE_MODE = 0o755;
