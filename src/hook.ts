/**
 * Composition root of the program that git hooks start: the command line's `hook` alone, since the whole of it takes
 * longer to load than a hook may take.
 */
import path from 'node:path';
import { COMPILED, COMPILED_HOME } from './git/hooks/compiled';
import { MESSAGE_HOOKS, NOTE_HOOKS } from './git/hooks/names';
import type * as messageHooks from './node/cli/messageHooks';
import type * as noteHooks from './node/cli/noteHooks';
import { loadCompiled, type CompiledProgram } from './node/compiledProgram';

const terminal = {
  cwd: process.cwd(),
  err: (text: string) => void process.stderr.write(text),
  now: new Date(),
};

/** Of each hook is kept what it needs itself. */
function load<Exports>(program: string, hook: string): CompiledProgram<Exports> {
  const home = process.env[COMPILED_HOME];
  const place = home === undefined ? undefined : { folder: path.resolve(home, COMPILED), name: hook };
  return loadCompiled<Exports>(path.join(__dirname, `${program}.js`), require, place);
}

async function run(name: string | undefined, args: readonly string[]): Promise<void> {
  const ofMessages = MESSAGE_HOOKS.find((hook) => hook === name);
  const ofNotes = NOTE_HOOKS.find((hook) => hook === name);
  if (ofMessages) {
    const program = load<typeof messageHooks>('messageHooks', ofMessages);
    if (await program.exports.messageHook(ofMessages, args, terminal)) program.keep();
  }
  if (ofNotes) {
    const program = load<typeof noteHooks>('noteHooks', ofNotes);
    if (await program.exports.noteHook(ofNotes, args, terminal)) program.keep();
  }
}

/** `hook` itself comes first, so that the launcher need not know which of the two it starts. */
const [, , , name, ...args] = process.argv;
void run(name, args).then(() => process.exit());
