/** Child processes that do not outlive us: each group started here is killed when this process ends. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';

export interface Finished {
  /** Exit code; null where a signal ended it. */
  readonly code: number | null;
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Ends the process group after this many milliseconds. */
  readonly timeoutMs?: number;
  /** Passes output through as it comes, besides collecting it. */
  readonly echo?: boolean;
}

/** A process in a group of its own, whose output goes to a log file. */
export interface Group {
  readonly pid: number;
  /** Resolves with the exit code once the group's first process has ended. */
  readonly ended: Promise<number | null>;
  /** Asks the group to end, insists after five seconds, and resolves when it has. */
  stop(): Promise<void>;
}

const GRACE_MS = 5000;

const windows = process.platform === 'win32';

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}

function supervise(child: ChildProcess): Group {
  const killNow = (): void => signalGroup(child, 'SIGKILL');
  process.once('exit', killNow);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      process.removeListener('exit', killNow);
      resolve(code);
    });
  });
  return {
    pid: child.pid ?? -1,
    ended,
    async stop() {
      const insist = setTimeout(killNow, GRACE_MS);
      if (child.exitCode === null && child.signalCode === null) signalGroup(child, 'SIGTERM');
      await ended.catch(() => undefined);
      clearTimeout(insist);
      // Members of the group that outlived their leader.
      killNow();
    },
  };
}

/** Starts a process in its own group; what it prints is appended to `logFile`. */
export function startGroup(
  command: string,
  args: readonly string[],
  logFile: string,
  options: Pick<RunOptions, 'cwd' | 'env'> = {},
): Group {
  const log = fs.openSync(logFile, 'a');
  const child = spawn(command, [...args], { ...options, stdio: ['ignore', log, log], detached: !windows });
  fs.closeSync(log);
  return supervise(child);
}

/** Runs a command to its end and collects what it printed; rejects only where it cannot be started. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished> {
  const { timeoutMs, echo, ...rest } = options;
  const child = spawn(command, [...args], { ...rest, stdio: ['ignore', 'pipe', 'pipe'], detached: !windows });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (echo) process.stdout.write(chunk);
    });
  }
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const group = supervise(child);
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => void group.stop(), timeoutMs);
  try {
    const code = await group.ended;
    await closed;
    return { code, output: Buffer.concat(chunks).toString('utf8') };
  } finally {
    clearTimeout(timer);
  }
}

/** `process.exit` on the usual signals, so that the groups above are ended with us. */
export function exitOnSignals(): void {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => process.exit(code));
  }
}
