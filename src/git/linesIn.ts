/** The small text files that git keeps beside its objects. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

/** The lines of a file that are not empty; none where there is no such file. */
export function linesIn(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch {
    return [];
  }
}

/** Most lines are shorter. */
const BYTES_A_LINE = 512;

/** The last so many, without what lies before them where that is much. */
export function lastLinesIn(file: string, count: number): string[] {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const { size } = fstatSync(descriptor);
      const end = linesOfEnd(descriptor, size, Math.min(size, count * BYTES_A_LINE));
      return (end.length < count ? linesOfEnd(descriptor, size, size) : end).slice(-count);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return [];
  }
}

function linesOfEnd(descriptor: number, size: number, length: number): string[] {
  const bytes = Buffer.alloc(length);
  const read = readSync(descriptor, bytes, 0, length, size - length);
  const lines = bytes.toString('utf8', 0, read).split('\n');
  // What it begins with may be the end of a line.
  return lines.slice(length < size ? 1 : 0).filter((line) => line !== '');
}
