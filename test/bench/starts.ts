/** Starts a real editor many times with assistants of every kind, and counts those that Parapet was too late for. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launchBrowser } from '../host/drive/browser';
import { startCodeServer } from '../host/drive/codeServer';
import { poll } from '../host/drive/poll';
import { Workbench } from '../host/drive/workbench';
import { packageAll, packageStarter, vsixPath } from '../host/install/packages';
import { provisionEditor } from '../host/install/provision';
import { STARTERS } from '../host/starter';
import { createWorkspace, removeWorkspace } from '../host/workspace';
import type { StartedAssistant, StartSample } from './startsInHost';

/** The environment variable of test/bench/startsInHost.ts, which only an extension can import. */
const STARTS = 'PARAPET_STARTS';

export interface StartsRow {
  readonly starts: number;
  /** Of all starts together. */
  readonly registered: number;
  readonly missed: readonly (StartedAssistant & { readonly start: number })[];
  /** Median, milliseconds. */
  readonly installMs: number;
}

const START_MS = 120_000;
/** VS Code writes down which editors are open some time after they were opened. */
const KEPT_MS = 10_000;

/** Each start reloads the window, with a file open that VS Code restores: a new extension host on a used profile. */
export async function benchStarts(starts: number): Promise<StartsRow> {
  await packageAll();
  const starters: string[] = [];
  for (const starter of STARTERS) starters.push(await packageStarter(starter));
  const editor = await provisionEditor();
  const samples: StartSample[] = [];
  const workspace = await createWorkspace({ 'run.sh': 'echo\n' });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-starts-'));
  const browser = await launchBrowser();
  const server = await startCodeServer(editor, {
    extensions: [vsixPath('parapet'), vsixPath('runner'), ...starters],
    env: { [STARTS]: folder },
  });
  try {
    const workbench = new Workbench(await browser.newPage());
    await workbench.load(server.url(workspace));
    await workbench.openFile('run.sh');
    await nextSample(folder);
    await workbench.page.waitForTimeout(KEPT_MS);
    for (let start = 0; start < starts; start++) {
      await workbench.reload();
      // Or what starts with a language would not start.
      await workbench.page.waitForSelector('.tab[data-resource-name="run.sh"]');
      samples.push(await nextSample(folder));
    }
  } finally {
    await server.stop();
    await browser.close();
    removeWorkspace(workspace);
    fs.rmSync(folder, { recursive: true, force: true });
  }
  const installs = samples.map(({ installMs }) => installMs).toSorted((a, b) => a - b);
  return {
    starts,
    registered: samples.flatMap(({ assistants }) => assistants).length,
    missed: samples.flatMap(({ assistants }, start) =>
      assistants.filter(({ isWrapped }) => !isWrapped).map((one) => ({ ...one, start: start + 1 })),
    ),
    installMs: installs[Math.floor(installs.length / 2)] ?? Number.NaN,
  };
}

/** Waits for a host's sample, and takes it away. */
function nextSample(folder: string): Promise<StartSample> {
  const look = async (): Promise<StartSample | undefined> => {
    const name = fs.readdirSync(folder).find((file) => file.endsWith('.json'));
    if (name === undefined) return undefined;
    const file = path.join(folder, name);
    const sample = JSON.parse(fs.readFileSync(file, 'utf8')) as StartSample;
    fs.rmSync(file);
    return sample;
  };
  return poll(look, 'the assistants to have started', undefined, START_MS);
}

export function startsTable({ starts, registered, missed, installMs }: StartsRow): string {
  const guarded = missed.filter(({ isGuarded }) => isGuarded).length;
  return [
    `${starts} starts of an editor with a file restored, ${registered} providers registered by ${STARTERS.length} assistants`,
    `  before the wrap was in place            ${missed.length}`,
    `  of these named, and guarded on accept   ${guarded}`,
    `  installing the wrap, median             ${installMs.toFixed(1)} ms`,
    ...missed.map(({ start, id, isGuarded }) => `  start ${start}: ${id}${isGuarded ? '' : ', not guarded'}`),
  ].join('\n');
}
