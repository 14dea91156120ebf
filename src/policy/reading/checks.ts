/** Mistakes that a schema cannot see and that need no engine. */
import type { Problem } from '../problem';
import type { KeyPath } from '../keyPath';
import type { PolicySpec, RuleSpec } from '../model';
import { isCalendarDay } from './calendar';
import { extendsProblem } from './extendsEntry';
import { globMistakes } from './globMistakes';
import { shortened } from './policyText';

export interface Check {
  readonly path: KeyPath;
  readonly severity: Problem['severity'];
  readonly message: string;
}

const error = (path: KeyPath, message: string): Check => ({ path, severity: 'error', message });

/** `file` is the policy's own path, which bounds how far up what it extends may lie. */
export function checkPolicy(spec: PolicySpec, file: string): Check[] {
  return [
    ...repeated(
      spec.rules?.map(({ id }) => id),
      (i) => ['rules', i, 'id'],
      'rule',
    ),
    ...repeated(
      spec.modules?.map(({ name }) => name),
      (i) => ['modules', i, 'name'],
      'module',
    ),
    ...(spec.rules ?? []).flatMap((rule, i) => checkRule(rule, ['rules', i])),
    ...dates(spec),
    ...budgets(spec),
    ...reservedRoles(spec),
    ...extended(spec, file),
    ...globMistakes(spec).map(({ path, message }) => error(path, message)),
  ];
}

function repeated(names: readonly string[] | undefined, path: (i: number) => KeyPath, what: string): Check[] {
  const seen = new Set<string>();
  return (names ?? []).flatMap((name, i) => {
    if (seen.has(name))
      return [error(path(i), `there is a ${what} “${shortened(name)}” above: rename one of them`)];
    seen.add(name);
    return [];
  });
}

/** Nobody may rely on what does not happen. */
const budgets = (spec: PolicySpec): Check[] =>
  (spec.budgets ?? []).flatMap(({ action }, i) =>
    action === 'block' || action === 'approve'
      ? [
          {
            path: ['budgets', i, 'action'],
            severity: 'warning',
            message: `a tool’s session that goes over this budget is told of; no commit is held to it yet, so that ${action} does not happen`,
          },
        ]
      : [],
  );

function checkRule(rule: RuleSpec, path: KeyPath): Check[] {
  return [...findsNothing(rule, path), ...loosensTooFar(rule, path)];
}

function findsNothing({ match }: RuleSpec, path: KeyPath): Check[] {
  if ([match.any, match.all, match.removed, match.changed].some((list) => list?.length)) return [];
  return [error([...path, 'match'], 'this rule can find nothing: give it any, all, removed or changed')];
}

/** A block is loosened to approve at most (contract 1), so milder words are read as approve. */
function loosensTooFar(rule: RuleSpec, path: KeyPath): Check[] {
  const action = rule.action ?? (rule.severity === 'critical' ? 'block' : 'warn');
  if (action !== 'block') return [];
  return Object.entries(rule.for ?? {})
    .filter(([, granted]) => granted === 'allow' || granted === 'warn')
    .map(([role, granted]) => ({
      path: [...path, 'for', role],
      severity: 'warning',
      message: `a rule that blocks is loosened to approve at most, so “${granted}” acts as approve: write approve`,
    }));
}

function dates(spec: PolicySpec): Check[] {
  const days: { day: string | undefined; path: KeyPath }[] = [
    ...(spec.rules ?? []).map((rule, i) => ({
      day: rule['observe-until'],
      path: ['rules', i, 'observe-until'],
    })),
    ...(spec.adjust ?? []).map(({ expires }, i) => ({ day: expires, path: ['adjust', i, 'expires'] })),
  ];
  return days.flatMap(({ day, path }) =>
    day === undefined || isCalendarDay(day)
      ? []
      : [error(path, `there is no day ${day} in the calendar: correct it`)],
  );
}

/** Names that every JavaScript object answers to would look like roles somebody declared. */
function reservedRoles(spec: PolicySpec): Check[] {
  return Object.keys(spec.roles ?? {})
    .filter((role) => role in Object.prototype)
    .map((role) => error(['roles', role], `“${role}” cannot be the name of a role: choose another`));
}

function extended(spec: PolicySpec, file: string): Check[] {
  return (spec.extends ?? []).flatMap((entry, i) => {
    const problem = extendsProblem(entry, file);
    return problem ? [error(['extends', i], problem)] : [];
  });
}
