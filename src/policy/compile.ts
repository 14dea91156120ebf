/** Policy files, well formed, to the form that edits are judged by. Every mistake goes to its place in its file. */
import { packNames, packRules, PACKS_VERSION, RECOMMENDED } from '../packs/index';
import { builtInRules } from './builtIn';
import { compileGlobs, type PathMatcher } from './globs';
import type { KeyPath } from './keyPath';
import { RuleGroup } from './match/ruleGroup';
import type {
  ActionTable,
  AdjustSpec,
  AiSpec,
  BudgetSpec,
  ModuleSpec,
  PolicySpec,
  RuleSpec,
  ToolSpec,
} from './model';
import { closest } from './nearest';
import { Pattern, patternError } from './pattern/pattern';
import type { Problem } from './problem';
import { compileRules } from './rule';
import { failingTests } from './ruleTests';

export interface PolicyOrigin {
  readonly kind: 'workspace' | 'organisation' | 'built-in';
  /** As messages and explanations name it. */
  readonly file: string;
  /** Repository-relative folder that its paths count from: '' is the top level, no slash at the end. */
  readonly folder: string;
}

/** One file's worth of policy; mistakes are reported by where in the file they stand. */
export interface PolicyLayer {
  readonly spec: PolicySpec;
  report(path: KeyPath, severity: Problem['severity'], message: string): void;
}

export interface CompiledModule {
  readonly spec: ModuleSpec;
  readonly paths: PathMatcher;
  /** Patterns of `ai.only`; undefined where the module does not limit what AI may add. */
  readonly only: readonly Pattern[] | undefined;
}

export interface CompiledTool {
  readonly spec: ToolSpec;
  readonly id: PathMatcher;
  readonly paths: PathMatcher;
}

export interface CompiledAdjust {
  readonly spec: AdjustSpec;
  readonly paths: PathMatcher | undefined;
}

export interface CompiledPolicy {
  readonly origin: PolicyOrigin;
  readonly modules: readonly CompiledModule[];
  readonly roles: readonly { readonly name: string; readonly holds: (email: string) => boolean }[];
  readonly tools: readonly CompiledTool[];
  /** Ids of the built-in rules it extends. */
  readonly builtIn: ReadonlySet<string>;
  readonly own: RuleGroup;
  readonly adjust: ReadonlyMap<string, readonly CompiledAdjust[]>;
  readonly budgets: readonly BudgetSpec[];
  readonly onError: ActionTable;
}

export interface CompileOptions {
  /** Whether the file system takes two spellings of a path for the same. */
  readonly ignoreCase?: boolean;
}

/** What an internal failure does where a policy does not say. */
export const DEFAULT_ON_ERROR: ActionTable = { critical: 'block', default: 'allow' };

/** `extends: [recommended]`: what holds where there is no policy. */
export const recommendedPolicy = (): CompiledPolicy => ({
  origin: { kind: 'built-in', file: RECOMMENDED, folder: '' },
  modules: [],
  roles: [],
  tools: [],
  builtIn: new Set(builtInRules().rules.map((rule) => rule.spec.id)),
  own: new RuleGroup([]),
  adjust: new Map(),
  budgets: [],
  onError: DEFAULT_ON_ERROR,
});

/**
 * The first layer is the policy file, further ones are the files it extends by path, taken as if they stood in it.
 * What is returned may be used only where no layer got an error reported.
 */
export function compilePolicy(
  layers: readonly PolicyLayer[],
  origin: PolicyOrigin,
  { ignoreCase = false }: CompileOptions = {},
): CompiledPolicy {
  const builtIn = extendedRules(layers);
  checkPacksVersion(layers);
  const rules = layers.flatMap((layer) => ownRules(layer));
  checkUnique(layers, 'rules', (spec) => spec.rules?.map((rule) => rule.id));
  checkUnique(layers, 'modules', (spec) => spec.modules?.map((module) => module.name));
  checkAdjust(layers, builtIn, rules);

  const policy: CompiledPolicy = {
    origin,
    modules: layers.flatMap((layer) => compileModules(layer, ignoreCase)),
    roles: compileRoles(layers),
    tools: layers
      .flatMap(({ spec }) => spec.tools ?? [])
      .map((spec) => ({
        spec,
        id: compileGlobs([spec.id], { ignoreCase: true }),
        paths: compileGlobs(spec.paths, { ignoreCase }),
      })),
    builtIn,
    own: new RuleGroup(compileRules(rules, ignoreCase)),
    adjust: compileAdjust(layers, ignoreCase),
    budgets: layers.flatMap(({ spec }) => spec.budgets ?? []),
    onError: layers.find(({ spec }) => spec['on-error'])?.spec['on-error'] ?? DEFAULT_ON_ERROR,
  };
  for (const layer of layers) reportFailingTests(layer, policy);
  return policy;
}

function extendedRules(layers: readonly PolicyLayer[]): Set<string> {
  const ids = new Set<string>();
  for (const { spec, report } of layers) {
    spec.extends?.forEach((name, i) => {
      // Paths are the loader's business: it hands their files in as further layers.
      if (/[./]/.test(name)) return;
      const rules = packRules(name);
      if (rules) for (const rule of rules) ids.add(rule.id);
      else
        report(
          ['extends', i],
          'error',
          `there is no built-in pack “${name}”; there are ${packNames().join(', ')}`,
        );
    });
  }
  return ids;
}

