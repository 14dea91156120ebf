/** What accepted ranges cost a key press, measured in a real extension host without any other extension of ours. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../host/drive/browser';
import { startCodeServer } from '../host/drive/codeServer';
import { poll } from '../host/drive/poll';
import { literalTypingSettings } from '../host/drive/settings';
import { Workbench } from '../host/drive/workbench';
import { packageAll, vsixPath } from '../host/install/packages';
import { provisionEditor } from '../host/install/provision';
import { createWorkspace, removeWorkspace } from '../host/workspace';
import type { LabelRow, Times } from './labelsInHost';

export type { LabelRow } from './labelsInHost';

/** The environment variable of test/bench/labelsInHost.ts, which only an extension can import. */
const LABEL_BENCH = 'PARAPET_LABEL_BENCH';
const LIMIT_MS = 180_000;

type Result = readonly LabelRow[] | { readonly error: string };

export async function benchLabels(): Promise<readonly LabelRow[]> {
  await packageAll();
  const workspace = await createWorkspace({ 'README.md': '' });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-bench-'));
  const file = path.join(folder, 'labels.json');
  const browser = await launchBrowser();
  try {
    const server = await startCodeServer(await provisionEditor(), {
      extensions: [vsixPath('runner')],
      settings: literalTypingSettings,
      env: { [LABEL_BENCH]: file },
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

const ms = ({ p50, p99 }: Times): string => `${p50.toFixed(2).padStart(8)}${p99.toFixed(2).padStart(8)}`;

export const labelTable = (rows: readonly LabelRow[]): string =>
  [
    'Following accepted ranges in the extension host, milliseconds (p50, p99)',
    'files  ranges  characters       key press          accept     plain fsync  bytes  accept/fsync',
    ...rows.map((row) =>
      [
        String(row.files).padStart(5),
        String(row.ranges).padStart(7),
        String(row.characters).padStart(11),
        ms(row.keyPress),
        ms(row.accept),
        ms(row.fsync),
        String(row.bytes).padStart(6),
        row.acceptOverFsync.toFixed(1).padStart(13),
      ].join(''),
    ),
  ].join('\n');
