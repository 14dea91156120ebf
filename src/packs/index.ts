import type { ActionTable, RuleSpec, TestCase } from '../policy/model';
import access from './access.yaml';
import agents from './agents.yaml';
import ansible from './ansible.yaml';
import cloud from './cloud.yaml';
import containers from './containers.yaml';
import datastores from './datastores.yaml';
import filesystem from './filesystem.yaml';
import git from './git.yaml';
import kubernetes from './kubernetes.yaml';
import libraries from './libraries.yaml';
import network from './network.yaml';
import orm from './orm.yaml';
import pipelines from './pipelines.yaml';
import platforms from './platforms.yaml';
import secrets from './secrets.yaml';
import shell from './shell.yaml';
import sql from './sql.yaml';
import supplyChain from './supply-chain.yaml';
import terraform from './terraform.yaml';
import unicode from './unicode.yaml';
import windows from './windows.yaml';
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

/**
 * Where a rule looks that names no paths of its own: not at the examples of documents for people, which nothing runs,
 * nor at what tests read and compare. Documents for agents are instructions, and judged.
 */
const IN_USE = [
  '**',
  '!**/*.{md,mdx,rst,adoc}',
  '!**/{testdata,fixtures,__fixtures__,__snapshots__,snapshots,test/resources}/**',
  '**/*{AGENT,CLAUDE,GEMINI,SKILL,COPILOT,PROMPT,INSTRUCTION,CHATMODE,CONVENTIONS}*.{md,mdx}',
  '**/.{agents,amazonq,claude,clinerules,codex,continue,cursor,gemini,github,kiro,roo,windsurf}/**',
  '**/{agents,prompts,skills}/**',
  '!**/.github/{ISSUE_TEMPLATE,PULL_REQUEST_TEMPLATE}/**',
];

/** Settings in these dangers are only named in the code of a test, which asserts them or makes them up. */
const NOT_OF_TESTS = new Set([
  'audit-off',
  'authentication-off',
  'backups-off',
  'capacity-lowered',
  'container-escape',
  'deletion-protection-off',
  'encryption-off',
  'limits-lowered',
  'privilege-wildcard',
  'public-exposure',
  'redundancy-lowered',
  'retention-lowered',
]);

const OUTSIDE_TESTS = [...IN_USE, '!**/*{.,_}{test,spec}.*', '!**/test_*.py', '!**/molecule/**'];

/** Dangers that lie in the text itself, whoever reads it. */
const READ_EVERYWHERE = new Set([
  'agent-unrestricted',
  'hidden-instructions',
  'live-credential',
  'leak-secret',
]);

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
  access,
  agents,
  ansible,
  cloud,
  containers,
  datastores,
  filesystem,
  git,
  kubernetes,
  libraries,
  network,
  orm,
  pipelines,
  platforms,
  secrets,
  shell,
  sql,
  supplyChain,
  terraform,
  unicode,
  windows,
] as readonly Pack[];

/** The rules of one pack, or of all for `recommended`, as a policy would write them; undefined for an unknown name. */
export function packRules(name: string): readonly RuleSpec[] | undefined {
  const chosen = name === RECOMMENDED ? PACKS : PACKS.filter((pack) => pack.pack === name);
  if (chosen.length === 0) return undefined;
  return chosen.flatMap((pack) => pack.rules.map((rule) => asRule(pack.pack, rule)));
}

export const packNames = (): readonly string[] => [RECOMMENDED, ...PACKS.map((pack) => pack.pack)];

function asRule(pack: string, rule: PackRule): RuleSpec {
  const { id, title, why, instead, severity, tier } = rule;
  const where = placed(pack, rule);
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

/** What is catastrophic is looked for everywhere; the clouds that a test's code calls are stand-ins. */
function placed(pack: string, { where, tier, danger }: PackRule): RuleSpec['where'] {
  if (where?.paths || tier === 'catastrophic' || READ_EVERYWHERE.has(danger)) return where;
  return { ...where, paths: pack === 'libraries' || NOT_OF_TESTS.has(danger) ? OUTSIDE_TESTS : IN_USE };
}

/** Stands inside made-up credentials, so that no scanner takes a test for a leak. */
const SPLIT = /‖/g;

function joined(test: TestCase): TestCase {
  if (typeof test === 'string') return test.replace(SPLIT, '');
  // Most hold none and are taken as they are: a copy of each would be kept as long as the rules.
  if (!Object.values(test).some((text) => text.includes('‖'))) return test;
  return Object.fromEntries(Object.entries(test).map(([key, text]) => [key, text.replace(SPLIT, '')]));
}