function checkPacksVersion(layers: readonly PolicyLayer[]): void {
  for (const { spec, report } of layers) {
    if (spec.packs === undefined || spec.packs === PACKS_VERSION) continue;
    report(
      ['packs'],
      'error',
      `this Parapet has version ${PACKS_VERSION} of the built-in packs and the policy asks for ${spec.packs}: install the Parapet that has it, or write packs: "${PACKS_VERSION}"`,
    );
  }
}

/** The layer's rules whose patterns are right; the others are reported and left out. */
function ownRules({ spec, report }: PolicyLayer): RuleSpec[] {
  return (spec.rules ?? []).filter((rule, i) => {
    let sound = true;
    for (const list of ['any', 'all', 'none', 'removed'] as const) {
      rule.match[list]?.forEach((source, j) => {
        const error = patternError(source);
        if (!error) return;
        sound = false;
        report(['rules', i, 'match', list, j], 'error', error);
      });
    }
    return sound;
  });
}

function checkUnique(
  layers: readonly PolicyLayer[],
  key: 'rules' | 'modules',
  names: (spec: PolicySpec) => readonly string[] | undefined,
): void {
  const seen = new Map<string, PolicyLayer>();
  for (const layer of layers) {
    names(layer.spec)?.forEach((name, i) => {
      const first = seen.get(name);
      // Within one file the reader has said so already.
      if (first && first !== layer) {
        const what = key === 'rules' ? 'rule' : 'module';
        layer.report(
          [key, i],
          'error',
          `the ${what} “${name}” is also in a file this one is joined with: rename one of them`,
        );
      }
      seen.set(name, layer);
    });
  }
}

function checkAdjust(
  layers: readonly PolicyLayer[],
  builtIn: ReadonlySet<string>,
  own: readonly RuleSpec[],
): void {
  const ownIds = new Set(own.map((rule) => rule.id));
  for (const { spec, report } of layers) {
    spec.adjust?.forEach(({ rule }, i) => {
      if (builtIn.has(rule)) return;
      const path = ['adjust', i, 'rule'];
      if (ownIds.has(rule)) {
        report(path, 'error', `“${rule}” is this policy's own rule: change the rule itself`);
      } else if (builtInRules().rules.some(({ spec: { id } }) => id === rule)) {
        report(
          path,
          'error',
          `“${rule}” is in a pack this policy does not extend: add “${rule.split('/')[0]}” to extends, or take the adjustment out`,
        );
      } else {
        const near = closest(rule, [...builtIn]);
        report(
          path,
          'error',
          `there is no built-in rule “${rule}”${near ? `: did you mean “${near}”?` : ''}`,
        );
      }
    });
  }
}

function compileModules({ spec, report }: PolicyLayer, ignoreCase: boolean): CompiledModule[] {
  return (spec.modules ?? []).map((module, i) => ({
    spec: module,
    paths: compileGlobs(module.paths, { ignoreCase }),
    only: compileOnly(module.ai, (j, error) => report(['modules', i, 'ai', 'only', j], 'error', error)),
  }));
}

function compileOnly(
  ai: AiSpec | undefined,
  report: (i: number, error: string) => void,
): Pattern[] | undefined {
  // An empty list limits nothing: it is how the contract writes "not given".
  if (!ai?.only?.length) return undefined;
  return ai.only.map((source, i) => {
    const error = patternError(source, true);
    if (error) report(i, error);
    return new Pattern(source);
  });
}

/** A role that several layers name is held by whoever any of them gives it. */
function compileRoles(layers: readonly PolicyLayer[]): CompiledPolicy['roles'] {
  const emails = new Map<string, string[]>();
  for (const { spec } of layers) {
    for (const [name, globs] of Object.entries(spec.roles ?? {})) {
      emails.set(name, [...(emails.get(name) ?? []), ...globs]);
    }
  }
  return [...emails].map(([name, globs]) => ({ name, holds: compileGlobs(globs, { ignoreCase: true }) }));
}

function compileAdjust(layers: readonly PolicyLayer[], ignoreCase: boolean): Map<string, CompiledAdjust[]> {
  const byRule = new Map<string, CompiledAdjust[]>();
  for (const spec of layers.flatMap((layer) => layer.spec.adjust ?? [])) {
    const adjust = { spec, paths: spec.paths && compileGlobs(spec.paths, { ignoreCase }) };
    byRule.set(spec.rule, [...(byRule.get(spec.rule) ?? []), adjust]);
  }
  return byRule;
}

function reportFailingTests(layer: PolicyLayer, policy: CompiledPolicy): void {
  layer.spec.rules?.forEach((rule, i) => {
    const compiled = policy.own.rules.find((own) => own.spec === rule);
    if (!compiled) return;
    for (const { kind, index, message } of failingTests(compiled, policy)) {
      layer.report(['rules', i, 'tests', kind, index], 'error', message);
    }
  });
}
