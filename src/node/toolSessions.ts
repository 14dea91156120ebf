/** What each tool changed in its sessions, in the git directory that all work trees share. */
import path from 'node:path';
import { bulkFlags, flagKey, newSession, withTouches } from '../risk/bulk';
import type { BulkFlag, FileTouch, ToolSession } from '../risk/bulk';
import { LogFileError, LogFolder } from './workingLogFiles';
import { withLock } from './workingLogLock';

export interface ToolBulk extends BulkFlag {
  readonly tool: string;
  readonly session: string;
}

const FILE = 'sessions.json';
const LOCK = 'sessions.lock';
/** Sessions of each tool that are remembered. */
const MOST_SESSIONS = 20;
const MOST_TOOLS = 50;
/** A session that nothing was heard of for longer is over. Milliseconds. */
const OVER_MS = 12 * 60 * 60 * 1_000;
const PAUSE_MS = 10;

export class ToolSessions {
  private readonly folder: LogFolder;

  /**
   * @param commonDir the git directory that all work trees share
   * @param patienceMs for which another process may be waited for
   */
  constructor(
    commonDir: string,
    private readonly now: () => Date,
    private readonly patienceMs = 500,
  ) {
    this.folder = new LogFolder(path.join(commonDir, 'parapet'));
  }

  /**
   * Takes changes of a tool's session in.
   *
   * @returns by what the session has come to stand out with them
   * @throws Error where it cannot be written
   */
  touched(tool: string, session: string, touches: readonly FileTouch[]): readonly ToolBulk[] {
    if (touches.length === 0) return [];
    this.folder.create();
    let news: readonly ToolBulk[] = [];
    const time = this.now();
    this.locked(() => {
      const sessions = this.read();
      const known = sessions.find((one) => one.tool === tool && one.session === session);
      const now = withTouches(
        known ?? newSession(tool, session, time.toISOString()),
        touches,
        time.toISOString(),
      );
      const past = sessions.filter((one) => one.tool === tool && one !== known);
      const flags = bulkFlags(now, past).filter((flag) => !now.told.includes(flagKey(flag)));
      news = flags.map((flag) => ({ ...flag, tool, session }));
      const told = [...now.told, ...flags.map(flagKey)];
      this.write([...sessions.filter((one) => one !== known), { ...now, told }]);
    });
    return news;
  }

  /** By what sessions that still go on stand out. */
  current(): readonly ToolBulk[] {
    const sessions = this.read();
    const since = new Date(this.now().getTime() - OVER_MS).toISOString();
    return sessions
      .filter(({ time, told }) => told.length > 0 && time >= since)
      .flatMap((one) => {
        const past = sessions.filter((other) => other.tool === one.tool && other !== one);
        return bulkFlags(one, past).map((flag) => ({ ...flag, tool: one.tool, session: one.session }));
      });
  }

  /** What cannot be read, or was written by something else, is nothing. */
  private read(): readonly ToolSession[] {
    try {
      const read: unknown = JSON.parse(this.folder.read(FILE)?.bytes.toString() ?? '[]');
      return Array.isArray(read) ? read.filter(isSession) : [];
    } catch {
      return [];
    }
  }

  private write(sessions: readonly ToolSession[]): void {
    const newestFirst = sessions.toSorted((a, b) => (a.time < b.time ? 1 : -1));
    const counts = new Map<string, number>();
    const kept = newestFirst.filter(({ tool }) => {
      const count = (counts.get(tool) ?? 0) + 1;
      counts.set(tool, count);
      return count <= MOST_SESSIONS && counts.size <= MOST_TOOLS;
    });
    // Which files it were does not matter once a session is over.
    const since = new Date(this.now().getTime() - OVER_MS).toISOString();
    const brief = kept.map((one) => (one.time < since ? { ...one, paths: [], budgets: [] } : one));
    this.folder.replace(FILE, Buffer.from(JSON.stringify(brief)));
  }

  private locked(action: () => void): void {
    const deadline = performance.now() + this.patienceMs;
    const pause = new Int32Array(new SharedArrayBuffer(4));
    while (!withLock(this.folder.file(LOCK), this.now().getTime(), action)) {
      if (performance.now() > deadline)
        throw new LogFileError('another process holds the record of sessions');
      Atomics.wait(pause, 0, 0, PAUSE_MS);
    }
  }
}

const isSession = (value: unknown): value is ToolSession => {
  if (typeof value !== 'object' || value === null) return false;
  const one = value as { readonly [key: string]: unknown };
  return (
    ['tool', 'session', 'time'].every((key) => typeof one[key] === 'string') &&
    ['files', 'deletedFiles', 'addedLines', 'removedLines'].every((key) => Number.isSafeInteger(one[key])) &&
    Array.isArray(one['paths']) &&
    Array.isArray(one['told']) &&
    (one['budgets'] === undefined || (Array.isArray(one['budgets']) && one['budgets'].every(isUse)))
  );
};

const isUse = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  const use = value as { readonly [key: string]: unknown };
  return (
    typeof use['budget'] === 'string' &&
    typeof use['limits'] === 'object' &&
    use['limits'] !== null &&
    Number.isSafeInteger(use['addedLines']) &&
    Array.isArray(use['paths']) &&
    Array.isArray(use['modules'])
  );
};
