import type { Counts } from '../counts';

export interface SuiteOptions {
  /** Only tests whose full title matches, in suites that mocha runs. */
  readonly grep?: string;
}

export interface Suite {
  readonly name: string;
  /** Prints what it does; never rejects for a failing test. */
  run(options: SuiteOptions): Promise<Counts>;
}
