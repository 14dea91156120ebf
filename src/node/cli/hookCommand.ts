import path from 'node:path';
import { Git } from '../../git/git';
import { noteFailure } from '../../git/hooks/failures';
import { OUR_FOLDER } from '../../git/hooks/hookScripts';
import { MESSAGE_HOOKS, NOTE_HOOKS } from '../../git/hooks/names';
import { repositoryOfHook, type Repository } from '../../git/repository';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
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
    const git = new Git({
      folder: repository.topLevel,
      env: process.env,
      hook: true,
      timeoutMs: GIT_TIMEOUT_MS,
    });
    const { cwd, now } = terminal;
    await inTime(runHook(name, rest, { git, repository, cwd, now, failed }));
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error));
  }
  return EXIT.fine;
}

export interface HookContext extends Pick<Terminal, 'cwd' | 'now'> {
  readonly git: Git;
  readonly repository: Repository;
  /** Says what went wrong, here and where it can be looked up. */
  failed(message: string): void;
}

/** The two kinds are programs of their own, which is quicker to load. */
async function runHook(name: string, args: readonly string[], context: HookContext): Promise<void> {
  const ofNotes = NOTE_HOOKS.find((hook) => hook === name);
  const ofMessages = MESSAGE_HOOKS.find((hook) => hook === name);
  if (ofNotes) {
    const { runNoteHook } = await import('./noteHooks');
    await runNoteHook(ofNotes, args, context);
  }
  if (ofMessages) {
    const { runMessageHook } = await import('./messageHooks');
    await runMessageHook(ofMessages, args, context);
  }
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
