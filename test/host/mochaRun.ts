/** Runs mocha from code, alike in a process of its own and inside an extension host. */
import type MochaType from 'mocha';
import type { Counts } from './counts';

export type MochaClass = typeof MochaType;

export interface MochaOptions {
  readonly reporter: 'dot' | 'spec';
  readonly timeoutMs: number;
  /** How often a test that fails is tried again; what it failed with the first time is printed all the same. */
  readonly retries?: number;
  /** Only tests whose full title matches. */
  readonly grep?: string;
  readonly colour?: boolean;
  /** Told the full title of each test before it runs, so that one that hangs can be named. */
  onTest?(title: string): void;
  /** Runs the test files' `describe` calls. */
  load(mocha: MochaType): Promise<unknown>;
}

/** Rejects where the test files cannot be loaded. */
export async function runMocha(Mocha: MochaClass, options: MochaOptions): Promise<Counts> {
  const { reporter, timeoutMs, grep, colour = false, retries = 0, load, onTest } = options;
  const mocha = new Mocha({ ui: 'bdd', reporter, timeout: timeoutMs, color: colour, retries });
  if (grep !== undefined) mocha.grep(grep);
  await load(mocha);
  return new Promise((resolve) => {
    const triedAgain = new Set<string>();
    const failures: string[] = [];
    let retried = 0;
    const runner = mocha.run((failed) => {
      const { passes = 0, pending = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed, pending, retried, failures });
    });
    runner.on('retry', (test, error: unknown) => {
      triedAgain.add(test.fullTitle());
      Mocha.reporters.Base.consoleLog(`    tried again: ${test.title}: ${String(error)}`);
    });
    runner.on('fail', (test, error: unknown) => failures.push(`${test.fullTitle()}: ${briefly(error)}`));
    runner.on('pass', (test) => (retried += Number(triedAgain.has(test.fullTitle()))));
    if (onTest) runner.on('test', (test) => onTest(test.fullTitle()));
  });
}

/** The seed and the beginning of a counterexample are in it. */
const briefly = (error: unknown): string => String(error).slice(0, 500);
