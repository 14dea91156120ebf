/** Finds a Chromium to drive, or installs Debian's where we may. */
import fs from 'node:fs';
import path from 'node:path';
import { run } from '../processes';
import { sayWhile, UserError } from '../say';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chrome',
];

const PLACES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)'], process.env['LOCALAPPDATA']]
    .filter((folder) => folder !== undefined)
    .flatMap((folder) => [
      path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      path.join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]),
};

const HOW_TO = `No Chromium, Chrome or Edge was found, which the browser tests and the tour drive.
Install one:  Debian, Ubuntu:  apt-get install chromium      Fedora:  dnf install chromium
              macOS:           brew install --cask chromium  Windows: Edge is there; or winget install Google.Chrome
or set PARAPET_CHROMIUM to the path of one that is installed elsewhere.`;

const isFile = (file: string): boolean => fs.existsSync(file) && fs.statSync(file).isFile();

function onPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => path.join(folder, name)).find(isFile);
}

function findChromium(): string | undefined {
  const named = NAMES.map(onPath).find((file) => file !== undefined);
  return named ?? PLACES[process.platform]?.find(isFile);
}

async function aptInstall(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const commands = [
    ['update', '-q'],
    // Chromium alone brings no font, and text without one is boxes.
    [
      'install',
      '-y',
      '-q',
      '--no-install-recommends',
      '-o',
      'DPkg::Lock::Timeout=120',
      'chromium',
      'fonts-dejavu-core',
    ],
  ];
  for (const args of commands) {
    const { code, output } = await run('apt-get', args, { env });
    if (code !== 0) {
      const tail = output.trim().split('\n').slice(-10).join('\n');
      throw new UserError(`${tail}\n\napt-get ${args[0]} failed (exit code ${code}).\n${HOW_TO}`);
    }
  }
}

/** Path of a Chromium that starts. Throws UserError that says what to install. */
export async function provisionChromium(): Promise<string> {
  const wanted = process.env['PARAPET_CHROMIUM'];
  if (wanted !== undefined && wanted !== '') {
    if (!isFile(wanted)) throw new UserError(`PARAPET_CHROMIUM names ${wanted}, which is not a file.`);
    return wanted;
  }
  const found = findChromium();
  if (found !== undefined) return found;
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || onPath('apt-get') === undefined) {
    throw new UserError(HOW_TO);
  }
  await sayWhile('Installing Chromium (apt-get)', aptInstall);
  const installed = findChromium();
  if (installed === undefined) throw new UserError(HOW_TO);
  return installed;
}
