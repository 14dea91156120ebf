import { ACTIONS, stricter, type Action, type Criticality } from '../contract/verdict';
import type { ActionTable } from './model';

/** The action a table gives at a criticality; `allow` where it says nothing. */
export const actionAt = (table: ActionTable, criticality: Criticality): Action =>
  typeof table === 'string' ? table : (table[criticality] ?? table.default ?? 'allow');

/**
 * The action for an author who holds `roles`: the most lenient that `forRoles` gives one of them, else `base`.
 * A block is loosened to approve at most, and what does not act at all is not made to.
 */
export function actionFor(
  base: Action,
  forRoles: Readonly<Record<string, Action>> | undefined,
  roles: ReadonlySet<string>,
): Action {
  if (!forRoles || base === 'allow') return base;
  const granted = Object.entries(forRoles).flatMap(([role, action]) => (roles.has(role) ? [action] : []));
  if (granted.length === 0) return base;
  const mildest = granted.reduce((a, b) => (ACTIONS.indexOf(a) <= ACTIONS.indexOf(b) ? a : b));
  return base === 'block' ? stricter(mildest, 'approve') : mildest;
}

/** Whether a day written `YYYY-MM-DD` is over, in UTC. */
export const dayIsOver = (day: string, now: Date): boolean => now.toISOString().slice(0, 10) > day;
