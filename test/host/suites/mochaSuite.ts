import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NOTHING_RUN, oneFailed, type Counts } from '../counts';
import type { MochaJob } from '../mocha.main';
import { inRepository } from '../paths';
import { run } from '../processes';
import { randomFactor } from '../soak';
import type { Suite } from './suite';

const MINUTE = 60_000;

interface MochaSuite {
  readonly name: string;
  /** Folder below `test`; every `*.test.ts` in it belongs to the suite. */
  readonly folder: string;
  readonly reporter: MochaJob['reporter'];
  readonly timeoutMs: number;
  /** For what people see in a page: a machine with much to do may show it too late. */
  readonly retries?: number;
  /** Ends the whole suite, which then counts as failed. */
  readonly limitMs: number;
}

function compiledTests({ folder }: MochaSuite): string[] {
  const root = inRepository('out', 'test', folder);
  if (!fs.existsSync(root)) return [];
  return fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.js'))
    .toSorted()
    .map((file) => path.join(root, file));
}

/** A folder of tests, run by mocha in a process of its own. */
export const mochaSuite = (suite: MochaSuite): Suite => ({
  name: suite.name,
  async run({ grep }) {
    const files = compiledTests(suite);
    if (files.length === 0) return NOTHING_RUN;
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-mocha-'));
    const result = path.join(folder, 'counts.json');
    const current = path.join(folder, 'current.txt');
    const { reporter, timeoutMs, retries, limitMs } = suite;
    const job: MochaJob = {
      result,
      current,
      reporter,
      timeoutMs,
      ...(retries !== undefined && { retries }),
      colour: process.stdout.isTTY,
      ...(grep !== undefined && { grep }),
    };
    const main = inRepository('out', 'test', 'host', 'mocha.main.js');
    const { code } = await run(
      process.execPath,
      ['--enable-source-maps', main, JSON.stringify(job), ...files],
      {
        cwd: inRepository(),
        timeoutMs: limitMs * randomFactor(),
        echo: true,
      },
    );
    const counts = readIfThere(result);
    const running = readIfThere(current);
    fs.rmSync(folder, { recursive: true, force: true });
    if (counts !== undefined) return JSON.parse(counts) as Counts;
    const how =
      code === null
        ? `were ended after ${(limitMs * randomFactor()) / MINUTE} minutes`
        : `ended with exit code ${code}`;
    return oneFailed(`the tests ${how}${running === undefined ? '' : ` in “${running}”`}`);
  },
});

const readIfThere = (file: string): string | undefined =>
  fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
