/**
 * What went wrong in hooks, beside the launcher, for whoever looks when the terminal that said it is gone. A line each:
 * when, which hook, what; tabs between. The launcher writes here as well.
 */
import { appendFileSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const FAILURES = 'hooks.log';
/** From then on only the last lines are kept. Bytes, and lines. */
export const FAILURES_LIMIT = 64 * 1024;
export const FAILURES_KEPT = 100;

export interface HookFailure {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly hook: string;
  readonly problem: string;
}

/** Never throws: where this cannot be written, the line on stderr is all there is. @param home the launcher's folder */
export function noteFailure(home: string, { time, hook, problem }: HookFailure): void {
  const file = path.join(home, FAILURES);
  const fields = [time, hook, problem].map((field) => field.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 500));
  try {
    mkdirSync(home, { recursive: true });
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > FAILURES_LIMIT) shorten(file);
    appendFileSync(file, `${fields.join('\t')}\n`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** Oldest first. */
export function failuresSince(home: string, since: Date): HookFailure[] {
  return linesIn(path.join(home, FAILURES)).flatMap((line) => {
    const [time = '', hook = '', problem = ''] = line.split('\t');
    return Date.parse(time) >= since.getTime() ? [{ time, hook, problem }] : [];
  });
}

function shorten(file: string): void {
  const last = linesIn(file).slice(-FAILURES_KEPT);
  writeFileSync(`${file}.new`, last.map((line) => `${line}\n`).join(''));
  renameSync(`${file}.new`, file);
}

function linesIn(file: string): string[] {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
