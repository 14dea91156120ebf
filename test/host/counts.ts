/** What came of a suite of tests, or of a check that passes or fails as a whole. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly pending: number;
  /** Of those that passed: at a second attempt. */
  readonly retried: number;
  /** What failed and why, briefly. */
  readonly failures: readonly string[];
}

export const NOTHING_RUN: Counts = { passed: 0, failed: 0, pending: 0, retried: 0, failures: [] };

export const ONE_PASSED: Counts = { ...NOTHING_RUN, passed: 1 };

/** Also of tests that could not be run at all. */
export const oneFailed = (why: unknown): Counts => ({
  ...NOTHING_RUN,
  failed: 1,
  failures: [why instanceof Error ? why.message : String(why)],
});
