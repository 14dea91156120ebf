import { textOf } from '../../git/git';
import { placeFor } from '../../gameday/places';
import { play, type Outcome } from '../../gameday/play';
import { KINDS, SCENARIOS, type Kind } from '../../gameday/scenario';
import { GitIdentity } from '../../git/identity';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { openPolicies } from './policySource';
import { repositoryHere } from './repositoryHere';
import { printable, styleFor, type Style } from './style';

const HELP = `Usage: parapet gameday [--author EMAIL] [--policy FILE] [--json]

Plays ${SCENARIOS.length} scenarios, real incidents among them, against your own policy and paths, and says where each would be
stopped: before the suggestion is drawn, by approvals before a merge, or by no more than a warning. Nothing is run and
nothing is written. Exits 1 where nobody says anything of a scenario.

Options
  --author EMAIL  who would accept; decides the roles (default: your own, by git's configuration)
  --policy FILE   this policy alone, in place of all look-up
  --json          one JSON value: [{"id", "title", "kind", "path", "criticality", "stopped": "suggestion|gate|warning|none",
                  "step", "rule"?, "message"?, "missing"?: "critical-module|rule"}]
`;

export const gamedayCommand: Command = {
  name: 'gameday',
  summary: 'play what could destroy a system against this policy',
  help: HELP,
  run,
};

/** Files that scenarios may be placed in. */
const MAX_FILES = 20_000;

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = readArguments(
    'gameday',
    args,
    { author: { type: 'string' }, policy: { type: 'string' }, json: { type: 'boolean' } },
    { max: 0 },
  );
  const { git, repository } = await repositoryHere(terminal);
  const listed =
    textOf(await git.read(['ls-files', '-z', '--cached', '--others', '--exclude-standard'])) ?? '';
  const files = listed.split('\0', MAX_FILES).filter((file) => file !== '');
  const source = await openPolicies(terminal, { root: repository.topLevel, policy: values.policy });
  const author =
    values.author ?? (await new GitIdentity(() => performance.now()).emailFor(repository.topLevel));
  const criticalities = new Map<string, ReturnType<typeof situationOf>['criticality']>();
  const situationOf = (found: Awaited<ReturnType<typeof source.forPath>>) =>
    found.policies.situation(found.path, undefined, author);
  for (const file of files) criticalities.set(file, situationOf(await source.forPath(file)).criticality);
  const outcomes: Outcome[] = [];
  for (const scenario of SCENARIOS) {
    const file = placeFor(scenario, files, (one) => criticalities.get(one) ?? 'normal');
    const place = { ...(await source.forPath(file)), ...(author !== undefined && { author }) };
    outcomes.push(play(scenario, place, terminal.now));
  }
  terminal.out(values.json ? `${JSON.stringify(outcomes)}\n` : describe(outcomes, styleFor(terminal)));
  if (source.reportProblems(terminal)) return EXIT.error;
  return outcomes.some(({ stopped }) => stopped === 'none') ? EXIT.violations : EXIT.fine;
}

const TITLES: Readonly<Record<Kind, string>> = {
  incident: 'What really happened',
  'mis-scoped': 'More than was meant',
  'equivalent-form': 'The same in other words',
  split: 'In pieces',
  'approval-dodged': 'Past review and tests',
  'hidden-instructions': 'What agents are told, and what nobody should see',
  controls: 'Parapet’s own controls',
};

const WHERE: Readonly<Record<Outcome['stopped'], string>> = {
  suggestion: 'withheld',
  gate: 'approval',
  warning: 'warning',
  none: 'nothing',
};

function describe(outcomes: readonly Outcome[], style: Style): string {
  const lines: string[] = [];
  for (const kind of KINDS) {
    const here = outcomes.filter((outcome) => outcome.kind === kind);
    if (here.length > 0) lines.push(style.bold(TITLES[kind]), ...here.flatMap((one) => row(one, style)), '');
  }
  const count = (stopped: Outcome['stopped']): number =>
    outcomes.filter((outcome) => outcome.stopped === stopped).length;
  lines.push(
    `${outcomes.length} played: ${count('suggestion')} withheld before they are drawn, ${count('gate')} need an approval, ${count('warning')} only warned of, ${count('none')} passed in silence`,
  );
  const modules = outcomes.filter(({ missing }) => missing === 'critical-module');
  if (modules.length > 0) {
    lines.push(
      `${modules.length} of them would be stopped in a module of criticality “critical”: name what is, under modules in .parapet.yaml`,
    );
  }
  if (outcomes.some(({ stopped }) => stopped === 'gate')) {
    lines.push('An approval is asked for where a gate runs in CI; the editor only says that one is needed.');
  }
  return `${lines.join('\n')}\n`;
}

function row({ stopped, title, path, step, rule, missing }: Outcome, style: Style): string[] {
  const word = WHERE[stopped].padEnd(8);
  const shown = stopped === 'suggestion' || stopped === 'gate' ? style.good(word) : style.bad(word);
  const at = step > 1 ? `, at accept ${step}` : '';
  const by = rule === undefined ? 'no rule' : rule;
  const hint = missing === 'rule' ? ' – a rule of your own would have to' : '';
  return [`  ${shown}  ${title}`, style.dim(`            ${printable(path)}: ${printable(by)}${at}${hint}`)];
}
