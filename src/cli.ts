/** Composition root of the command line: argv → exit code (contract 3). */
import { EXIT, isUsageError, type Command, type ExitCode, type Terminal } from './node/cli/command';
import { agentHookCommand } from './node/cli/agentHookCommand';
import { auditVerifyCommand } from './node/cli/auditCommand';
import { blameCommand } from './node/cli/blameCommand';
import { evalCommand } from './node/cli/evalCommand';
import { explainCommand } from './node/cli/explainCommand';
import { gamedayCommand } from './node/cli/gamedayCommand';
import { hookCommand } from './node/cli/hookCommand';
import { hooksInstallCommand, hooksStatusCommand, hooksUninstallCommand } from './node/cli/hooksCommand';
import { initCommand } from './node/cli/initCommand';
import { notesRepairCommand } from './node/cli/notesCommand';
import { recordCommand } from './node/cli/recordCommand';
import { replayCommand } from './node/cli/replayCommand';
import { showCommand } from './node/cli/showCommand';
import { statsCommand } from './node/cli/statsCommand';
import { testCommand } from './node/cli/testCommand';
import { validateCommand } from './node/cli/validateCommand';
import { version } from '../package.json';

const COMMANDS: readonly Command[] = [
  initCommand,
  evalCommand,
  validateCommand,
  explainCommand,
  testCommand,
  replayCommand,
  gamedayCommand,
  hooksInstallCommand,
  hooksUninstallCommand,
  hooksStatusCommand,
  recordCommand,
  agentHookCommand,
  blameCommand,
  showCommand,
  statsCommand,
  notesRepairCommand,
  auditVerifyCommand,
];

/** Run by git, not by people, so that no list names it. */
const HIDDEN: readonly Command[] = [hookCommand];

const terminal: Terminal = {
  cwd: process.cwd(),
  stdin: process.stdin,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colour: process.stdout.isTTY && !process.env['NO_COLOR'],
  now: new Date(),
};

function overview(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length));
  const list = COMMANDS.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`);
  return `parapet ${version}: guardrails for what AI writes\n\nUsage: parapet COMMAND [OPTIONS]\n\n${list.join('\n')}\n\n“parapet COMMAND --help” says more. Exit codes: 0 fine, 1 violations, 2 error.\n`;
}

/** The command whose words the arguments begin with. */
function commandOf(args: readonly string[]): { command: Command; rest: readonly string[] } | undefined {
  const command = [...COMMANDS, ...HIDDEN].find(({ name }) =>
    name.split(' ').every((word, i) => args[i] === word),
  );
  return command && { command, rest: args.slice(command.name.split(' ').length) };
}

async function main(args: readonly string[]): Promise<ExitCode> {
  if (args.length === 0 || args[0] === '--help' || args[0] === '-h' || args[0] === 'help') {
    terminal.out(overview());
    return args.length === 0 ? EXIT.error : EXIT.fine;
  }
  if (args[0] === '--version') {
    terminal.out(`${version}\n`);
    return EXIT.fine;
  }
  const found = commandOf(args);
  if (!found) {
    const group = COMMANDS.filter(({ name }) => name.startsWith(`${args[0]} `));
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
  return found.command.run(found.rest, terminal);
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

// A reader that closes early (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.fine);
  throw error;
});
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const args = process.argv.slice(2);
main(args)
  .catch((error: unknown) => report(error, args.includes('--verbose')))
  .then((code) => {
    // Not `process.exit`: what is still being written to a pipe would be cut.
    process.exitCode = code;
  });
