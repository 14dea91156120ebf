/** `hooks install`: Parapet's hooks beside whatever is there, so that `uninstall` can leave everything as it was. */
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Git } from '../git';
import type { Repository } from '../repository';
import { changeConfig } from './configFile';
import { configHooks } from './configHooks';
import { beginNoting } from '../notes/missed';
import { toBytes } from '../message/bytes';
import { fetchNotes } from './fetchNotes';
import { EXECUTABLE_MODE, writeHook } from './files';
import { configFileOf } from './home';
import { intoFile, type InstalledHook } from './hookFile';
import { forShell, LAUNCHER, RELAY_SCRIPT, RELAYED } from './hookScripts';
import { OUR_HOOKS, PASSED_ON, PASSED_ON_IF_THERE } from './names';
import { placeOf, type HookPlace } from './place';
import { recordRuntime, writeLauncher, type Runtime } from './runtimes';
import { readState, writeState } from './state';

export interface Installation {
  readonly place: HookPlace;
  readonly hooks: readonly InstalledHook[];
  /** Remotes whose notes a fetch brings along from now on. */
  readonly fetched: readonly string[];
}

/** May be called again at any time; also after another tool has taken the hooks over. */
export async function installHooks(
  git: Git,
  repository: Repository,
  runtime: Runtime,
): Promise<Installation> {
  const place = await placeOf(git, repository);
  mkdirSync(place.home, { recursive: true });
  recordRuntime(place.home, runtime);
  writeLauncher(place.home);
  await beginNoting({ git, gitDir: repository.gitDir });
  const hooks =
    place.kind === 'folder'
      ? intoFolder(place)
      : place.kind === 'relay'
        ? await relay(git, repository, place)
        : await intoConfig(git, repository, place);
  const fetched = await fetchNotes(git, repository, place.home);
  return { place, hooks, fetched };
}

function intoFolder({ home, folder }: Extract<HookPlace, { kind: 'folder' }>): InstalledHook[] {
  createFolder(home, folder);
  return OUR_HOOKS.map((hook) => intoFile(hook, folder, path.join(home, LAUNCHER)));
}

/** Remembers which folders were not there, so that uninstalling takes away no one else's. */
function createFolder(home: string, folder: string): void {
  const first = mkdirSync(folder, { recursive: true });
  if (first === undefined) return;
  const created: string[] = [];
  for (let one = folder; one.length >= first.length; one = path.dirname(one)) created.unshift(one);
  const state = readState(home);
  writeState(home, { ...state, createdFolders: [...new Set([...state.createdFolders, ...created])] });
}

async function relay(
  git: Git,
  repository: Repository,
  { home, folder, relayed }: Extract<HookPlace, { kind: 'relay' }>,
): Promise<InstalledHook[]> {
  mkdirSync(folder, { recursive: true });
  writeHook(path.join(home, RELAYED), toBytes(`${relayed.folder}\n`), 0o644);
  const before = path.resolve(repository.topLevel, relayed.folder);
  const needed = [...PASSED_ON, ...PASSED_ON_IF_THERE.filter((name) => existsSync(path.join(before, name)))];
  for (const name of needed) writeHook(path.join(folder, name), toBytes(RELAY_SCRIPT), EXECUTABLE_MODE);
  const state = readState(home);
  const isSet = state.relayed !== undefined && state.config !== undefined && (await isInEffect(git, folder));
  if (!isSet) {
    const file = configFileOf(repository, relayed.scope);
    // Written down first: from here on the setting can be taken back whatever happens.
    writeState(home, { ...state, relayed });
    const config = await changeConfig(git, file, [['core.hooksPath', forShell(folder)]], state.config);
    writeState(home, { ...state, relayed, config });
  }
  return OUR_HOOKS.map((hook) => ({
    hook,
    file: path.join(folder, hook),
    how: isSet ? 'unchanged' : 'relayed',
  }));
}

const isInEffect = async (git: Git, folder: string): Promise<boolean> => {
  const outcome = await git.plain(['config', '-z', '--get', 'core.hooksPath']);
  return outcome.ok && outcome.stdout.toString() === `${forShell(folder)}\0`;
};

async function intoConfig(
  git: Git,
  repository: Repository,
  { home }: Extract<HookPlace, { kind: 'config' }>,
): Promise<InstalledHook[]> {
  const file = configFileOf(repository, 'local');
  const entries = configHooks(path.join(home, LAUNCHER));
  const missing: string[][] = [];
  for (const [key, value] of entries) {
    const outcome = await git.plain(['config', '-z', '--file', file, '--get-all', key]);
    if (!outcome.ok || outcome.stdout.toString() !== `${value}\0`)
      missing.push(['--replace-all', key, value]);
  }
  if (missing.length > 0) {
    const state = readState(home);
    writeState(home, { ...state, config: await changeConfig(git, file, missing, state.config) });
  }
  const how = missing.length > 0 ? 'configured' : 'unchanged';
  return OUR_HOOKS.map((hook) => ({ hook, file, how }));
}
