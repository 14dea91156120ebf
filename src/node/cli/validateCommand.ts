import { relative } from 'node:path';
import { hasErrors } from '../../policy/problem';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { report, seenFrom } from './policySource';
import { loadPolicies } from './repositoryPolicies';
import { styleFor } from './style';

const HELP = `Usage: parapet policy validate [FILE…] [--json]

Is the policy right: its syntax, its keys and values, its patterns, and the tests of its rules. Without FILE every
.parapet.yaml of the repository is looked at. Problems are printed as file:line:column, on standard error.
Exits 2 where there is an error; a warning is none.

Options
  --json   one JSON value: [{"file", "valid", "problems": […]}]
`;

export const validateCommand: Command = {
  name: 'policy validate',
  summary: 'check the policy files of this repository',
  help: HELP,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = readArguments(
    'policy validate',
    args,
    { json: { type: 'boolean' } },
    { max: Number.POSITIVE_INFINITY },
  );
  const policies = await loadPolicies(terminal, positionals);
  const results = policies.map(({ file, top, loaded: { problems } }) => ({
    file: relative(terminal.cwd, file) || file,
    valid: !hasErrors(problems),
    problems: problems.map((problem) => seenFrom(terminal.cwd, top, problem)),
  }));
  if (values.json) {
    terminal.out(`${JSON.stringify(results)}\n`);
  } else {
    const style = styleFor(terminal);
    for (const { file, valid, problems } of results) {
      report(problems, terminal);
      terminal.out(`${valid ? style.good('valid') : style.bad('not valid')}  ${file}\n`);
    }
    if (results.length === 0) {
      terminal.out(
        'There is no .parapet.yaml here: the recommended rules hold. “parapet init” writes one.\n',
      );
    }
  }
  return results.every(({ valid }) => valid) ? EXIT.fine : EXIT.error;
}
