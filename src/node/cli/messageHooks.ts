/** prepare-commit-msg and commit-msg: a program of its own, since it is waited for with every commit. */
import path from 'node:path';
import { finishCommitMessage, prepareCommitMessage, type MessageHook } from '../../git/hooks/messageHook';
import type { MESSAGE_HOOKS } from '../../git/hooks/names';
import type { IndexDiff } from '../../git/indexDiff';
import { invokingGit } from '../../git/invocation';
import { WorkingLog } from '../workingLog';
import type { HookContext } from './hookCommand';
import { pruneLog } from './pruneLog';

export interface MessageHookContext extends HookContext {
  readonly begun: IndexDiff;
}

export async function runMessageHook(
  name: (typeof MESSAGE_HOOKS)[number],
  [file, kind, commit]: readonly string[],
  { git, repository, begun, cwd, now, failed }: MessageHookContext,
): Promise<void> {
  if (file === undefined) return;
  const log = new WorkingLog(repository.gitDir, { now: () => now, log: failed });
  const hook: MessageHook = {
    ...{ git, repository, begun, now, labels: log, env: process.env },
    file: path.resolve(cwd, file),
    source: { kind, commit },
    invocation: () => invokingGit(process.ppid),
  };
  await (name === 'commit-msg' ? finishCommitMessage(hook) : prepareCommitMessage(hook));
  if (log.paths().length > 0) pruneLog(log, repository.gitDir, now);
}
