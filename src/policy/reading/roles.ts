import type { KeyPath } from '../keyPath';
import type { PolicySpec } from '../model';
import { closest } from '../nearest';
import { shortened } from './policyText';

export interface RoleMistake {
  readonly path: KeyPath;
  readonly message: string;
}

export const declaredRoles = (specs: readonly PolicySpec[]): Set<string> =>
  new Set(specs.flatMap((spec) => Object.keys(spec.roles ?? {})));

/** Roles that are named in `owners` or `for` and given to nobody: a mistyped role would quietly hold for no one. */
export function undeclaredRoles(spec: PolicySpec, declared: ReadonlySet<string>): RoleMistake[] {
  return namedRoles(spec)
    .filter(({ role }) => !declared.has(role))
    .map(({ role, path }) => ({ path, message: undeclared(role, declared) }));
}

function undeclared(role: string, declared: ReadonlySet<string>): string {
  const near = closest(role, [...declared]);
  const remedy = near ? `did you mean “${near}”?` : 'say who holds it under roles';
  return `no role “${shortened(role)}” is declared: ${remedy}`;
}

function namedRoles(spec: PolicySpec): { role: string; path: KeyPath }[] {
  return [
    ...(spec.modules ?? []).flatMap((module, i) => [
      ...(module.owners ?? []).map((role, j) => ({ role, path: ['modules', i, 'owners', j] })),
      ...keys(module.ai?.for, ['modules', i, 'ai', 'for']),
    ]),
    ...(spec.rules ?? []).flatMap((rule, i) => keys(rule.for, ['rules', i, 'for'])),
  ];
}

const keys = (table: object | undefined, path: KeyPath): { role: string; path: KeyPath }[] =>
  Object.keys(table ?? {}).map((role) => ({ role, path: [...path, role] }));
