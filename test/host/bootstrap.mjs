// Entry of every `npm` command that runs something: works in a fresh clone, so Node's own modules only.
//   node test/host/bootstrap.mjs start|test|test:desktop|soak|bench|starts|corpus [arguments]
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const ENTRIES = {
  start: 'out/test/host/start.main.js',
  test: 'out/test/host/test.main.js',
  'test:desktop': 'out/test/host/test-desktop.main.js',
  soak: 'out/test/host/soak.main.js',
  bench: 'out/test/host/bench.main.js',
  starts: 'out/test/host/starts.main.js',
  corpus: 'out/test/host/corpus.main.js',
};
/** The oldest Node that the test runner and the linter accept. */
const OLDEST_NODE = [20, 19];

const say = (line) => process.stdout.write(`${line}\n`);

function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  fail(
    `Parapet needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.\n` +
      'Install a current version (nodejs.org, your package manager, nvm, fnm, …) and run the command again.',
  );
}

function checkGit() {
  if (spawnSync('git', ['--version'], { stdio: 'ignore' }).status === 0) return;
  fail(
    'Parapet needs git on the PATH. Install it (git-scm.com or your package manager) and run the command again.',
  );
}

function runNpm(args) {
  // Set when npm started us; spares looking for npm.cmd on Windows.
  const cli = process.env.npm_execpath;
  const viaNode = cli !== undefined && /\.[cm]?js$/.test(cli) && path.basename(cli).startsWith('npm');
  return viaNode
    ? spawnSync(process.execPath, [cli, ...args], { cwd: ROOT, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' });
}

/** npm writes this file last, so it is missing after an interrupted install. */
function isInstalled() {
  const stamp = path.join(ROOT, 'node_modules', '.package-lock.json');
  return (
    existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(path.join(ROOT, 'package-lock.json')).mtimeMs
  );
}

function install() {
  if (isInstalled()) return;
  say('Installing the development packages (npm ci) …');
  if (runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund']).status === 0) return;
  fail(
    'npm could not install the development packages; its own message stands above.\n' +
      'If it is the network: check the connection or the proxy, then run the command again.',
  );
}

function build() {
  const result = spawnSync(process.execPath, ['esbuild.js', '--quiet'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (result.status !== 0) fail('The build failed; the reason stands above.');
}

const [name, ...rest] = process.argv.slice(2);
const entry = ENTRIES[name ?? ''];
if (entry === undefined)
  fail(`Usage: node test/host/bootstrap.mjs ${Object.keys(ENTRIES).join('|')} [arguments]`);
checkNode();
checkGit();
process.chdir(ROOT);
install();
build();
if (!existsSync(entry)) fail(`${entry} was not built: has its source under test/ been removed?`);
process.argv.splice(1, process.argv.length - 1, path.resolve(entry), ...rest);
await import(pathToFileURL(path.resolve(entry)).href);
