/**
 * How far the hooks of a work tree have come: a line of git's own record of where `HEAD` has been. It stands in a file, or
 * in another one until it is known that the note has been written which it waits for.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { writeHook } from '../hooks/files';
import { linesIn } from '../linesIn';
import { removeFile } from '../removeFile';

/** In the launcher's folder of the work tree. */
export const NOTED_UP_TO = 'noted-up-to';
/** The same, of a note that is being written: behind it, once it has been, `WRITTEN`. */
export const AWAITED_MARK = 'noted-next';
export const WRITTEN = 'written';
const TRIED = 'tried';

export const markerOf = (gitDir: string): string | undefined =>
  written(gitDir) ?? linesIn(fileOf(gitDir, NOTED_UP_TO))[0];

export function setMarker(gitDir: string, line: string): void {
  const [known, ...tries] = linesIn(fileOf(gitDir, NOTED_UP_TO));
  if (line !== known || tries.length > 0) write(gitDir, NOTED_UP_TO, line);
  removeFile(fileOf(gitDir, AWAITED_MARK));
}

/** How many hooks took long over what comes next and did not get to its end: each has left a line behind the mark. */
export const triesAfter = (gitDir: string): number =>
  Math.max(0, linesIn(fileOf(gitDir, NOTED_UP_TO)).length - 1);

export const addTryAfter = (gitDir: string): void =>
  appendFileSync(fileOf(gitDir, NOTED_UP_TO), `${TRIED}\n`);

/** What was awaited and did not come is not to be taken for what comes next. */
export function settleMarker(gitDir: string): void {
  const line = written(gitDir);
  if (line === undefined) removeFile(fileOf(gitDir, AWAITED_MARK));
  else setMarker(gitDir, line);
}

/** It counts when whoever sees the note written adds so. */
export const awaitMarker = (gitDir: string, line: string): void => write(gitDir, AWAITED_MARK, line);

function written(gitDir: string): string | undefined {
  const [line, state] = linesIn(fileOf(gitDir, AWAITED_MARK));
  return state === WRITTEN ? line : undefined;
}

function write(gitDir: string, name: string, line: string): void {
  mkdirSync(path.join(gitDir, 'parapet'), { recursive: true });
  writeHook(fileOf(gitDir, name), Buffer.from(`${line}\n`).toString('latin1'), 0o644);
}

const fileOf = (gitDir: string, name: string): string => path.join(gitDir, 'parapet', name);
