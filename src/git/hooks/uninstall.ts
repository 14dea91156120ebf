/** `hooks uninstall`: every file as it was, whatever was installed where, and nothing else touched. */
import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Git } from '../git';
import type { Repository } from '../repository';
import { COMPILED } from './compiled';
import { takeBack } from './configFile';
import { configSections } from './configHooks';
import { FAILURES } from './failures';
import { fetchNoNotes } from './fetchNotes';
import { readHook, writeHook } from './files';
import { configFileOf, homesOf } from './home';
import {
  ALIASES,
  blockIn,
  forShell,
  isNothingElse,
  LAUNCHER,
  RELAYED,
  setAside,
  withoutBlock,
} from './hookScripts';
import { clearCopies } from './keptCopies';
import { TAKEN_IN } from '../notes/bringIn';
import { NOTE_SUMS } from '../notes/countedCommits';
import { AWAITED_MARK, NOTED_UP_TO } from '../notes/marker';
import { RUNTIMES } from './launcher';
import { OUR_HOOKS, type OurHook } from './names';
import { effectiveFolder, hooksPath, relayFolder } from './place';
import { readState, removeState } from './state';

export interface Removal {
  /** Files that were changed or taken away. */
  readonly files: readonly string[];
  /** What could not be put back, and what to do. */
  readonly problems: readonly string[];
}

export async function uninstallHooks(git: Git, repository: Repository): Promise<Removal> {
  const files: string[] = [];
  for (const home of homesOf(repository)) files.push(...(await fetchNoNotes(git, repository, home)));
  // First, so that the folder that counted before counts below.
  for (const home of homesOf(repository)) files.push(...(await restoreConfig(git, repository, home)));
  const removal = await restoreFolders(git, repository);
  for (const home of homesOf(repository)) removeOurs(home);
  return { files: [...new Set([...files, ...removal.files])], problems: removal.problems };
}

/** Takes Parapet out of hook files, wherever git looks for them and did by default. */
async function restoreFolders(git: Git, repository: Repository): Promise<Removal> {
  const files: string[] = [];
  const problems: string[] = [];
  const folders = new Set([
    path.join(repository.commonDir, 'hooks'),
    effectiveFolder(repository, await hooksPath(git)),
  ]);
  for (const folder of folders) {
    for (const hook of OUR_HOOKS) {
      const file = path.join(folder, hook);
      const result = restoreHook(hook, folder);
      if (result === 'restored') files.push(file);
      files.push(...clearCopies(folder, hook));
      if (result === 'stuck') {
        problems.push(`${file} was changed since; what it stood in front of is ${setAside(hook)} beside it`);
      }
    }
    removeIfEmpty(path.join(folder, ALIASES));
  }
  return { files, problems };
}

async function restoreConfig(git: Git, repository: Repository, home: string): Promise<string[]> {
  const { config, relayed } = readState(home);
  const file = configFileOf(repository, relayed?.scope ?? 'local');
  // A repository may come with a state that somebody else wrote: no other file is touched, whatever it says.
  if (config?.file === file && takeBack(config)) return [file];
  if (!existsSync(file)) return [];
  // Somebody else wrote to the file since: only our settings go.
  let changed = false;
  const edit = async (...args: string[]): Promise<void> => {
    const outcome = await git.plain(['config', '--file', file, ...args]);
    changed ||= outcome.ok;
  };
  if (relayed && (await valueIn(git, file, 'core.hooksPath')) === forShell(relayFolder(home))) {
    if (relayed.setting === undefined) await edit('--unset-all', 'core.hooksPath');
    else await edit('core.hooksPath', relayed.setting);
  }
  for (const section of configSections()) {
    if (await valueIn(git, file, `${section}.command`)) await edit('--remove-section', section);
  }
  return changed ? [file] : [];
}

async function valueIn(git: Git, file: string, key: string): Promise<string | undefined> {
  const outcome = await git.plain(['config', '-z', '--file', file, '--get', key]);
  return outcome.ok ? outcome.stdout.toString().replace(/\0$/, '') : undefined;
}

function restoreHook(hook: OurHook, folder: string): 'restored' | 'untouched' | 'stuck' {
  const file = path.join(folder, hook);
  const there = readHook(file);
  if (there.kind !== 'file' || blockIn(there.content) === undefined) return 'untouched';
  const rest = withoutBlock(there.content);
  const aside = path.join(folder, setAside(hook));
  if (!isNothingElse(rest, hook)) {
    writeHook(file, rest, there.mode);
    return existsSync(aside) ? 'stuck' : 'restored';
  }
  rmSync(path.join(folder, ALIASES, hook), { force: true });
  // A link whose target is gone is put back too.
  if (readHook(aside).kind === 'none') rmSync(file);
  else renameSync(aside, file);
  return 'restored';
}

function removeOurs(home: string): void {
  const { createdFolders } = readState(home);
  rmSync(relayFolder(home), { recursive: true, force: true });
  for (const name of [LAUNCHER, RUNTIMES, RELAYED, TAKEN_IN, NOTE_SUMS, FAILURES])
    rmSync(path.join(home, name), { force: true });
  rmSync(path.join(home, COMPILED), { recursive: true, force: true });
  removeState(home);
  for (const folder of createdFolders.toReversed()) removeIfEmpty(folder);
  // The working log stays, and up to where its lines have been committed: taking the hooks away forgets nothing.
  const marks = [NOTED_UP_TO, AWAITED_MARK];
  if (existsSync(home) && readdirSync(home).every((name) => marks.includes(name)))
    rmSync(home, { recursive: true, force: true });
}

function removeIfEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}
