/** Where git looks for hooks in a repository, and so where ours have to stand. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { textOf, type Git } from '../git';
import type { Repository } from '../repository';
import { hasConfigHooks } from './configured';
import { homesOf } from './home';
import { OUR_FOLDER } from './hookScripts';
import { isManaged } from './keptCopies';
import { OUR_HOOKS } from './names';
import { readState } from './state';

export type HookPlace =
  /**
   * Hooks named in the configuration, which come on top of any others; git has them since 2.54. Where the folder is
   * somebody else's: an older git that shares the repository, a container's or one that a program brings along, would
   * run none of ours.
   */
  | { readonly kind: 'config'; readonly home: string }
  /** Files in the folder git looks in. */
  | { readonly kind: 'folder'; readonly home: string; readonly folder: string }
  /**
   * A folder of ours in front of the one that `core.hooksPath` names, since that one belongs to others: its files are
   * under version control, or it serves more repositories than this.
   */
  | { readonly kind: 'relay'; readonly home: string; readonly folder: string; readonly relayed: Relayed };

/** `home`, above, is the folder that the launcher lies in. */

export interface Relayed {
  /** As git has to find it: a relative path counts from where hooks start. */
  readonly folder: string;
  /** The setting as it stands in the scope we write to; undefined where it comes from elsewhere, or is not set. */
  readonly setting: string | undefined;
  readonly scope: 'local' | 'worktree';
}

/** The folder that `core.hooksPath` is pointed at. */
export const relayFolder = (home: string): string => path.join(home, 'hooks');

export async function placeOf(git: Git, repository: Repository): Promise<HookPlace> {
  const home = path.join(repository.commonDir, OUR_FOLDER);
  const setting = await hooksPath(git);
  const folder = effectiveFolder(repository, setting);
  for (const own of homesOf(repository)) {
    const { relayed } = readState(own);
    if (relayed && folder === relayFolder(own)) return { kind: 'relay', home: own, folder, relayed };
  }
  const isOwn = setting === undefined && isWithin(folder, repository.commonDir);
  if (isOwn && !OUR_HOOKS.some((hook) => isManaged(path.join(folder, hook)))) {
    return { kind: 'folder', home, folder };
  }
  if (await hasConfigHooks(git)) return { kind: 'config', home };
  if (isOwn) return { kind: 'folder', home, folder };
  if (setting && (isWithin(folder, repository.commonDir) || (await isIgnored(git, repository, folder)))) {
    return { kind: 'folder', home, folder };
  }
  const scope = setting?.scope === 'worktree' ? 'worktree' : 'local';
  const ownHome = scope === 'worktree' ? path.join(repository.gitDir, OUR_FOLDER) : home;
  return {
    kind: 'relay',
    home: ownHome,
    folder: relayFolder(ownHome),
    relayed: {
      folder: setting?.path ?? folder,
      setting: setting?.scope === scope ? setting.value : undefined,
      scope,
    },
  };
}

export interface HooksPath {
  readonly value: string;
  /** `local`, `worktree`, `global`, `system`, `command`. */
  readonly scope: string;
  /** With `~` resolved. */
  readonly path: string;
}

/** `core.hooksPath` as a commit would meet it. */
export async function hooksPath(git: Git): Promise<HooksPath | undefined> {
  const args = ['config', '-z', '--show-scope', '--get', 'core.hooksPath'];
  const [scope, value] = textOf(await git.plain(args))?.split('\0') ?? [];
  if (scope === undefined || value === undefined) return undefined;
  // git looks in the root folder then: it is one way to do without hooks.
  if (value === '') return { value, scope, path: '/' };
  const resolved = textOf(await git.plain(['config', '-z', '--type=path', '--get', 'core.hooksPath']));
  const folder = resolved?.replace(/\0$/, '') ?? value;
  // `:(optional)` in front of one that is not there, since 2.52: as if it were not set.
  return folder === '' ? undefined : { value, scope, path: folder };
}

/** The folder git looks in, for this work tree. */
export const effectiveFolder = (repository: Repository, setting: HooksPath | undefined): string =>
  setting ? path.resolve(repository.topLevel, setting.path) : path.join(repository.commonDir, 'hooks');

/** With links followed, since a hooks folder is often a link into the work tree. */
function isWithin(folder: string, parent: string): boolean {
  const relative = path.relative(real(parent), real(folder));
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return path.join(real(path.dirname(folder)), path.basename(folder));
  }
}

/** Whether what we would write there would stay out of version control. */
async function isIgnored(git: Git, repository: Repository, folder: string): Promise<boolean> {
  if (!isWithin(folder, repository.topLevel)) return false;
  const files = OUR_HOOKS.map((hook) => path.join(folder, hook));
  const input = files.map((file) => `${file}\0`).join('');
  const ignored = textOf(await git.read(['check-ignore', '-z', '--stdin'], { input }));
  return ignored?.split('\0').filter((file) => file !== '').length === files.length;
}
