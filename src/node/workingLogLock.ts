/** One process at a time puts the working log in order; the others go on appending and leave it to that one. */
import {
  closeSync,
  constants,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { codeOf, DRAFT } from './workingLogFiles';

/** Putting a log in order takes a second at most; a lock this old was left behind. */
const STALE_MS = 60_000;

/**
 * Runs `action` if nobody holds the lock, and else does nothing. A lock whose holder is no longer alive, or that
 * has become old, is taken over.
 *
 * @param now milliseconds since 1970
 * @returns whether it ran
 */
export function withLock(file: string, now: number, action: () => void): boolean {
  const content = JSON.stringify({ pid: process.pid, host: hostname(), id: randomBytes(8).toString('hex') });
  if (!take(file, content) && !(removeStale(file, now) && take(file, content))) return false;
  try {
    action();
  } finally {
    if (read(file) === content) rmSync(file, { force: true });
  }
  return true;
}

/** In one step: a holder that is killed while it takes the lock leaves none behind that does not name it. */
function take(file: string, content: string): boolean {
  const draft = `${file}.${randomBytes(6).toString('hex')}${DRAFT}`;
  create(draft, content);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    const code = codeOf(error);
    // Somebody who puts the folder in order may take the draft for one that was left behind.
    if (code === 'EEXIST' || code === 'ENOENT') return false;
    if (code === undefined || !NO_LINKS.includes(code)) throw error;
    return takeWithoutLinks(file, content);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** File systems without hard links, such as exFAT. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EINVAL', 'EACCES', 'EISDIR'];

function takeWithoutLinks(file: string, content: string): boolean {
  try {
    create(file, content);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function create(file: string, content: string): void {
  const descriptor = openSync(file, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o666);
  try {
    writeSync(descriptor, content);
  } finally {
    closeSync(descriptor);
  }
}

/** @returns whether the way is free */
function removeStale(file: string, now: number): boolean {
  const content = read(file);
  const stat = lstatSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return true;
  const isOld = Math.abs(now - stat.mtimeMs) > STALE_MS;
  if (!isOld && !(content !== undefined && isAbandoned(content))) return false;
  // Two may find it stale at once: only one of them gets it under the new name.
  const aside = `${file}.${randomBytes(6).toString('hex')}${DRAFT}`;
  try {
    renameSync(file, aside);
  } catch {
    return false;
  }
  const isTheSame = read(aside) === content;
  rmSync(aside, { force: true });
  return isTheSame;
}

function read(file: string): string | undefined {
  try {
    const stat = lstatSync(file);
    return stat.isFile() && stat.size < 1_000 ? readFileSync(file, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

function isAbandoned(content: string): boolean {
  let holder: unknown;
  try {
    holder = JSON.parse(content);
  } catch {
    return false;
  }
  if (typeof holder !== 'object' || holder === null || !('pid' in holder) || !('host' in holder))
    return false;
  const { pid, host } = holder;
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0 || host !== hostname()) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}
