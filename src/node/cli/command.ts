/** What every command of `parapet` shares: its inputs and outputs, its exit codes, its errors. Contract 3. */

export const EXIT = { fine: 0, violations: 1, error: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The world a command runs in, handed in so that a test can be another one. */
export interface Terminal {
  readonly cwd: string;
  readonly stdin: AsyncIterable<string | Buffer>;
  out(text: string): void;
  /** Errors and notices; never mixed with the data. */
  err(text: string): void;
  /** Whether `out` may be coloured. */
  readonly colour: boolean;
  readonly now: Date;
}

export interface Command {
  /** As typed: `eval`, `policy validate`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What `--help` prints: usage, options, examples. */
  readonly help: string;
  /** Run by programs and not by people, so that no list names it. */
  readonly hidden?: boolean;
  /** Its output is read by people at length: on a terminal it goes through their pager, unless they say `--no-pager`. */
  readonly isPaged?: boolean;
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>;
}

/** Something the person at the terminal can mend; printed without a stack. */
export class UsageError extends Error {
  /** @param remedy what to do next */
  constructor(
    message: string,
    readonly remedy?: string,
  ) {
    super(message);
    this.name = 'UsageError';
  }
}

/** By name, since each bundle of the command line has a class of its own. */
export const isUsageError = (error: unknown): error is UsageError =>
  error instanceof Error && error.name === 'UsageError';
