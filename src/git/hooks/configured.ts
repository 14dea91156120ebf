/** Which of our hooks git's configuration names, and whether this git goes by that. */
import path from 'node:path';
import { required, textOf, type Git } from '../git';
import { parseConfig } from '../parse/config';
import { atLeast, parseVersion } from '../parse/version';
import type { Repository } from '../repository';
import { configHooks, sectionOf } from './configHooks';
import { configFileOf, homesOf } from './home';
import { LAUNCHER } from './hookScripts';
import { OUR_HOOKS, type OurHook } from './names';

/** `hook.<name>.command` and `.event`. */
const CONFIG_HOOKS = [2, 54] as const;
/** `hook.<event>.enabled`, for hooks in files too. */
const EVENTS_SWITCHED = [2, 55] as const;

const isSince = async (git: Git, [major, minor]: readonly [number, number]): Promise<boolean> => {
  const version = parseVersion(required(await git.read(['version'])).toString());
  return version !== undefined && atLeast(version, major, minor);
};

export const hasConfigHooks = (git: Git): Promise<boolean> => isSince(git, CONFIG_HOOKS);

/** By hook, the file that names it; whether this git reads such settings or not. */
export async function hooksInConfig(git: Git, repository: Repository): Promise<Map<OurHook, string>> {
  const file = configFileOf(repository, 'local');
  const text = textOf(await git.plain(['config', '-z', '--file', file, '--get-regexp', '^hook\\.parapet-']));
  const set = new Set(text?.split('\0'));
  const launchers = homesOf(repository).map((home) => path.join(home, LAUNCHER));
  const isNamed = (hook: OurHook): boolean =>
    launchers.some((launcher) =>
      configHooks(launcher)
        .filter(([key]) => key.startsWith(`${sectionOf(hook)}.`))
        .every(([key, value]) => set.has(`${key}\n${value}`)),
    );
  return new Map(OUR_HOOKS.filter(isNamed).map((hook) => [hook, file]));
}

/** The settings, `hook.<name or event>.enabled`, with which somebody has switched hooks off. */
export async function switchedOff(git: Git): Promise<ReadonlySet<string>> {
  const args = ['config', '-z', '--type=bool', '--get-regexp', '^hook\\..*\\.enabled$'];
  const off = [...parseConfig(textOf(await git.plain(args)) ?? '')]
    .filter(([, value]) => value === 'false')
    .map(([key]) => key);
  if (off.length === 0 || (await isSince(git, EVENTS_SWITCHED))) return new Set(off);
  return new Set(off.filter((key) => OUR_HOOKS.some((hook) => key === enabledSetting(sectionOf(hook)))));
}

export const enabledSetting = (section: string): string => `${section}.enabled`;
