/** Runs compiled test files in this process: `mocha.main.js OPTIONS_AS_JSON FILE…` (suites/mochaSuite.ts starts it). */
import fs from 'node:fs';
import { configureGlobal } from 'fast-check';
import { runMocha, type MochaOptions } from './mochaRun';
import { exitOnSignals } from './processes';
import { main } from './say';
import { randomSeed } from './soak';

export interface MochaJob extends Omit<MochaOptions, 'load' | 'onTest'> {
  /** Counts are written here as JSON. */
  readonly result: string;
  /** Holds the full title of the test that runs. */
  readonly current: string;
}

async function job(json: string, files: readonly string[]): Promise<number> {
  const { result, current, ...options } = JSON.parse(json) as MochaJob;
  const { default: Mocha } = await import('mocha');
  const seed = randomSeed();
  if (seed !== undefined) configureGlobal({ seed });
  const counts = await runMocha(Mocha, {
    ...options,
    onTest: (title) => fs.writeFileSync(current, title),
    load(mocha) {
      for (const file of files) mocha.addFile(file);
      return mocha.loadFilesAsync();
    },
  });
  fs.writeFileSync(result, JSON.stringify(counts));
  return counts.failed === 0 ? 0 : 1;
}

exitOnSignals();
main(() => job(process.argv[2] ?? '{}', process.argv.slice(3)));
