import { existsSync } from 'node:fs';
import path from 'node:path';
import { FAILURES, failuresSince, type HookFailure } from '../../git/hooks/failures';
import { OUR_FOLDER } from '../../git/hooks/hookScripts';
import type { InstalledHook } from '../../git/hooks/hookFile';
import { installHooks } from '../../git/hooks/install';
import type { HookPlace } from '../../git/hooks/place';
import type { Runtime } from '../../git/hooks/runtimes';
import { hooksStatus, type HooksStatus } from '../../git/hooks/status';
import { uninstallHooks } from '../../git/hooks/uninstall';
import { countAhead } from '../countAhead';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { repositoryHere } from './repositoryHere';
import { printable, styleFor } from './style';

const INSTALL_HELP = `Usage: parapet hooks install [--json]

Sets git hooks that write into each commit's message what AI tools contributed to it, and into its note in
refs/notes/ai who wrote which lines. They stand beside whatever hooks are there: a block in a shell script, in front of
any other program. Where core.hooksPath or another program has the folder, they stand in git's configuration if git is
2.54 or later, else in front of that folder. All work trees of the repository share them; a submodule has its own. May be
run again at any time, and by any git that works in the repository.

For each remote, remote.NAME.fetch gets a line more, so that a fetch brings its notes along; a pull, or “parapet notes
sync”, unites them with yours. Nothing is pushed by itself.

The hooks never fail a commit. Without Parapet or a runtime they print one line and let the commit through.

Options
  --json   one JSON value: {"topLevel", "hooks": [{"hook", "file", "how"}], "fetched": ["REMOTE"]}
`;

const UNINSTALL_HELP = `Usage: parapet hooks uninstall [--json]

Takes Parapet's git hooks away and leaves every file as it was. What is recorded of who wrote what stays.

Options
  --json   one JSON value: {"topLevel", "files": ["…"], "problems": ["…"]}
`;

const STATUS_HELP = `Usage: parapet hooks status [--json]

Which hooks are installed, where, what runs them, what is in the way, and what went wrong in the last 14 days. Exits 1
where not all of them are.

Options
  --json   one JSON value: {"topLevel", "state": "installed|partly|absent",
           "hooks": [{"hook", "installed", "file", "alongside", "problem"?}], "runtime"?, "problems": ["…"],
           "failures": [{"time", "hook", "problem"}]}
`;

export const hooksInstallCommand: Command = {
  name: 'hooks install',
  summary: 'set the git hooks that label commits',
  help: INSTALL_HELP,
  run: install,
};

export const hooksUninstallCommand: Command = {
  name: 'hooks uninstall',
  summary: 'take the git hooks away again',
  help: UNINSTALL_HELP,
  run: uninstall,
};

export const hooksStatusCommand: Command = {
  name: 'hooks status',
  summary: 'which git hooks are installed, and what is in the way',
  help: STATUS_HELP,
  run: status,
};

const HOW: Record<InstalledHook['how'], string> = {
  created: 'new',
  joined: 'a block in the hook that was there',
  wrapped: 'in front of the hook that was there',
  'in-front': 'in place of a hook that was switched off and is kept',
  relayed: 'in front of the folder that core.hooksPath named',
  configured: 'in git’s configuration',
  unchanged: 'there already',
};

async function install(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = readArguments('hooks install', args, { json: { type: 'boolean' } });
  const { git, repository } = await repositoryHere(terminal);
  const { place, hooks, fetched } = await installHooks(git, repository, ownRuntime());
  await countAhead(git, repository);
  if (values.json) {
    terminal.out(`${JSON.stringify({ topLevel: repository.topLevel, hooks, fetched })}\n`);
    return EXIT.fine;
  }
  const style = styleFor(terminal);
  for (const { hook, how } of hooks) terminal.out(`${style.good('✓')} ${hook.padEnd(18)}  ${HOW[how]}\n`);
  terminal.out(style.dim(`${printable(whereOf(place))}\n`));
  for (const remote of fetched) {
    const to = printable(remote);
    terminal.out(`${style.good('✓')} git fetch ${to} brings notes along (remote.${to}.fetch)\n`);
    terminal.out(
      style.dim(`notes leave this machine only by “parapet notes sync --push” or a push of your own\n`),
    );
  }
  return EXIT.fine;
}

