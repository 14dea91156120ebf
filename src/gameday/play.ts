/** Plays what could destroy a system against a policy: where is it stopped, and what is missing where it is not. */
import { ACTIONS, stricter, type Action, type Criticality, type Finding } from '../contract/verdict';
import { compilePolicy } from '../policy/compile';
import { evaluate } from '../policy/evaluate';
import { policySet, type PolicySet } from '../policy/policySet';
import type { Kind, Scenario } from './scenario';

/** Where a scenario plays. */
export interface Place {
  readonly path: string;
  readonly policies: PolicySet;
  /** E-mail address of whoever would accept. */
  readonly author?: string;
}

export interface Outcome {
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  readonly path: string;
  readonly criticality: Criticality;
  /**
   * `suggestion`: withheld before it is drawn; `gate`: shown, and a merge needs approvals; `warning`: shown with an inline
   * warning; `none`: nobody says anything.
   */
  readonly stopped: 'suggestion' | 'gate' | 'warning' | 'none';
  /** At which accept, from 1; 0 where nothing was found. */
  readonly step: number;
  /** Of the strictest finding. */
  readonly rule?: string;
  readonly message?: string;
  /** What would stop it. */
  readonly missing?: 'critical-module' | 'rule';
}

const STOPPED: Readonly<Record<Action, Outcome['stopped']>> = {
  allow: 'none',
  warn: 'warning',
  approve: 'gate',
  block: 'suggestion',
};

/** The tool that no policy speaks of. */
const TOOL = 'gameday.assistant';

export function play(scenario: Scenario, place: Place, now: Date): Outcome {
  const { id, title, kind } = scenario;
  const { path, policies, author } = place;
  const { action, finding, step } = accept(scenario, place, now);
  const stopped = STOPPED[action];
  const isStopped = stopped === 'suggestion' || stopped === 'gate';
  return {
    ...{ id, title, kind, path, stopped, step },
    criticality: policies.situation(path, TOOL, author).criticality,
    ...(finding && { rule: finding.rule, message: finding.message }),
    ...(!isStopped && { missing: stopsWhereCritical(scenario, path, now) ? 'critical-module' : 'rule' }),
  };
}

interface Accepted {
  readonly action: Action;
  readonly finding: Finding | undefined;
  readonly step: number;
}

/** One step after another, until one is withheld; what was said of earlier ones counts. */
function accept({ before, replaced, after, steps }: Scenario, place: Place, now: Date): Accepted {
  let text = before;
  let taken = replaced;
  let worst: Accepted = { action: 'allow', finding: undefined, step: 0 };
  for (const [i, insert] of steps.entries()) {
    const { path, policies, author } = place;
    const who = author === undefined ? {} : { author };
    const edit = { path, before: text, replaced: taken, insert, after, tool: TOOL, ...who };
    const { action, findings } = evaluate(edit, policies, { now });
    if (stricter(worst.action, action) !== worst.action) {
      const [finding] = findings.toSorted((a, b) => ACTIONS.indexOf(b.action) - ACTIONS.indexOf(a.action));
      worst = { action, finding, step: i + 1 };
    }
    if (action === 'block') break;
    text += insert;
    taken = '';
  }
  return worst;
}

/** Whether the recommended rules would stop it if everything were critical. */
function stopsWhereCritical(scenario: Scenario, path: string, now: Date): boolean {
  const spec = {
    version: 1,
    extends: ['recommended'],
    modules: [{ name: 'all', paths: ['**'], criticality: 'critical' }],
  } as const;
  const policy = compilePolicy([{ spec, report: () => undefined }], {
    kind: 'built-in',
    file: 'gameday',
    folder: '',
  });
  const { action } = accept(scenario, { path, policies: policySet([policy]) }, now);
  return action === 'block' || action === 'approve';
}
