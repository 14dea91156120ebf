import { noteUnseen } from '../../git/notes/noteMissed';
import { repairNotes, type Repair } from '../../git/notes/repairNotes';
import { syncNotes } from '../../git/notes/syncNotes';
import { Git, textOf } from '../../git/git';
import { countAhead } from '../countAhead';
import { WorkingLog } from '../workingLog';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { inRepository } from './gitHere';
import { counted } from './lineView';
import { readArguments } from './options';
import { notedRepositoryHere, repositoryHere, unknownRange } from './repositoryHere';
import { printable } from './style';
import { howToGetMore } from './whatIsMissing';

const HELP = `Usage: parapet notes repair RANGE [--json]

Finds again who wrote the lines of commits that were made where no hook ran: a squash merge by a forge, commit-tree, a
clone without hooks. A hunk counts as found where it is, as a whole, what another commit with a note added to the same
file, a file where another branch or a commit long before has it just so; besides, what is recorded in this work tree
counts. What notes say already is never changed. RANGE is as “git log” takes it; a single name means that commit alone.

Options
  --json   one JSON value: {"repaired": ["COMMIT", …]}
`;

export const notesRepairCommand: Command = {
  name: 'notes repair',
  summary: 'find again whose lines are whose, where a rewrite lost it',
  help: HELP,
  run,
};

const SYNC_HELP = `Usage: parapet notes sync [REMOTE] [--push] [--json]

Fetches the notes of refs/notes/ai that a remote has (origin, or the only one there is) and unites them with those that
are here, commit by commit: what either says stays. With --push, sends the result there, and starts over where somebody
else was quicker. Without it, nothing leaves this machine.

Options
  --push   push refs/notes/ai to the remote as well
  --json   one JSON value: {"remote", "taken", "pushed"}; taken counts commits whose notes came in or say more now
`;

export const notesSyncCommand: Command = {
  name: 'notes sync',
  summary: 'fetch notes from a remote and unite them; with --push, send them',
  help: SYNC_HELP,
  run: sync,
};

/** Milliseconds for one conversation with a remote. */
const REMOTE_MS = 60_000;

async function sync(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = { json: { type: 'boolean' }, push: { type: 'boolean' } } as const;
  const { values, positionals } = readArguments('notes sync', args, options, { max: 1 });
  const { git, repository } = await repositoryHere(terminal);
  const remotes =
    textOf(await git.read(['remote']))
      ?.split('\n')
      .filter((name) => name !== '') ?? [];
  const remote = positionals[0] ?? (remotes.length === 1 ? remotes[0] : 'origin') ?? 'origin';
  if (!remotes.includes(remote))
    throw new UsageError(`there is no remote ${printable(remote)}`, '“git remote” lists them');
  const online = new Git({ ...inRepository(repository), online: true, timeoutMs: REMOTE_MS });
  const { gitDir } = repository;
  const { now } = terminal;
  if (values.push)
    await noteUnseen({ git, gitDir, labels: new WorkingLog(gitDir, { now: () => now }).view(), now });
  const outcome = await syncNotes(online, git, { remote, push: values.push ?? false, now });
  if (!outcome.ok)
    throw new UsageError(printable(outcome.problem), 'the notes that are here are as they were');
  await countAhead(git, repository);
  const { taken, pushed } = outcome.synced;
  if (values.json) terminal.out(`${JSON.stringify({ remote, taken, pushed })}\n`);
  else terminal.out(`notes of ${taken} commits came in${pushed ? `; pushed to ${printable(remote)}` : ''}\n`);
  return EXIT.fine;
}

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = readArguments(
    'notes repair',
    args,
    { json: { type: 'boolean' } },
    { min: 1, max: 1 },
  );
  const [range = ''] = positionals;
  // What it writes would stand in place of what is not here.
  const { git, repository } = await notedRepositoryHere(terminal, { isWhole: true });
  const { gitDir } = repository;
  const labels = new WorkingLog(gitDir, { now: () => terminal.now }).view();
  const repair = await repairNotes({ git, gitDir, labels, now: terminal.now }, range);
  if (!repair) throw unknownRange(range);
  const { repaired } = repair;
  if (values.json) terminal.out(`${JSON.stringify({ repaired })}\n`);
  else terminal.out(`notes of ${counted(repaired.length, 'commit')} say more now\n`);
  const more = repair.cut.length === 0 ? '' : await howToGetMore(git, `git log -p ${printable(range)}`);
  for (const reason of whyNotMore(repair, more)) terminal.err(`parapet: ${reason}\n`);
  return EXIT.fine;
}

/** What a clone lacks, as those of CI often do. */
function whyNotMore({ repaired, cut, noted, elsewhere }: Repair, more: string): string[] {
  const reasons: string[] = [];
  if (cut.length > 0) {
    const which = cut.length === 1 ? cut[0] : counted(cut.length, 'commit');
    reasons.push(
      `it is not known which lines ${which} added: what came before is not in this clone\n  ${more}`,
    );
  }
  if (repaired.length > 0) return reasons;
  if (noted === 0)
    reasons.push('no commit has a note here\n  “parapet notes sync” fetches those of the remote');
  else if (elsewhere > 0)
    reasons.push(
      `${counted(elsewhere, 'commit')} with a note ${elsewhere === 1 ? 'is' : 'are'} not in this clone, so nothing is found by what they added\n  fetch the branch that was merged, or squashed`,
    );
  return reasons;
}