function whereOf(place: HookPlace): string {
  if (place.kind === 'config') return 'in the repository’s configuration';
  if (place.kind === 'folder') return `in ${place.folder}`;
  return `in ${place.folder}, which core.hooksPath now names; the hooks of ${place.relayed.folder} run from there`;
}

/** What runs now will run the hooks; the small program for them lies beside this one. */
function ownRuntime(): Runtime {
  const small = path.join(__dirname, 'hook.js');
  return {
    kind: process.versions['electron'] === undefined ? 'node' : 'electron',
    program: process.execPath,
    script: existsSync(small) ? small : __filename,
  };
}

async function uninstall(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = readArguments('hooks uninstall', args, { json: { type: 'boolean' } });
  const { git, repository } = await repositoryHere(terminal);
  const { files, problems } = await uninstallHooks(git, repository);
  if (values.json) terminal.out(`${JSON.stringify({ topLevel: repository.topLevel, files, problems })}\n`);
  else if (files.length === 0) terminal.out('no hooks of Parapet’s were there\n');
  else for (const file of files) terminal.out(`as it was: ${printable(path.relative(terminal.cwd, file))}\n`);
  for (const problem of problems) terminal.err(`parapet: ${printable(problem)}\n`);
  return problems.length > 0 ? EXIT.error : EXIT.fine;
}

async function status(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = readArguments('hooks status', args, { json: { type: 'boolean' } });
  const { git, repository } = await repositoryHere(terminal);
  const result = await hooksStatus(git, repository);
  const home = path.join(repository.commonDir, OUR_FOLDER);
  const failures = failuresSince(home, new Date(terminal.now.getTime() - RECENT_MS)).slice(-MOST_FAILURES);
  if (values.json) terminal.out(`${JSON.stringify({ ...result, failures })}\n`);
  else
    terminal.out(
      describe(result, terminal) + describeFailures(failures, path.join(home, FAILURES), terminal),
    );
  return result.state === 'installed' ? EXIT.fine : EXIT.violations;
}

/** Failures that hooks had lately, though commits went through. */
const RECENT_MS = 14 * 24 * 60 * 60 * 1000;
const MOST_FAILURES = 10;

function describeFailures(failures: readonly HookFailure[], file: string, terminal: Terminal): string {
  if (failures.length === 0) return '';
  const style = styleFor(terminal);
  const rows = failures.map(
    ({ time, hook, problem }) => `${style.bad('!')} ${printable(`${time}  ${hook}: ${problem}`)}\n`,
  );
  const where = printable(path.relative(terminal.cwd, file));
  const advice = `“parapet notes repair RANGE” finds again what these commits lack; all failures: ${where}`;
  return `${rows.join('')}${style.dim(advice)}\n`;
}

function describe({ topLevel, hooks, runtime, problems }: HooksStatus, terminal: Terminal): string {
  const style = styleFor(terminal);
  const lines = [style.bold(printable(topLevel))];
  for (const { hook, installed, file, alongside } of hooks) {
    const mark = installed ? style.good('✓') : style.bad('✗');
    const notes = `${installed ? printable(path.relative(topLevel, file)) : 'not installed'}${alongside ? ', beside another hook' : ''}`;
    lines.push(`${mark} ${hook.padEnd(18)}  ${notes}`);
  }
  if (runtime) lines.push(style.dim(printable(`run by ${runtime.program} ${runtime.script}`)));
  for (const problem of problems) lines.push(`${style.bad('!')} ${printable(problem)}`);
  return `${lines.join('\n')}\n`;
}
