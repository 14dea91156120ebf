/** The small text files that git keeps beside its objects. */
import { readFileSync } from 'node:fs';

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
