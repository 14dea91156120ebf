/** Changes of git's configuration files that can be taken back to the byte. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fchmodSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { required, type Git } from '../git';

export interface ConfigChange {
  /** Absolute. */
  readonly file: string;
  /** Base64 of the content before; undefined where there was no such file. */
  readonly before: string | undefined;
  /** SHA-256 of the content after, hex. */
  readonly after: string;
}

/**
 * One `git config` command after another, on one file.
 *
 * @param earlier a change of ours to be taken back together with this one
 */
export async function changeConfig(
  git: Git,
  file: string,
  commands: readonly (readonly string[])[],
  earlier?: ConfigChange,
): Promise<ConfigChange> {
  const isAsLeft = earlier?.file === file && existsSync(file) && digestOf(file) === earlier.after;
  const before = existsSync(file) ? readFileSync(file).toString('base64') : undefined;
  for (const args of commands) required(await git.plain(['config', '--file', file, ...args]));
  if (earlier?.file !== file) return { file, before, after: digestOf(file) };
  // No digest: where somebody else wrote in between, only our lines are taken out again.
  return { file, before: earlier.before, after: isAsLeft ? digestOf(file) : '' };
}

/** Puts the file back as it was; false where someone changed it since, and nothing is done. */
export function takeBack({ file, before, after }: ConfigChange): boolean {
  if (!existsSync(file) || digestOf(file) !== after) return false;
  const lock = `${file}.lock`;
  // As git does it: whoever holds the lock may write, and a reader meets the old file or the new.
  const handle = openSync(lock, 'wx');
  try {
    // Those with which it would be opened are cut by the umask.
    fchmodSync(handle, statSync(file).mode & 0o7777);
    writeSync(handle, Buffer.from(before ?? '', 'base64'));
  } finally {
    closeSync(handle);
  }
  if (before === undefined) {
    rmSync(file);
    rmSync(lock);
  } else renameSync(lock, file);
  return true;
}

/** SHA-256, hex. */
export const digestOf = (file: string): string =>
  createHash('sha256').update(readFileSync(file)).digest('hex');
