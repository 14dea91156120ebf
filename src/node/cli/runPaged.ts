/** Runs a command whose output people read at length. */
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { Pager, pagerCommand } from './pager';

const NO_PAGER = '--no-pager';

export async function runPaged(
  command: Command,
  given: readonly string[],
  terminal: Terminal,
  isTerminal: boolean,
): Promise<ExitCode> {
  const args = given.filter((arg) => arg !== NO_PAGER);
  const isWanted = isTerminal && args.length === given.length && !args.includes('--json');
  const program = isWanted ? await pagerCommand(terminal.cwd, process.env) : undefined;
  if (program === undefined) return command.run(args, terminal);
  const pager = new Pager(terminal, program, process.env, () => process.exit(EXIT.fine));
  try {
    return await command.run(args, { ...terminal, out: pager.out });
  } finally {
    await pager.finish();
  }
}
