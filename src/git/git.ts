/** Runs git: without a shell, with time limits, and so that reading a repository runs nothing that it names. */
import {
  execFile,
  spawn,
  type ChildProcess,
  type ChildProcessWithoutNullStreams,
  type SpawnOptions,
} from 'node:child_process';
import { gitEnvironment, onlineEnvironment, UNHURRIED, type Environment } from './environment';
import { startFolder } from './startFolder';

/** What came of a git command. Whatever git itself refuses is an outcome; only a bug throws. */
export type GitOutcome =
  | { readonly ok: true; readonly stdout: Buffer }
  | {
      readonly ok: false;
      /** `refused`: git ran and ended with an error; `absent`: there is no git; `stopped`: nobody wants to know any more. */
      readonly reason: 'refused' | 'absent' | 'timeout' | 'too-large' | 'stopped';
      readonly exitCode: number | undefined;
      /** What git said, in English. */
      readonly stderr: string;
    };

export interface GitOptions {
  /** Where git runs: a folder of the work tree. */
  readonly folder: string;
  readonly env: Environment;
  /** Whether git started us, so that its own variables count. */
  readonly hook?: boolean;
  /** Whether it may reach other machines; a person asked for it. */
  readonly online?: boolean;
  readonly timeoutMs?: number;
}

export interface RunOptions {
  readonly input?: string | Buffer;
  /** Bytes of output. */
  readonly limit?: number;
  /** Ends git before it has answered. */
  readonly signal?: AbortSignal;
}

export interface PourOptions extends Omit<RunOptions, 'limit'> {
  /** Whether each line of the answer is wanted as soon as git knows it. */
  readonly isUrgent?: boolean;
}

/** A command that is running and waits for its input. Either of the two ends it. */
export interface BegunGit {
  /** May be called once. */
  finish(input: string | Buffer): Promise<GitOutcome>;
  /** It has nothing to do after all. */
  cancel(): void;
}

type Limits = Pick<SpawnOptions, 'timeout' | 'killSignal' | 'signal'>;

const TIMEOUT_MS = 10_000;
const LIMIT = 64 * 1024 * 1024;

/** Configuration that names programs, switched off for every command: we only ever read. */
export const HARMLESS: readonly string[] = [
  '--no-pager',
  ...['core.quotePath=false', 'core.fsmonitor=false', 'core.hooksPath=/dev/null'].flatMap((setting) => [
    '-c',
    setting,
  ]),
];

export class Git {
  private environment: Record<string, string> | undefined;

  constructor(private readonly options: GitOptions) {}

  private get env(): Record<string, string> {
    const { env, online = false, hook = false } = this.options;
    return (this.environment ??= online ? onlineEnvironment(env) : gitEnvironment(env, { hook }));
  }

  get folder(): string {
    return this.options.folder;
  }

  /** Runs a command that reads. */
  read(args: readonly string[], options: RunOptions = {}): Promise<GitOutcome> {
    return this.run([...HARMLESS, ...args], options);
  }

  /** Starts a command that reads and that does nothing before it has all its input, so that it is ready by then. */
  begin(args: readonly string[], limits: Pick<RunOptions, 'limit'> = {}): BegunGit {
    const { child, outcome } = this.start([...HARMLESS, ...args], limits);
    return {
      finish: (input) => {
        child.stdin?.end(input);
        return outcome;
      },
      cancel: () => void child.stdin?.end(),
    };
  }

