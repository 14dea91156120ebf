import path from 'node:path';
import { Git } from '../../git/git';
import { noteFailure } from '../../git/hooks/failures';
import { OUR_FOLDER } from '../../git/hooks/hookScripts';
import { finishCommitMessage, prepareCommitMessage, type MessageHook } from '../../git/hooks/messageHook';
import { NOTE_HOOKS, type NoteHook } from '../../git/hooks/names';
import { invokingGit } from '../../git/invocation';
import { bringIn } from '../../git/notes/bringIn';
import { noteHead, noteRewritten, type NotesContext } from '../../git/notes/noteCommits';
import { repositoryOfHook, type Repository } from '../../git/repository';
import { anchorLog } from '../anchorLog';
import { WorkingLog } from '../workingLog';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { pruneLog } from './pruneLog';
import { printable } from './style';

const HELP = `Usage: parapet hook NAME [ARGUMENT…]

What the git hooks that “parapet hooks install” sets run. Never fails: a commit is not held up by its provenance.
`;

export const hookCommand: Command = {
  name: 'hook',
  summary: 'run by the git hooks',
  help: HELP,
  hidden: true,
  run,
};

/** Milliseconds. The launcher ends what takes longer than its own limit. */
const DEADLINE_MS = 8_000;
const GIT_TIMEOUT_MS = 5_000;

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name = '', ...rest] = args;
  const repository = repositoryOfHook(terminal.cwd, process.env);
  if (!repository) return EXIT.fine;
  const failed = (message: string): void => {
    const problem = printable(message.split('\n')[0] ?? '');
    terminal.err(`parapet: ${problem}, so this commit may lack provenance\n`);
    const home = path.join(repository.commonDir, OUR_FOLDER);
    noteFailure(home, { time: terminal.now.toISOString(), hook: name, problem });
  };
  try {
    await inTime(runHook(name, rest, repository, { cwd: terminal.cwd, now: terminal.now, failed }));
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error));
  }
  return EXIT.fine;
}

interface HookTerminal extends Pick<Terminal, 'cwd' | 'now'> {
  /** Says what went wrong, here and where it can be looked up. */
  failed(message: string): void;
}

async function runHook(
  name: string,
  args: readonly string[],
  repository: Repository,
  terminal: HookTerminal,
): Promise<void> {
  const env = process.env;
  const log = new WorkingLog(repository.gitDir, { now: () => terminal.now, log: terminal.failed });
  const git = new Git({ folder: repository.topLevel, env, hook: true, timeoutMs: GIT_TIMEOUT_MS });
  const base = { git, labels: log, now: terminal.now };
  if (isNoteHook(name)) {
    const anchored = anchorLog(git, repository, name, terminal.now);
    // What is wrong with one of them does not cut the others short.
    const [brought] = await Promise.allSettled([bringIn(git, repository.commonDir, terminal.now)]);
    const both = await Promise.allSettled([
      writeNotes(name, args, { ...base, gitDir: repository.gitDir }),
      anchored,
    ]);
    for (const one of [...both, brought]) if (one.status === 'rejected') throw one.reason;
    return;
  }
  const [file, kind, commit] = args;
  if (file === undefined || (name !== 'prepare-commit-msg' && name !== 'commit-msg')) return;
  const hook: MessageHook = {
    ...base,
    repository,
    env,
    file: path.resolve(terminal.cwd, file),
    source: { kind, commit },
    invocation: () => invokingGit(process.ppid),
  };
  await (name === 'commit-msg' ? finishCommitMessage(hook) : prepareCommitMessage(hook));
  if (log.paths().length > 0) pruneLog(log, repository.gitDir, terminal.now);
}

const isNoteHook = (name: string): name is NoteHook => NOTE_HOOKS.some((hook) => hook === name);

function writeNotes(name: NoteHook, [by]: readonly string[], context: NotesContext): Promise<void> {
  if (name === 'post-rewrite') return noteRewritten(context, { isAmend: by === 'amend' });
  return noteHead(context, { mergesOnly: name === 'post-merge' });
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it took too long')), DEADLINE_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
