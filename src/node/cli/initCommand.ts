import { open } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { POLICY_FILE } from '../../contract/manifest';
import { proposePolicy } from '../initPolicy';
import { findRepository } from '../policyRepository';
import { EXIT, UsageError, type Command, type ExitCode, type Terminal } from './command';
import { initAgents } from './initAgents';
import { readArguments } from './options';
import { isFolder } from './policySource';

const HELP = `Usage: parapet init [--root DIR] [--print]
       parapet init --agents [--client NAME]… [--root DIR] [--write]

Writes a commented .parapet.yaml fitted to what the repository holds: Terraform, Kubernetes manifests, migrations and
workflows that are found become modules. Never overwrites a file.

Options
  --root DIR   folder to write it to (default: the repository's top level)
  --print      show it and write nothing

With --agents it shows the files that make AI agents ask Parapet before they run a command or edit a file, instead:
.claude/settings.json, .github/hooks/parapet.json and .cursor/hooks.json. What is in such a file already stays; where
that cannot be, it says what to add by hand, and exits 1.

  --write        write what is shown
  --client NAME  only this client's: claude-code, copilot or cursor; may be given more than once
`;

export const initCommand: Command = {
  name: 'init',
  summary: 'write a policy fitted to this repository',
  help: HELP,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = readArguments('init', args, {
    root: { type: 'string' },
    print: { type: 'boolean' },
    agents: { type: 'boolean' },
    client: { type: 'string', multiple: true },
    write: { type: 'boolean' },
  });
  if (!values.agents && (values.write || values.client))
    throw new UsageError(
      '--write and --client go with --agents',
      '“parapet init --help” lists what it takes',
    );
  if (values.write && values.print)
    throw new UsageError('either --print or --write, not both', '“parapet init --help” lists what it takes');
  const root = values.root
    ? resolve(terminal.cwd, values.root)
    : ((await findRepository(terminal.cwd)) ?? terminal.cwd);
  if (!(await isFolder(root)))
    throw new UsageError(`${root} is not a folder`, 'give --root a folder that exists');
  if (values.agents)
    return initAgents({ root, clients: values.client ?? [], write: values.write ?? false }, terminal);
  const text = await proposePolicy(root);
  if (values.print) {
    terminal.out(text);
    return EXIT.fine;
  }
  const file = join(root, POLICY_FILE);
  await writeNew(file, text);
  terminal.out(
    `Wrote ${relative(terminal.cwd, file) || file}. Read it, change what does not fit, and commit it;\n` +
      '“parapet policy validate” checks it, “parapet policy explain PATH” tells what holds for a file.\n',
  );
  return EXIT.fine;
}

async function writeNew(file: string, text: string): Promise<void> {
  try {
    // `wx` fails where something stands there already, be it a link.
    const handle = await open(file, 'wx');
    await handle.writeFile(text).finally(() => handle.close());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new UsageError(
      `${file} is there already and was not changed`,
      '“parapet init --print” shows what it would hold',
    );
  }
}
