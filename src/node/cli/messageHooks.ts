/** prepare-commit-msg and commit-msg: a program of its own, since it is waited for with every commit. */
import path from 'node:path';
import { begunIndex, type BegunIndex } from '../../git/hooks/begun';
import { finishCommitMessage, prepareCommitMessage, type MessageHook } from '../../git/hooks/messageHook';
import type { MessageHookName } from '../../git/hooks/names';
import { invokingGit } from '../../git/invocation';
import { WorkingLog } from '../workingLog';
import { inHook, type HookContext, type HookTerminal } from './hookRun';
import { pruneLog } from './pruneLog';

/** @returns whether it has done its work */
export const messageHook = async (
  name: MessageHookName,
  args: readonly string[],
  terminal: HookTerminal,
): Promise<boolean> =>
  (await inHook(name, terminal, async (context) => {
    await run(name, args, context);
    return true;
  })) ?? false;

async function run(
  name: MessageHookName,
  [file, kind, commit]: readonly string[],
  { git, repository, cwd, now, failed }: HookContext,
): Promise<void> {
  if (file === undefined) return;
  const log = new WorkingLog(repository.gitDir, { now: () => now, log: failed });
  const labels = log.view();
  let begun: { readonly said: BegunIndex | undefined } | undefined;
  const hook: MessageHook = {
    ...{ git, repository, now, labels, env: process.env },
    begun: () => (begun ??= { said: begunIndex(process.env) }).said,
    file: path.resolve(cwd, file),
    source: { kind, commit },
    invocation: () => invokingGit(process.ppid),
  };
  await (name === 'commit-msg' ? finishCommitMessage(hook) : prepareCommitMessage(hook));
  if (labels.paths().length > 0) pruneLog(log, repository.gitDir, now);
}
