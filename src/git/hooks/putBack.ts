/**
 * Hooks that another program has written over: husky does so with every `npm install`, lefthook when its settings change;
 * and those that a newer git was given in its configuration, where this one does not look.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Git } from '../git';
import type { Repository } from '../repository';
import { hasConfigHooks, hooksInConfig } from './configured';
import { homesOf } from './home';
import { LAUNCHER } from './hookScripts';
import { installHooks } from './install';
import { isManaged } from './keptCopies';
import type { Runtime } from './runtimes';
import { hooksStatus } from './status';

/**
 * Puts ours beside theirs again. Not where nobody has installed ours, and not where a person took them out by hand.
 *
 * @returns whether there was anything to put back
 * @throws GitError, or an error of the file system
 */
export async function putBackHooks(git: Git, repository: Repository, runtime: Runtime): Promise<boolean> {
  if (!homesOf(repository).some((home) => existsSync(path.join(home, LAUNCHER)))) return false;
  const { hooks } = await hooksStatus(git, repository);
  const gone = hooks.filter(({ installed, problem }) => !installed && problem === undefined);
  if (gone.length === 0) return false;
  const isUnread = !(await hasConfigHooks(git)) && (await hooksInConfig(git, repository)).size > 0;
  if (!isUnread && !gone.some(({ file }) => isManaged(file))) return false;
  await installHooks(git, repository, runtime);
  return true;
}
