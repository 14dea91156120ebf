import { repairNotes } from '../../git/notes/noteCommits';
import { WorkingLog } from '../workingLog';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { repositoryHere } from './repositoryHere';
import { printable } from './style';

const HELP = `Usage: parapet notes repair RANGE [--json]

Finds again who wrote the lines of commits that were made where no hook ran: a squash merge by a forge, commit-tree, a
clone without hooks. A hunk counts as found where it is, as a whole, what another commit with a note added to the same
file; besides, what is recorded in this work tree counts. What notes say already is never changed. RANGE is as “git log”
takes it; a single name means that commit alone.

Options
  --json   one JSON value: {"repaired": ["COMMIT", …]}
`;

export const notesRepairCommand: Command = {
  name: 'notes repair',
  summary: 'find again whose lines are whose, where a rewrite lost it',
  help: HELP,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = readArguments(
    'notes repair',
    args,
    { json: { type: 'boolean' } },
    { min: 1, max: 1 },
  );
  const [range = ''] = positionals;
  const { git, repository } = await repositoryHere(terminal);
  const { gitDir } = repository;
  const labels = new WorkingLog(gitDir, { now: () => terminal.now });
  const repaired = await repairNotes({ git, gitDir, labels, now: terminal.now }, range);
  if (!repaired) throw new UsageError(`git knows no commits ${printable(range)}`);
  if (values.json) terminal.out(`${JSON.stringify({ repaired })}\n`);
  else terminal.out(`notes of ${repaired.length} commits say more now\n`);
  return EXIT.fine;
}