  /** Starts a command that does nothing before it has all its input, and of which only matters whether it did it. */
  feed(args: readonly string[]): BegunGit {
    const child = spawn('git', this.arguments([...HARMLESS, ...args]), {
      ...this.where(),
      timeout: this.options.timeoutMs ?? TIMEOUT_MS,
      killSignal: 'SIGKILL',
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    child.stdin.on('error', () => undefined);
    const outcome = endOf(child, 'exit');
    return {
      finish: (input) => {
        child.stdin.end(input);
        return outcome;
      },
      cancel: () => void child.stdin.end(),
    };
  }

  /** Runs a command with the configuration as it is: to read that itself, or to change it. */
  plain(args: readonly string[], options: RunOptions = {}): Promise<GitOutcome> {
    return this.run(args, options);
  }

  /** Starts a command that reads and that answers as long as it is asked. */
  converse(args: readonly string[], limits: Limits = {}): ChildProcessWithoutNullStreams {
    return spawn('git', this.arguments([...HARMLESS, ...args]), { ...this.where(), ...limits });
  }

  /** Runs a command that reads and hands on what it says as it comes, however much; without `timeoutMs`, for however long. */
  pour(
    args: readonly string[],
    take: (piece: Buffer) => void,
    { input, isUrgent = false, signal: stop }: PourOptions = {},
  ): Promise<GitOutcome> {
    const { timeoutMs } = this.options;
    const limits: Limits = {
      ...(timeoutMs !== undefined && { timeout: timeoutMs, killSignal: 'SIGKILL' }),
      ...(stop && { signal: stop }),
    };
    const child = spawn('git', this.arguments([...HARMLESS, ...args]), {
      ...this.where(isUrgent ? {} : UNHURRIED),
      ...limits,
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    });
    child.stdout?.on('data', take);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    return endOf(child, 'close');
  }

  /** Runs a command that reads, for all that it says, however much that is. */
  async gather(args: readonly string[], input?: string): Promise<GitOutcome> {
    const pieces: Buffer[] = [];
    const outcome = await this.pour(
      args,
      (piece) => void pieces.push(piece),
      input === undefined ? {} : { input },
    );
    return outcome.ok ? { ok: true, stdout: Buffer.concat(pieces) } : outcome;
  }

  private run(args: readonly string[], { input, ...limits }: RunOptions): Promise<GitOutcome> {
    const { child, outcome } = this.start(args, limits);
    child.stdin?.end(input);
    return outcome;
  }

  private start(args: readonly string[], { limit = LIMIT, signal }: Omit<RunOptions, 'input'>): Started {
    let child!: ChildProcess;
    const outcome = new Promise<GitOutcome>((resolve) => {
      child = execFile(
        'git',
        this.arguments(args),
        {
          ...this.where(UNHURRIED),
          encoding: 'buffer',
          maxBuffer: limit,
          ...(signal && { signal }),
        },
        (error, stdout, stderr) => {
          clearTimeout(timer);
          if (error) resolve(failure(error, stderr.toString()));
          else resolve(child.stdout?.readableEnded === false ? TOO_LATE : { ok: true, stdout });
        },
      );
      const timer = setTimeout(() => endLate(child), this.options.timeoutMs ?? TIMEOUT_MS);
    });
    // git need not read all of its input.
    child.stdin?.on('error', () => undefined);
    return { child, outcome };
  }

  /** `-C` instead of starting there: see `startFolder`. */
  private arguments(args: readonly string[]): string[] {
    return ['-C', this.options.folder, ...args];
  }

  private where(more: Record<string, string> = {}) {
    return { cwd: startFolder(), env: { ...this.env, ...more }, windowsHide: true } as const;
  }
}

/** How long what a git has said is read on after its time is up, in milliseconds. */
const READ_ON_MS = 100;

/**
 * Where the machine stood still, git may have ended in time without anybody having heard of it: what it said is read
 * then, which the `timeout` of `execFile` would throw away and report all the same that it went well.
 */
function endLate(child: ChildProcess): void {
  child.kill('SIGKILL');
  // Whatever git has started may hold these open for ever.
  setTimeout(() => [child.stdout, child.stderr].forEach((stream) => stream?.destroy()), READ_ON_MS);
}

const TOO_LATE: GitOutcome = {
  ok: false,
  reason: 'timeout',
  exitCode: undefined,
  stderr: 'git did not answer in time',
};

interface Started {
  readonly child: ChildProcess;
  readonly outcome: Promise<GitOutcome>;
}

/** @param well when it is known to have gone well: `close` is after all that it says has been read */
function endOf(child: ChildProcess, well: 'close' | 'exit'): Promise<GitOutcome> {
  const errors: Buffer[] = [];
  child.stderr?.on('data', (piece: Buffer) => errors.push(piece));
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => resolve(failure(error, '')));
    child.on(well, (code) => {
      if (code === 0) resolve({ ok: true, stdout: Buffer.alloc(0) });
    });
    child.on('close', (code, signal) => {
      if (code === 0) return;
      const stderr = Buffer.concat(errors).toString();
      resolve(failure(Object.assign(new Error(stderr), { code, killed: signal !== null }), stderr));
    });
  });
}

type ExecError = Error & {
  readonly code?: string | number | null | undefined;
  readonly killed?: boolean | undefined;
};

function failure(error: ExecError, stderr: string): GitOutcome {
  if (error.code === 'ENOENT')
    return { ok: false, reason: 'absent', exitCode: undefined, stderr: 'git is not installed' };
  if (error.code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') {
    return { ok: false, reason: 'too-large', exitCode: undefined, stderr: 'git’s answer is too large' };
  }
  if (error.code === 'ABORT_ERR')
    return { ok: false, reason: 'stopped', exitCode: undefined, stderr: 'git was stopped' };
  if (typeof error.code === 'number')
    return { ok: false, reason: 'refused', exitCode: error.code, stderr: stderr.trim() };
  if (error.killed) return TOO_LATE;
  throw error;
}

/** Whether git would have had to fetch something, which it may not. @param message of its */
export const isLack = (message: string): boolean => /from promisor remote/.test(message);

/** The text of an answer; undefined where git refused. Anything else that went wrong is thrown. */
export function textOf(outcome: GitOutcome): string | undefined {
  if (outcome.ok) return outcome.stdout.toString('utf8');
  if (outcome.reason === 'refused') return undefined;
  throw new GitError(outcome);
}

/** The answer of a command that has no reason to be refused. */
export function required(outcome: GitOutcome): Buffer {
  if (outcome.ok) return outcome.stdout;
  throw new GitError(outcome);
}

/** git was needed and could not answer; its message is for people. */
export class GitError extends Error {
  constructor(readonly outcome: Extract<GitOutcome, { ok: false }>) {
    super(outcome.stderr.replace(/^(fatal|error): /, '') || 'git failed');
    this.name = 'GitError';
  }
}

/** By name, since each bundle of the command line has a class of its own. */
export const isGitError = (error: unknown): error is GitError =>
  error instanceof Error && error.name === 'GitError';
