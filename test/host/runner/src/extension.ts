/** An extension that runs mocha inside the extension host: what it can do there, any extension can. */
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';
import { configureGlobal } from 'fast-check';
import { oneFailed, type Counts } from '../../counts';
import { HOST_BENCH, measureInHost } from '../../../bench/inHost';
import { LABEL_BENCH, measureLabels } from '../../../bench/labelsInHost';
import { measureMemory, MEMORY_BENCH } from '../../../bench/memoryInHost';
import { recordStart, STARTS } from '../../../bench/startsInHost';
import { OBSERVED } from '../../observation';
import { HOST_RUN, type HostRun } from '../../hostRun';
import { runMocha, type MochaClass } from '../../mochaRun';
import { randomSeed } from '../../soak';
import { observe } from './observer';

/** Fails a test that hangs; opening editors takes its time on a busy machine. */
const TIMEOUT_MS = 60_000;
/** VS Code may drop a command or an answer while it has much to do. Random tests do without. */
const RETRIES = 1;

async function runTests(run: HostRun): Promise<Counts> {
  const { default: Mocha } = (await import(pathToFileURL(run.mocha).href)) as { default: MochaClass };
  // Reporters print through this; the host's own console goes to the window.
  Mocha.reporters.Base.consoleLog = (...args: unknown[]) =>
    fs.appendFileSync(run.output, `${format(...args)}\n`);
  const seed = randomSeed();
  if (seed !== undefined) configureGlobal({ seed });
  return runMocha(Mocha, {
    reporter: 'spec',
    timeoutMs: TIMEOUT_MS,
    retries: RETRIES,
    ...(run.grep !== undefined && { grep: run.grep }),
    load(mocha) {
      // Defines `describe` and its like before the tests are loaded, as mocha itself does for files.
      mocha.suite.emit('pre-require', globalThis, 'host-tests', mocha);
      return import('host-tests');
    },
  });
}

async function runAndReport(run: HostRun): Promise<void> {
  let result: Counts;
  try {
    result = await runTests(run);
  } catch (error) {
    result = oneFailed(error instanceof Error ? error.stack : error);
  }
  fs.writeFileSync(`${run.result}.part`, JSON.stringify(result));
  fs.renameSync(`${run.result}.part`, run.result);
}

async function measureAndReport(file: string, measure: () => Promise<unknown>): Promise<void> {
  const sample = await measure().catch((error: unknown) => ({ error: String(error) }));
  fs.writeFileSync(`${file}.part`, JSON.stringify(sample));
  fs.renameSync(`${file}.part`, file);
}

export function activate(): void {
  const bench = process.env[HOST_BENCH];
  if (bench !== undefined) void measureAndReport(bench, measureInHost);
  const labelBench = process.env[LABEL_BENCH];
  if (labelBench !== undefined) void measureAndReport(labelBench, measureLabels);
  const memoryBench = process.env[MEMORY_BENCH];
  if (memoryBench !== undefined) void measureAndReport(memoryBench, measureMemory);
  const starts = process.env[STARTS];
  if (starts !== undefined) void recordStart(starts);
  const observed = process.env[OBSERVED];
  if (observed !== undefined) void observe(observed);
  const file = process.env[HOST_RUN];
  if (file === undefined) return;
  const run = JSON.parse(fs.readFileSync(file, 'utf8')) as HostRun;
  // A reloaded window would run them again.
  if (fs.existsSync(run.output)) return;
  fs.writeFileSync(run.output, '');
  void runAndReport(run);
}
