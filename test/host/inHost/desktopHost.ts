import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, resolveCliPathFromVSCodeExecutablePath } from '@vscode/test-electron';
import { literalTypingSettings, quietSettings } from '../drive/settings';
import type { Counts } from '../counts';
import { packageAll, vsixPath } from '../install/packages';
import { inCache } from '../paths';
import { run, startGroup } from '../processes';
import { say, UserError } from '../say';
import { PROPOSED_API } from '../start/extensions';
import { createWorkspace, removeWorkspace } from '../workspace';
import { IN_HOST_EXTENSIONS, JOURNAL } from './extensions';
import { HostFiles } from './hostFiles';

const NO_DISPLAY = `A desktop VS Code needs a display, and there is none. On a machine without one:
  xvfb-run -a npm run test:desktop      (Debian, Ubuntu: apt-get install xvfb)
\`npm test\` runs the same tests in a VS Code in the browser.`;

async function download(version: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: inCache('desktop') });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `VS Code (${version}) could not be downloaded: ${why}\n\`npm test\` runs the same tests in a VS Code that comes from npm.`,
    );
  }
}

/** Runs the in-host tests with the sample workspace open. `version`: `stable`, `insiders` or a number. */
export async function inDesktopHost(version: string): Promise<Counts> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    throw new UserError(NO_DISPLAY);
  }
  const executable = await download(version);
  await packageAll();
  const workspace = await createWorkspace('sample');
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-desktop-'));
  const files = new HostFiles(undefined);
  try {
    const settingsFile = path.join(home, 'data', 'User', 'settings.json');
    fs.mkdirSync(path.dirname(settingsFile), { recursive: true });
    fs.writeFileSync(settingsFile, JSON.stringify({ ...quietSettings, ...literalTypingSettings }));
    const own = [
      '--user-data-dir',
      path.join(home, 'data'),
      '--extensions-dir',
      path.join(home, 'extensions'),
    ];

    const cli = resolveCliPathFromVSCodeExecutablePath(executable);
    const vsixFlags = IN_HOST_EXTENSIONS.flatMap((name) => ['--install-extension', vsixPath(name)]);
    const installed =
      process.platform === 'win32'
        ? await run('cmd', ['/c', cli, ...own, ...vsixFlags])
        : await run(cli, [...own, ...vsixFlags]);
    if (installed.code !== 0)
      throw new UserError(`${installed.output}\nVS Code could not install the extensions.`);

    const log = inCache('logs', 'desktop.log');
    fs.mkdirSync(path.dirname(log), { recursive: true });
    const flags = [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-workspace-trust',
      '--skip-welcome',
      '--disable-updates',
      '--enable-proposed-api',
      PROPOSED_API,
    ];
    const env = { ...process.env, ...files.env, [JOURNAL]: path.join(home, 'assistant.jsonl') };
    say(`Running the tests in VS Code ${version} (its output: ${log})`);
    const window = startGroup(executable, [...own, ...flags, '--new-window', '--wait', workspace], log, {
      env,
    });
    try {
      return await files.follow(window.ended);
    } finally {
      await window.stop();
    }
  } finally {
    files.remove();
    removeWorkspace(workspace);
    fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
