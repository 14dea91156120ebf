import { readFileSync, statSync } from 'node:fs';
import { isBinary } from '../git/text';

/** Bytes; larger files are generated, or data. */
const LARGEST = 16 * 1024 * 1024;

/** A file as an editor would show it: UTF-8, without a byte order mark. Otherwise what is wrong with it. */
export function readTextFile(file: string): string | { readonly problem: string } {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return { problem: 'there is no such file' };
  if (!stat.isFile()) return { problem: 'it is not a file' };
  if (stat.size > LARGEST) return { problem: 'it is too large' };
  const content = readFileSync(file);
  return isBinary(content) ? { problem: 'it is not a text file' } : new TextDecoder().decode(content);
}

/** The same where it does not matter why there is none. */
export function textOnDisk(file: string): string | undefined {
  try {
    const text = readTextFile(file);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Another one whenever a file has changed, or come or gone. */
export function stampOnDisk(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs}:${stat.size}` : 'none';
}
