/** Composition root of the command line: argv → exit code (contract 3). */
import { EXIT, isUsageError, type Command, type ExitCode, type Terminal } from './node/cli/command';
import { runPaged } from './node/cli/runPaged';
import { colourOf } from './node/cli/style';
import { version } from '../package.json';

/**
 * Those about who wrote which line are a program of their own, which is quick to load, and so is each of those that
 * people wait for most; esbuild.js sees to that.
 */
const LINE_WORDS = ['hooks', 'record', 'show', 'log', 'notes', 'export', 'hook'];

async function commandsFor(word: string | undefined): Promise<readonly Command[]> {
  if (word === 'blame') return [(await import('./node/cli/blameCommand')).blameCommand];
  if (word === 'stats') return [(await import('./node/cli/statsCommand')).statsCommand];
  const { LINE_COMMANDS } = await import('./node/cli/lineCommands');
  if (word !== undefined && LINE_WORDS.includes(word)) return LINE_COMMANDS;
  const { POLICY_COMMANDS } = await import('./node/cli/policyCommands');
  return [...POLICY_COMMANDS, ...LINE_COMMANDS];
}

const isFit = process.stdout.isTTY && !process.env['NO_COLOR'];
const given = colourOf(process.argv.slice(2), isFit);

const terminal: Terminal = {
  cwd: process.cwd(),
  // To open it takes a while, and few read it.
  get stdin() {
    return process.stdin;
  },
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colour: given.colour,
  now: new Date(),
};

function overview(commands: readonly Command[]): string {
  const shown = commands.filter(({ hidden }) => !hidden);
  const width = Math.max(...shown.map((command) => command.name.length));
  const list = shown.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `parapet ${version}: guardrails for what AI writes\n\nUsage: parapet COMMAND [OPTIONS]\n\n${list.join('\n')}\n\n“parapet COMMAND --help” says more. Colours on a terminal only, or as “--color=always|never” or NO_COLOR say.\nExit codes: 0 fine, 1 violations, 2 error.\n`;
}

/** The command whose words the arguments begin with. */
function commandOf(
  commands: readonly Command[],
  args: readonly string[],
): { command: Command; rest: readonly string[] } | undefined {
  const command = commands.find(({ name }) => name.split(' ').every((word, i) => args[i] === word));
  return command && { command, rest: args.slice(command.name.split(' ').length) };
}

async function main(args: readonly string[]): Promise<ExitCode> {
  if (args.length === 0 || args[0] === '--help' || args[0] === '-h' || args[0] === 'help') {
    terminal.out(overview(await commandsFor(undefined)));
    return args.length === 0 ? EXIT.error : EXIT.fine;
  }
  if (args[0] === '--version') {
    terminal.out(`${version}\n`);
    return EXIT.fine;
  }
  const commands = await commandsFor(args[0]);
  const found = commandOf(commands, args);
  if (!found) {
    const group = commands.filter(({ name }) => name.startsWith(`${args[0]} `));
    if (group.length > 0 && (args[1] === '--help' || args[1] === '-h')) {
      terminal.out(group.map(({ help }) => help).join('\n'));
      return EXIT.fine;
    }
    const words = group.map(({ name }) => name);
    const hint = words.length > 0 ? `there is ${words.join(', ')}` : '“parapet --help” lists the commands';
    terminal.err(`parapet: there is no command “${args.slice(0, 2).join(' ')}”\n  ${hint}\n`);
    return EXIT.error;
  }
  if (found.rest.includes('--help') || found.rest.includes('-h')) {
    terminal.out(found.command.help);
    return EXIT.fine;
  }
  return found.command.isPaged
    ? runPaged(found.command, found.rest, terminal, process.stdout.isTTY)
    : found.command.run(found.rest, terminal);
}

function report(error: unknown, verbose: boolean): ExitCode {
  const message = error instanceof Error ? error.message : String(error);
  terminal.err(`parapet: ${message}\n`);
  if (isUsageError(error) && error.remedy) terminal.err(`  ${error.remedy}\n`);
  if (!isUsageError(error) && !verbose)
    terminal.err('  this should not happen; “--verbose” shows where it did\n');
  if (verbose && error instanceof Error) terminal.err(`${error.stack}\n`);
  return EXIT.error;
}

// A reader that closes early (`| head`) is no error; that a disk is full, say, is one.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.fine);
  terminal.err(`parapet: not all of the output could be written: ${error.message}\n`);
  process.exit(EXIT.error);
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

main(given.rest)
  .catch((error: unknown) => report(error, given.rest.includes('--verbose')))
  .then((code) => {
    process.exitCode = code;
    // What a pipe has yet to take would be cut; otherwise nobody need wait for a git that has nothing more to say.
    const isWritten = process.stdout.writableLength + process.stderr.writableLength === 0;
    if (isWritten && !process.stdout.errored) process.exit();
  });
