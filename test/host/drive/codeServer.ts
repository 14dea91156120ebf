/** Starts and stops a VS Code server of its own: own settings, own extensions, own port, nothing of the person's. */
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { inCache } from '../paths';
import { run, startGroup } from '../processes';
import type { Editor } from '../install/provision';
import { UserError } from '../say';
import { quietSettings, type Settings } from './settings';

export interface ServerOptions {
  /** VSIX files. */
  readonly extensions: readonly string[];
  /** User settings on top of `quietSettings`. */
  readonly settings?: Settings;
  /** Environment variables that the extension host sees besides ours. */
  readonly env?: Readonly<Record<string, string>>;
  /** Extensions that may use proposed API. */
  readonly proposedApi?: readonly string[];
  /** Ask whether to trust a folder, as a person's VS Code does; by default every folder is trusted. */
  readonly workspaceTrust?: boolean;
  /** Otherwise a server that nobody looks at ends by itself, so that none outlives whoever started it. */
  readonly keepWhenIdle?: boolean;
}

export interface Server {
  /** Address of the workbench with `folder` open. */
  url(folder: string): string;
  readonly userDataDir: string;
  /** What the server and the extension hosts printed. */
  readonly log: string;
  /** Resolves with the exit code when it ends of itself. */
  readonly ended: Promise<number | null>;
  /** Ends it and removes its folders; the log is kept in `.vscode-test/logs`. */
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 90_000;
const INSTALL_TIMEOUT_MS = 180_000;
const LOGS_KEPT_MS = 24 * 60 * 60_000;
const FLAGS = [
  '--auth=none',
  '--disable-telemetry',
  '--disable-update-check',
  '--disable-getting-started-override',
  '--ignore-last-opened',
];

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function install(
  editor: Editor,
  folders: readonly string[],
  vsixFiles: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (vsixFiles.length === 0) return;
  const args = [editor.entry, ...folders, ...vsixFiles.flatMap((file) => ['--install-extension', file])];
  const { code, output } = await run(editor.node, args, {
    env,
    timeoutMs: INSTALL_TIMEOUT_MS,
  });
  if (code !== 0)
    throw new UserError(`${output}\nThe extensions could not be installed into the VS Code server.`);
}

async function untilReady(url: string, ended: Promise<number | null>, log: string): Promise<void> {
  let over: string | undefined;
  void ended.then(
    (code) => (over = `ended with exit code ${code}`),
    (error: unknown) => (over = String(error)),
  );
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const ok = await fetch(`${url}/healthz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ok) return;
    if (Date.now() > deadline) over = `did not answer within ${START_TIMEOUT_MS / 1000} s`;
    if (over !== undefined) {
      const tail = fs.readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n');
      throw new UserError(`${tail}\nThe VS Code server ${over}. Its log: ${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Ours, without what would make the server join, or take its orders from, an editor that we run inside. */
function cleanEnvironment(home: string): NodeJS.ProcessEnv {
  const strange =
    /^(VSCODE_.*|CODE_SERVER_.*|PORT|PASSWORD|HASHED_PASSWORD|ELECTRON_RUN_AS_NODE|NODE_OPTIONS)$/;
  const ours = Object.fromEntries(Object.entries(process.env).filter(([name]) => !strange.test(name)));
  // No gallery: nothing is fetched, and nothing is sent. The server's heartbeat goes to the data folder.
  return { ...ours, EXTENSIONS_GALLERY: '{}', XDG_DATA_HOME: path.join(home, 'share') };
}

function removeOldLogs(): void {
  fs.mkdirSync(inCache('logs'), { recursive: true });
  for (const name of fs.readdirSync(inCache('logs'))) {
    const file = inCache('logs', name);
    const written = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (Date.now() - written > LOGS_KEPT_MS) fs.rmSync(file, { force: true });
  }
}

/** Installs the extensions, starts the server and waits until it answers. Throws UserError with the log's end. */
export async function startCodeServer(editor: Editor, options: ServerOptions): Promise<Server> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-editor-'));
  const userDataDir = path.join(home, 'data');
  const settingsFile = path.join(userDataDir, 'User', 'settings.json');
  fs.mkdirSync(path.dirname(settingsFile), { recursive: true });
  fs.writeFileSync(settingsFile, JSON.stringify({ ...quietSettings, ...options.settings }, null, 2));
  const folders = Object.entries({
    '--config': path.join(home, 'config.yaml'),
    '--user-data-dir': userDataDir,
    '--extensions-dir': path.join(home, 'extensions'),
  }).flat();
  const env = { ...cleanEnvironment(home), ...options.env };
  const removeHome = (): void => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  try {
    await install(editor, folders, options.extensions, env);
  } catch (error) {
    removeHome();
    throw error;
  }

  removeOldLogs();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const log = inCache('logs', `server-${port}.log`);
  fs.rmSync(log, { force: true });
  const args = [
    editor.entry,
    ...folders,
    ...FLAGS,
    `--bind-addr=127.0.0.1:${port}`,
    ...(options.keepWhenIdle ? [] : ['--idle-timeout-seconds=600']),
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
    ...(options.proposedApi ?? []).flatMap((id) => ['--enable-proposed-api', id]),
  ];
  const group = startGroup(editor.node, args, log, { cwd: home, env });
  // After the handler that ends the group.
  process.once('exit', removeHome);
  const stop = async (): Promise<void> => {
    await group.stop();
    process.removeListener('exit', removeHome);
    removeHome();
  };
  try {
    await untilReady(url, group.ended, log);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: (folder) => `${url}/?folder=${encodeURIComponent(folder)}`,
    userDataDir,
    log,
    ended: group.ended,
    stop,
  };
}
