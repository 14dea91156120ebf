import { builtInRules } from '../../policy/builtIn';
import { recommendedPolicy, type CompiledPolicy } from '../../policy/compile';
import { failingTests } from '../../policy/ruleTests';
import { EXIT, type Command, type ExitCode, type Terminal } from './command';
import { readArguments } from './options';
import { report, seenFrom } from './policySource';
import { loadPolicies } from './repositoryPolicies';
import { styleFor } from './style';

const HELP = `Usage: parapet policy test [--json]

Runs the tests of every rule: those of the policies in this repository, and those of the built-in rules they extend.
Exits 1 where one does not come out as it says. A policy whose own rules fail their tests is not valid: exit 2.

Options
  --json   one JSON value: {"rules", "tests", "failed": [{"rule", "kind", "index", "message"}]}
`;

export const testCommand: Command = {
  name: 'policy test',
  summary: 'run every rule’s tests',
  help: HELP,
  run,
};

interface Failed {
  readonly rule: string;
  readonly kind: 'match' | 'pass';
  readonly index: number;
  readonly message: string;
}

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { values } = readArguments('policy test', args, { json: { type: 'boolean' } });
  const policies = await loadPolicies(terminal, []);
  const loaded = policies.map((policy) => policy.loaded);
  const valid = loaded.flatMap((policy) => (policy.kind === 'valid' ? [policy.policy] : []));
  const result = testAll(loaded.length === 0 ? [recommendedPolicy()] : valid);
  if (values.json) {
    terminal.out(`${JSON.stringify(result)}\n`);
  } else {
    const style = styleFor(terminal);
    for (const { rule, kind, index, message } of result.failed) {
      terminal.out(`${style.bad('✗')} ${rule}, tests.${kind}[${index}]: ${message}\n`);
    }
    const sum = `${result.rules} rules, ${result.tests} tests, ${result.failed.length} failed`;
    terminal.out(`${result.failed.length > 0 ? style.bad(sum) : style.good(sum)}\n`);
  }
  const invalid = report(
    policies.flatMap(({ top, loaded: { problems } }) =>
      problems.map((problem) => seenFrom(terminal.cwd, top, problem)),
    ),
    terminal,
  );
  if (invalid) return EXIT.error;
  return result.failed.length > 0 ? EXIT.violations : EXIT.fine;
}

function testAll(policies: readonly CompiledPolicy[]): { rules: number; tests: number; failed: Failed[] } {
  const failed: Failed[] = [];
  let rules = 0;
  let tests = 0;
  const seen = new Set<unknown>();
  for (const policy of policies) {
    const builtIn = builtInRules().rules.filter((rule) => policy.builtIn.has(rule.spec.id));
    for (const rule of [...policy.own.rules, ...builtIn]) {
      if (seen.has(rule)) continue;
      seen.add(rule);
      rules++;
      tests += (rule.spec.tests?.match?.length ?? 0) + (rule.spec.tests?.pass?.length ?? 0);
      for (const failure of failingTests(rule, policy)) failed.push({ rule: rule.spec.id, ...failure });
    }
  }
  return { rules, tests, failed };
}
