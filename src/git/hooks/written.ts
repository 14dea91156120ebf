/** Which `Assisted-by` values our hooks wrote in this repository, so that they and no others are taken out again. */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FILE = 'assisted-by';

/** @param home the folder that all work trees share */
export function readWritten(home: string): ReadonlySet<string> {
  const file = path.join(home, FILE);
  return new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
}

/** Where that cannot be written, a later hook takes them for a person's, and leaves them. */
export function remember(home: string, known: ReadonlySet<string>, values: readonly string[]): void {
  const unknown = values.filter((value) => !known.has(value));
  if (unknown.length === 0) return;
  try {
    mkdirSync(home, { recursive: true });
    appendFileSync(path.join(home, FILE), unknown.map((value) => `${value}\n`).join(''));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
