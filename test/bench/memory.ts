/** What Parapet costs an extension host in memory: the same host with it and without, after the same suggestions. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../host/drive/browser';
import { startCodeServer } from '../host/drive/codeServer';
import { poll } from '../host/drive/poll';
import { literalTypingSettings } from '../host/drive/settings';
import { Workbench } from '../host/drive/workbench';
import { JOURNAL } from '../host/inHost/extensions';
import { packageAll, vsixPath, type VsixName } from '../host/install/packages';
import { provisionEditor } from '../host/install/provision';
import { createWorkspace, removeWorkspace } from '../host/workspace';
import type { MemorySample } from './memoryInHost';

/** The environment variable of test/bench/memoryInHost.ts, which only an extension can import. */
const MEMORY_BENCH = 'PARAPET_MEMORY_BENCH';
const LIMIT_MS = 300_000;

type Result = MemorySample | { readonly error: string };

export interface MemoryRow {
  readonly with: MemorySample;
  readonly without: MemorySample;
}

const OTHERS: readonly VsixName[] = ['runner', 'assistant'];

export async function benchMemory(): Promise<MemoryRow> {
  await packageAll();
  return { with: await sampleWith(['parapet', ...OTHERS]), without: await sampleWith(OTHERS) };
}

const MB = 1024 * 1024;

export function memoryTable({ with: ours, without }: MemoryRow): string {
  const line = (name: string, of: (sample: MemorySample) => number): string => {
    const [a, b] = [of(ours) / MB, of(without) / MB];
    return `  ${name.padEnd(34)} ${a.toFixed(1).padStart(9)} ${b.toFixed(1).padStart(9)} ${(a - b).toFixed(1).padStart(11)}`;
  };
  return [
    `Memory of the extension host around ${ours.suggestions} suggestions, MiB after collection`,
    `  ${''.padEnd(34)} ${'with'.padStart(9)} ${'without'.padStart(9)} ${'difference'.padStart(11)}`,
    line('heap before', ({ heapBefore }) => heapBefore),
    line('heap after', ({ heapAfter }) => heapAfter),
    line('heap and external memory after', ({ heapAfter, externalAfter }) => heapAfter + externalAfter),
  ].join('\n');
}

async function sampleWith(extensions: readonly VsixName[]): Promise<MemorySample> {
  const workspace = await createWorkspace({ 'README.md': '' });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-bench-'));
  const file = path.join(folder, 'memory.json');
  const browser = await launchBrowser();
  try {
    const server = await startCodeServer(await provisionEditor(), {
      extensions: extensions.map(vsixPath),
      settings: literalTypingSettings,
      env: { [MEMORY_BENCH]: file, [JOURNAL]: path.join(folder, 'assistant.jsonl') },
    });
    try {
      await new Workbench(await browser.newPage()).load(server.url(workspace));
      const read = async (): Promise<Result | undefined> =>
        fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as Result) : undefined;
      const result = await poll(read, 'the figures from the extension host', undefined, LIMIT_MS);
      if ('error' in result) throw new Error(result.error);
      return result;
    } finally {
      await server.stop();
    }
  } finally {
    await browser.close();
    removeWorkspace(workspace);
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
