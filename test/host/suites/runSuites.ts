import type { Counts } from '../counts';
import { say, seconds } from '../say';
import type { Suite, SuiteOptions } from './suite';

const describeCounts = ({ passed, failed, pending, retried }: Counts): string =>
  [
    `${passed} passed`,
    `${failed} failed`,
    ...(pending > 0 ? [`${pending} skipped`] : []),
    ...(retried > 0 ? [`${retried} at a second attempt`] : []),
  ].join(', ');

/**
 * Runs one suite after the other and prints the sum as the last line, and before it what failed: whoever only has the
 * end of a long output sees it there. Returns an exit code.
 */
export async function runSuites(suites: readonly Suite[], options: SuiteOptions): Promise<number> {
  const summary: string[] = [];
  const failures: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const suite of suites) {
    say(`\n── ${suite.name} ──`);
    const start = Date.now();
    const counts = await suite.run(options);
    const line = `${suite.name}: ${describeCounts(counts)} (${seconds(Date.now() - start)})`;
    say(line);
    summary.push(line);
    failures.push(...counts.failures.map((failure) => `${suite.name}: ${failure}`));
    passed += counts.passed;
    failed += counts.failed;
  }
  if (suites.length > 1) say(`\n${summary.join('\n')}`);
  if (failures.length > 0) say(`\nFailed:\n${failures.join('\n')}`);
  say(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
