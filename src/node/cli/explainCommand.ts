import { explain, type PathExplanation, type PolicyExplanation } from '../../policy/explain';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { openPolicies } from './policySource';
import { printable, styleFor, type Style } from './style';

const HELP = `Usage: parapet policy explain PATH [--author EMAIL] [--tool ID] [--language ID] [--json]

Which policies, modules, roles and rules hold for a path, what each rule does there, and why.

Options
  --author EMAIL  the person who would accept a suggestion; decides the roles
  --tool ID       the AI tool, an extension id or agent name
  --language ID   VS Code language id, where the path does not tell
  --all           also the rules that do nothing here
  --json          one JSON value
`;

export const explainCommand: Command = {
  name: 'policy explain',
  summary: 'which rules and actions hold for a path, and why',
  help: HELP,
  run,
};

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = readArguments(
    'policy explain',
    args,
    {
      author: { type: 'string' },
      tool: { type: 'string' },
      language: { type: 'string' },
      all: { type: 'boolean' },
      json: { type: 'boolean' },
    },
    { min: 1, max: 1 },
  );
  const source = await openPolicies(terminal, {});
  const { path, policies } = await source.forPath(positionals[0] ?? '');
  const explanation = explain(
    {
      path,
      ...(values.language !== undefined && { languageId: values.language }),
      ...(values.author !== undefined && { author: values.author }),
      ...(values.tool !== undefined && { tool: values.tool }),
    },
    policies,
    terminal.now,
  );
  terminal.out(
    values.json
      ? `${JSON.stringify(explanation)}\n`
      : describe(explanation, styleFor(terminal), values.all ?? false),
  );
  return source.reportProblems(terminal) ? EXIT.error : EXIT.fine;
}

function describe(explanation: PathExplanation, style: Style, all: boolean): string {
  const { path, criticality, languages, control, policies } = explanation;
  const lines = [
    `${style.bold(printable(path))}  ${criticality} criticality${languages.length > 0 ? `, ${languages.join(' and ')}` : ''}`,
  ];
  if (control !== 'never') {
    const when = control === 'always' ? '' : ' where it calls Parapet';
    lines.push(`One of Parapet’s own controls${when}: an AI change to it needs an approval.`);
  }
  for (const policy of policies) lines.push('', ...describePolicy(policy, style, all));
  return `${lines.join('\n')}\n`;
}

function describePolicy(policy: PolicyExplanation, style: Style, all: boolean): string[] {
  const lines = [style.bold(printable(policy.file))];
  for (const module of policy.modules) {
    const owners = module.owners.length > 0 ? `, owned by ${module.owners.join(', ')}` : '';
    lines.push(
      `  module ${module.name}: ${module.criticality}${owners}; AI changes: ${style.action(module.ai)}`,
    );
    if (module.only.length > 0)
      lines.push(`    AI may add only lines that match ${module.only.join('  or  ')}`);
  }
  if (policy.roles.length > 0) lines.push(`  author holds: ${policy.roles.join(', ')}`);
  for (const tool of policy.tools) lines.push(`  tool ${tool.id}: ${style.action(tool.action)}`);
  lines.push(`  if judging fails: ${style.action(policy.onError)}`);
  const shown = policy.rules.filter((rule) => all || rule.observed || rule.action !== 'allow');
  const width = Math.max(0, ...shown.map((rule) => rule.rule.length));
  for (const rule of shown) {
    const notes = [
      rule.observed ? 'observed only' : '',
      rule.approvals > 1 ? `${rule.approvals} approvals` : '',
      rule.adjusted ? `adjusted: ${rule.adjusted}` : '',
    ].filter((note) => note !== '');
    const note = notes.length > 0 ? style.dim(`  (${printable(notes.join('; '))})`) : '';
    const action = style.action(rule.action) + ' '.repeat(7 - rule.action.length);
    lines.push(`  ${action}  ${printable(rule.rule).padEnd(width)}  ${printable(rule.title)}${note}`);
  }
  const silent = policy.rules.length - shown.length;
  if (silent > 0)
    lines.push(
      style.dim(`  ${silent} more rules look here and do nothing at this criticality (--all lists them)`),
    );
  return lines;
}
