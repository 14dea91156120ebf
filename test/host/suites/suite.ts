import type { Counts } from '../mochaRun';

export interface SuiteOptions {
  /** Only tests whose full title matches, in suites that mocha runs. */
  readonly grep?: string;
}

export interface Suite {
  readonly name: string;
  /** Prints what it does; never rejects for a failing test. */
  run(options: SuiteOptions): Promise<Counts>;
}

/** A check that passes or fails as a whole. */
export const oneCheck = (passed: boolean): Counts => ({
  passed: Number(passed),
  failed: Number(!passed),
  pending: 0,
  retried: 0,
});
