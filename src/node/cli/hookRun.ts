/** What all hooks have in common: they take no longer than they may, and whatever goes wrong is said and written down. */
import path from 'node:path';
import { Git } from '../../git/git';
import { noteFailure } from '../../git/hooks/failures';
import { OUR_FOLDER } from '../../git/hooks/hookScripts';
import { LeftToRepair } from '../../git/notes/leftToRepair';
import { repositoryOfHook, type Repository } from '../../git/repository';
import type { Terminal } from './command';
import { printable } from './style';

export type HookTerminal = Pick<Terminal, 'cwd' | 'now' | 'err'>;

export interface HookContext extends Pick<Terminal, 'cwd' | 'now'> {
  readonly git: Git;
  readonly repository: Repository;
  /** Says what went wrong, here and where it can be looked up. */
  failed(message: string): void;
}

/** Milliseconds. The launcher ends what takes longer than its own limit. */
const DEADLINE_MS = 8_000;
const GIT_TIMEOUT_MS = 5_000;

/** Never fails: a commit is not held up by its provenance. @returns what came of the work, undefined where that failed */
export async function inHook<T>(
  hook: string,
  { cwd, now, err }: HookTerminal,
  work: (context: HookContext) => Promise<T>,
): Promise<T | undefined> {
  const repository = repositoryOfHook(cwd, process.env);
  if (!repository) return undefined;
  const failed = (message: string, consequence = ', so this commit may lack provenance'): void => {
    const problem = printable(message.split('\n')[0] ?? '');
    err(`parapet: ${problem}${consequence}\n`);
    noteFailure(path.join(repository.commonDir, OUR_FOLDER), { time: now.toISOString(), hook, problem });
  };
  try {
    const folder = repository.topLevel;
    const git = new Git({ folder, env: process.env, hook: true, timeoutMs: GIT_TIMEOUT_MS });
    return await inTime(work({ git, repository, cwd, now, failed }));
  } catch (error) {
    if (error instanceof LeftToRepair) failed(error.message, '');
    else failed(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it took too long')), DEADLINE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
