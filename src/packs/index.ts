import type { ActionTable, RuleSpec, TestCase } from '../policy/model';
import agents from './agents.yaml';
import cloud from './cloud.yaml';
import containers from './containers.yaml';
import git from './git.yaml';
import kubernetes from './kubernetes.yaml';
import network from './network.yaml';
import pipelines from './pipelines.yaml';
import secrets from './secrets.yaml';
import shell from './shell.yaml';
import sql from './sql.yaml';
import terraform from './terraform.yaml';
import { expandWords } from './words';

/** A policy's `packs: "1"` and the gate hold the command line against this. */
export const PACKS_VERSION = '1';

/** `extends: [recommended]` is every pack. */
export const RECOMMENDED = 'recommended';

/**
 * How far a danger reaches, which decides the actions alike in all packs:
 * what cannot be undone stops where much depends on it, what is catastrophic stops everywhere.
 */
const TIERS = {
  catastrophic: 'block',
  irreversible: { critical: 'block', high: 'block', default: 'warn' },
  protection: { critical: 'approve', high: 'approve', default: 'warn' },
  scoped: { low: 'allow', default: 'warn' },
} as const satisfies Record<string, ActionTable>;

export type Tier = keyof typeof TIERS;

/** A rule as the packs' YAML has it: a policy's rule, with a tier for its action and a danger for the matrix. */
export interface PackRule extends Omit<RuleSpec, 'action' | 'for' | 'approvals' | 'observe-until'> {
  readonly danger: string;
  readonly tier: Tier;
  readonly why: string;
  readonly instead: string;
  readonly reference?: string;
  readonly tests: { readonly match: readonly TestCase[]; readonly pass: readonly TestCase[] };
}

export interface Pack {
  readonly pack: string;
  readonly title: string;
  readonly rules: readonly PackRule[];
}

export const PACKS = [
  agents,
  cloud,
  containers,
  git,
  kubernetes,
  network,
  pipelines,
  secrets,
  shell,
  sql,
  terraform,
] as readonly Pack[];

/** The rules of one pack, or of all for `recommended`, as a policy would write them; undefined for an unknown name. */
export function packRules(name: string): readonly RuleSpec[] | undefined {
  const chosen = name === RECOMMENDED ? PACKS : PACKS.filter((pack) => pack.pack === name);
  if (chosen.length === 0) return undefined;
  return chosen.flatMap((pack) => pack.rules.map((rule) => asRule(pack.pack, rule)));
}

export const packNames = (): readonly string[] => [RECOMMENDED, ...PACKS.map((pack) => pack.pack)];

function asRule(pack: string, rule: PackRule): RuleSpec {
  const { id, title, why, instead, severity, where, tier } = rule;
  return {
    id: `${pack}/${id}`,
    title,
    why,
    instead,
    severity,
    ...(where && { where }),
    match: expandWords(rule.match),
    action: TIERS[tier],
    tests: { match: rule.tests.match.map(joined), pass: rule.tests.pass.map(joined) },
  };
}

/** Stands inside made-up credentials, so that no scanner takes a test for a leak. */
const SPLIT = /‖/g;

function joined(test: TestCase): TestCase {
  if (typeof test === 'string') return test.replace(SPLIT, '');
  return Object.fromEntries(Object.entries(test).map(([key, text]) => [key, text.replace(SPLIT, '')]));
}
