import fs from 'node:fs';
import path from 'node:path';
import { demoSettings, quietSettings } from '../drive/settings';
import { vsixPath } from '../install/packages';
import { run } from '../processes';
import { say, UserError } from '../say';
import { DEMO_ASSISTANTS, PROPOSED_API } from './extensions';

const OTHERWISE = '`npm start -- --browser` needs no desktop.';

const windows = process.platform === 'win32';

const runCode = (args: readonly string[]): ReturnType<typeof run> =>
  windows ? run('cmd', ['/c', 'code', ...args]) : run('code', args);

/** Version of the desktop's VS Code, if `code` is on the PATH and works. */
export async function findDesktopEditor(): Promise<string | undefined> {
  const { code, output } = await runCode(['--version']).catch(() => ({ code: 1, output: '' }));
  const version = output.split('\n', 1)[0]?.trim() ?? '';
  return code === 0 && /^\d+\.\d+/.test(version) ? version : undefined;
}

/** Opens a window of its own, with nothing of the person's settings or extensions. Returns an exit code. */
export async function openInDesktopEditor(
  version: string,
  workspace: string,
  state: string,
): Promise<number> {
  const own = [
    '--user-data-dir',
    path.join(state, 'data'),
    '--extensions-dir',
    path.join(state, 'extensions'),
  ];
  const settingsFile = path.join(state, 'data', 'User', 'settings.json');
  fs.mkdirSync(path.dirname(settingsFile), { recursive: true });
  fs.writeFileSync(settingsFile, JSON.stringify({ ...quietSettings, ...demoSettings }, null, 2));

  const vsixFiles = [vsixPath('parapet'), ...DEMO_ASSISTANTS.map(vsixPath)];
  const installed = await runCode([...own, ...vsixFiles.flatMap((file) => ['--install-extension', file])]);
  if (installed.code !== 0)
    throw new UserError(`${installed.output}\nVS Code could not install the extensions.`);
  const opened = await runCode([...own, '--new-window', '--enable-proposed-api', PROPOSED_API, workspace]);
  if (opened.code !== 0) throw new UserError(`${opened.output}\nVS Code could not be opened. ${OTHERWISE}`);
  say(
    `VS Code ${version} opens the sample workspace. (npm start -- --browser opens it in the browser instead.)`,
  );
  return 0;
}
