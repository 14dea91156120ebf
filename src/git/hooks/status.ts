/** `hooks status`: which hooks call Parapet, from where, with what, and what is in the way. */
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Git } from '../git';
import type { Repository } from '../repository';
import { sectionOf } from './configHooks';
import { enabledSetting, hasConfigHooks, hooksInConfig, switchedOff } from './configured';
import { readHook } from './files';
import { homesOf } from './home';
import { blockIn, doesNothing, LAUNCHER, withoutBlock } from './hookScripts';
import { copyThatRuns } from './keptCopies';
import { OUR_HOOKS, type OurHook } from './names';
import { effectiveFolder, hooksPath, relayFolder } from './place';
import { isThere, readRuntimes, type Runtime } from './runtimes';
import { readState } from './state';

export interface HookStatus {
  readonly hook: OurHook;
  readonly installed: boolean;
  /** What git runs, or would run: a file, or the configuration. Absolute. */
  readonly file: string;
  /** Whether a hook of someone else runs as well. */
  readonly alongside: boolean;
  /** Why it does not run, and what to do. */
  readonly problem?: string;
}

export interface HooksStatus {
  readonly topLevel: string;
  /** `partly` where some are there and others are not. */
  readonly state: 'installed' | 'partly' | 'absent';
  readonly hooks: readonly HookStatus[];
  /** What the launcher would take; undefined where it would have to look on the PATH. */
  readonly runtime: Runtime | undefined;
  readonly problems: readonly string[];
}

export async function hooksStatus(git: Git, repository: Repository): Promise<HooksStatus> {
  const setting = await hooksPath(git);
  const folder = effectiveFolder(repository, setting);
  const inConfig = await hooksInConfig(git, repository);
  const isRead = inConfig.size > 0 && (await hasConfigHooks(git));
  const off = await switchedOff(git);
  const hooks = OUR_HOOKS.map((hook): HookStatus => {
    const there = inFolder(hook, folder, repository);
    const file = isRead && !there.installed ? inConfig.get(hook) : undefined;
    const status = file === undefined ? there : { hook, installed: true, file, alongside: there.alongside };
    const sections = [`hook.${hook}`, ...(file === undefined ? [] : [sectionOf(hook)])];
    const switchOf = sections.map(enabledSetting).find((key) => off.has(key));
    if (switchOf === undefined) return status;
    return { ...status, installed: false, problem: `git runs no ${hook}: ${switchOf} is false` };
  });
  const count = hooks.filter(({ installed }) => installed).length;
  const state = count === hooks.length ? 'installed' : count === 0 ? 'absent' : 'partly';
  const runtime = homesOf(repository).flatMap(readRuntimes).find(isThere);
  const problems = [
    ...hooks.flatMap(({ problem }) => problem ?? []),
    ...(state === 'absent' ? displaced(repository, folder) : []),
    ...(state !== 'installed' && inConfig.size > 0 && !isRead ? [UNREAD] : []),
    ...(count > 0 && !homesOf(repository).some((home) => existsSync(path.join(home, LAUNCHER)))
      ? ['the launcher is gone; “parapet hooks install” puts it back']
      : []),
    ...(count > 0 && !runtime
      ? ['no recorded runtime is left; the hooks go by the PATH until Parapet is started again']
      : []),
  ];
  return { topLevel: repository.topLevel, state, hooks, runtime, problems };
}

const UNREAD =
  'the hooks stand in the repository’s configuration, where git looks only since 2.54, and this one is older; “parapet hooks install” puts them where it looks';

function inFolder(hook: OurHook, folder: string, repository: Repository): HookStatus {
  const file = path.join(folder, hook);
  const home = homesOf(repository).find((one) => relayFolder(one) === folder);
  if (home !== undefined) {
    const before = path.resolve(repository.topLevel, readState(home).relayed?.folder ?? '', hook);
    return { hook, installed: existsSync(file), file, alongside: isExecutable(before) };
  }
  const copy = copyThatRuns(folder, hook);
  if (copy !== undefined) return { hook, installed: true, file: copy, alongside: true };
  const there = readHook(file);
  if (there.kind !== 'file') return { hook, installed: false, file, alongside: there.kind === 'other' };
  if (blockIn(there.content) === undefined)
    return { hook, installed: false, file, alongside: there.executable };
  const base = { hook, file, alongside: !doesNothing(withoutBlock(there.content)) };
  if (there.executable) return { ...base, installed: true };
  const problem = `${file} is not executable, so git passes over it: make it so, or remove it`;
  return { ...base, installed: false, problem };
}

const isExecutable = (file: string): boolean => {
  // Not where it lies below what is no folder either.
  const stat = existsSync(file) ? statSync(file, { throwIfNoEntry: false }) : undefined;
  return stat !== undefined && stat.isFile() && (process.platform === 'win32' || (stat.mode & 0o111) !== 0);
};

/** Ours stand somewhere, but git looks elsewhere by now. */
function displaced(repository: Repository, folder: string): string[] {
  const own = path.join(repository.commonDir, 'hooks');
  const inDefault = OUR_HOOKS.some((hook) => {
    const there = readHook(path.join(own, hook));
    return there.kind === 'file' && blockIn(there.content) !== undefined;
  });
  const relayed = homesOf(repository).some((home) => readState(home).relayed);
  if ((!inDefault || folder === own) && !relayed) return [];
  return [
    `core.hooksPath was changed to ${folder} since the hooks were installed; “parapet hooks install” puts them there`,
  ];
}
