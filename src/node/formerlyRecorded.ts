/** What a file was called when it was recorded, where it has got another name since and nobody said so. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { mostlyFrom } from '../provenance/mostlyFrom';
import type { LogView } from './logView';

/** So many files that are gone, those that were last heard of, are looked into. */
const MOST_GONE = 16;

/**
 * @param log which knows nothing of the file
 * @param since milliseconds since 1970, when `HEAD` was last taken elsewhere: files of another branch are gone as well
 * @param text of the file
 */
export function formerlyRecorded(
  log: LogView,
  topLevel: string,
  since: number,
  text: string,
): string | undefined {
  const gone = log.writtenSince(since).filter((name) => !existsSync(path.join(topLevel, name)));
  const recorded = gone.slice(0, MOST_GONE).flatMap((name) => {
    const there = log.textOf(name);
    return there === undefined ? [] : [{ name, text: there }];
  });
  return mostlyFrom(recorded, text)?.name;
}
