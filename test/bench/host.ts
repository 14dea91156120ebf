/** Medians over many starts of a real editor. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../host/drive/browser';
import { startCodeServer } from '../host/drive/codeServer';
import { poll } from '../host/drive/poll';
import { Workbench } from '../host/drive/workbench';
import { IN_HOST_EXTENSIONS } from '../host/inHost/extensions';
import { packageAll, vsixPath } from '../host/install/packages';
import { provisionEditor } from '../host/install/provision';
import { createWorkspace, removeWorkspace } from '../host/workspace';
import type { HostSample } from './inHost';

/** The environment variable of test/bench/inHost.ts, which only an extension can import. */
const HOST_BENCH = 'PARAPET_HOST_BENCH';

export interface HostRow extends HostSample {
  readonly starts: number;
}

export async function benchHost(starts: number): Promise<HostRow> {
  await packageAll();
  const editor = await provisionEditor();
  const browser = await launchBrowser();
  const samples: HostSample[] = [];
  try {
    for (let start = 0; start < starts; start++) {
      const workspace = await createWorkspace('sample');
      const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-bench-')), 'sample.json');
      const server = await startCodeServer(editor, {
        extensions: IN_HOST_EXTENSIONS.map(vsixPath),
        env: { [HOST_BENCH]: file },
      });
      try {
        const page = await browser.newPage();
        await new Workbench(page).load(server.url(workspace));
        const read = () =>
          fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as HostSample) : undefined;
        samples.push(await poll(() => Promise.resolve(read()), 'the figures from the extension host'));
        await page.close();
      } finally {
        await server.stop();
        removeWorkspace(workspace);
        fs.rmSync(path.dirname(file), { recursive: true, force: true });
      }
    }
  } finally {
    await browser.close();
  }
  const middle = (key: keyof HostSample): number => {
    const values = samples.map((sample) => sample[key]).toSorted((a, b) => a - b);
    return values[Math.floor(values.length / 2)] ?? Number.NaN;
  };
  return {
    starts,
    extensions: middle('extensions'),
    installMs: middle('installMs'),
    manifestsTwiceMs: middle('manifestsTwiceMs'),
    bareSuggestionMs: middle('bareSuggestionMs'),
    wrappedSuggestionMs: middle('wrappedSuggestionMs'),
  };
}
