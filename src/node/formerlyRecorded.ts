/** What a file was called when it was recorded, where it has got another name since and nobody said so. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { isMostlyFrom } from '../provenance/mostlyFrom';
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
  return gone.slice(0, MOST_GONE).find((name) => {
    const recorded = log.textOf(name);
    return recorded !== undefined && isMostlyFrom(recorded, text);
  });
}
