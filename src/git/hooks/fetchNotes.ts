/** What makes `git fetch` bring notes along: one more line for each remote in the repository's configuration. */
import { existsSync, readFileSync } from 'node:fs';
import type { Git } from '../git';
import { incomingRefspec } from '../notes/incomingRefs';
import type { Repository } from '../repository';
import { changeConfig, takeBack } from './configFile';
import { configFileOf } from './home';
import { readState, writeState } from './state';

/** @returns the remotes whose notes a fetch brings along from now on */
export async function fetchNotes(git: Git, repository: Repository, home: string): Promise<string[]> {
  const file = configFileOf(repository, 'local');
  const remotes = await remotesWithout(git, file);
  if (remotes.length === 0) return [];
  const state = readState(home);
  const commands = remotes.map((remote) => ['--add', `remote.${remote}.fetch`, incomingRefspec(remote)]);
  writeState(home, { ...state, fetches: await changeConfig(git, file, commands, state.fetches) });
  return remotes;
}

async function remotesWithout(git: Git, file: string): Promise<string[]> {
  const outcome = await git.plain([
    'config',
    '-z',
    '--file',
    file,
    '--get-regexp',
    '^remote\\..*\\.(url|fetch)$',
  ]);
  if (!outcome.ok) return [];
  const found = new Map<string, boolean>();
  for (const entry of outcome.stdout.toString().split('\0')) {
    const [key = '', value = ''] = entry.split('\n');
    const [, remote, setting] = /^remote\.(.*)\.(url|fetch)$/s.exec(key) ?? [];
    if (remote === undefined) continue;
    const isFetched = setting === 'fetch' && /^\+?refs\/notes\/(?:ai|\*)/.test(value);
    found.set(remote, (found.get(remote) ?? false) || isFetched);
  }
  return [...found].filter(([, isFetched]) => !isFetched).map(([remote]) => remote);
}

/** @returns the file, if it was changed */
export async function fetchNoNotes(git: Git, repository: Repository, home: string): Promise<string[]> {
  const { fetches } = readState(home);
  const file = configFileOf(repository, 'local');
  if (fetches?.file !== file || !existsSync(file)) return [];
  if (takeBack(fetches)) return [file];
  const before = readFileSync(file);
  const remotes = await git.plain([
    'config',
    '-z',
    '--file',
    file,
    '--name-only',
    '--get-regexp',
    '^remote\\..*\\.fetch$',
  ]);
  for (const key of remotes.ok ? new Set(remotes.stdout.toString().split('\0')) : []) {
    const [, remote] = /^remote\.(.*)\.fetch$/s.exec(key) ?? [];
    if (remote === undefined) continue;
    await git.plain(['config', '--file', file, '--fixed-value', '--unset-all', key, incomingRefspec(remote)]);
  }
  return before.equals(readFileSync(file)) ? [] : [file];
}
