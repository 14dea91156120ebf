import { MESSAGE_HOOKS, NOTE_HOOKS } from '../../git/hooks/names';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';

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

/** The two kinds are programs of their own, which is quicker to load. */
async function run([name, ...args]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const ofMessages = MESSAGE_HOOKS.find((hook) => hook === name);
  if (ofMessages) await (await import('./messageHooks')).messageHook(ofMessages, args, terminal);
  const ofNotes = NOTE_HOOKS.find((hook) => hook === name);
  if (ofNotes) await (await import('./noteHooks')).noteHook(ofNotes, args, terminal);
  return EXIT.fine;
}
