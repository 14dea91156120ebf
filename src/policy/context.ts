/** What the policies make of a path, a tool and an author, before any text is looked at. */
import { higherCriticality, stricter, type Action, type Criticality } from '../contract/verdict';
import { actionAt, actionFor, dayIsOver } from './actions';
import { builtInRules } from './builtIn';
import type { CompiledModule, CompiledPolicy } from './compile';
import { controlKind, type ControlKind } from './controls';
import type { RuleGroup } from './match/ruleGroup';
import type { AdjustSpec } from './model';
import type { CompiledRule } from './rule';

/** What one rule does here, under the policy that is strictest about it. */
export interface RuleEffect {
  readonly action: Action;
  readonly approvals: number;
  readonly observed: boolean;
}

/** One policy, seen from one path by one tool and author. */
export class PolicyContext {
  readonly criticality: Criticality;
  readonly modules: readonly CompiledModule[];
  readonly roles: ReadonlySet<string>;

  constructor(
    readonly policy: CompiledPolicy,
    /** Repository-relative. */
    readonly repositoryPath: string,
    /** Relative to the policy's folder. */
    readonly path: string,
    readonly tool: string,
    author: string | undefined,
  ) {
    this.modules = policy.modules.filter((module) => module.paths(path));
    const criticalities = this.modules.map((module) => module.spec.criticality);
    this.criticality =
      controlKind(repositoryPath) === 'always'
        ? 'critical'
        : criticalities.length === 0
          ? 'normal'
          : criticalities.reduce(higherCriticality);
    this.roles = new Set(
      author === undefined ? [] : policy.roles.filter((role) => role.holds(author)).map((role) => role.name),
    );
  }

  /** Whether this policy has the rule and the rule looks at this path, in one of these languages. */
  appliesTo(rule: CompiledRule, languages: readonly string[]): boolean {
    const builtIn = this.policy.builtIn.has(rule.spec.id);
    if (!builtIn && !this.policy.own.rules.includes(rule)) return false;
    if (rule.languages && !languages.some((language) => rule.languages?.has(language))) return false;
    if (rule.tools && !rule.tools(this.tool)) return false;
    const criticality = rule.spec.where?.criticality;
    if (criticality && !criticality.includes(this.criticality)) return false;
    // A built-in rule's paths are the repository's, wherever the policy that extends it lies.
    return !rule.paths || rule.paths(builtIn ? this.repositoryPath : this.path);
  }

  effectOf(rule: CompiledRule, now: Date): RuleEffect {
    const { spec } = rule;
    const action = actionFor(this.#stated(rule, now), spec.for, this.roles);
    const until = spec['observe-until'];
    if (until !== undefined && !dayIsOver(until, now))
      return { action: 'allow', approvals: 0, observed: true };
    return { action, approvals: action === 'approve' ? (spec.approvals ?? 1) : 0, observed: false };
  }

  /** The rule's own action at this criticality, or that of the adjustment which holds here. */
  #stated(rule: CompiledRule, now: Date): Action {
    const { action, severity } = rule.spec;
    const stated =
      this.adjustmentOf(rule, now)?.action ?? action ?? (severity === 'critical' ? 'block' : 'warn');
    return actionAt(stated, this.criticality);
  }

  /** The strictest adjustment of the rule that holds for this path today. */
  adjustmentOf(rule: CompiledRule, now: Date): AdjustSpec | undefined {
    return (this.policy.adjust.get(rule.spec.id) ?? [])
      .filter((adjust) => adjust.paths?.(this.path) ?? true)
      .filter((adjust) => adjust.spec.expires === undefined || !dayIsOver(adjust.spec.expires, now))
      .map((adjust) => adjust.spec)
      .reduce<AdjustSpec | undefined>((a, b) => {
        if (!a) return b;
        const [ours, theirs] = [actionAt(a.action, this.criticality), actionAt(b.action, this.criticality)];
        return stricter(ours, theirs) === ours ? a : b;
      }, undefined);
  }

  get onError(): Action {
    return actionAt(this.policy.onError, this.criticality);
  }
}

/** Every policy that holds for one path, and the rules they have between them. */
export class Situation {
  readonly criticality: Criticality;
  readonly groups: readonly RuleGroup[];
  /** How far from an edit, in lines, a rule may look. */
  readonly within: number;

  /** Whether the path is one of Parapet's own controls. */
  readonly control: ControlKind;

  constructor(
    path: string,
    readonly contexts: readonly PolicyContext[],
  ) {
    this.control = controlKind(path);
    this.criticality = contexts
      .map((context) => context.criticality)
      .reduce(higherCriticality, this.control === 'always' ? 'critical' : 'low');
    const own = contexts.map((context) => context.policy.own).filter((group) => group.rules.length > 0);
    const extended = contexts.some((context) => context.policy.builtIn.size > 0);
    this.groups = extended ? [builtInRules(), ...own] : own;
    this.within = Math.max(0, ...this.groups.map((group) => group.within));
  }

  /** What a rule does here, by the strictest of the policies that have it; undefined where none applies it. */
  effectOf(rule: CompiledRule, languages: readonly string[], now: Date): RuleEffect | undefined {
    let strictest: RuleEffect | undefined;
    for (const context of this.contexts) {
      if (!context.appliesTo(rule, languages)) continue;
      const effect = context.effectOf(rule, now);
      strictest = strictest ? stricterEffect(strictest, effect) : effect;
    }
    return strictest;
  }

  get onError(): Action {
    return this.contexts.map((context) => context.onError).reduce(stricter, 'allow');
  }
}

/** An observed effect gives way to one that acts. */
const stricterEffect = (a: RuleEffect, b: RuleEffect): RuleEffect => {
  const action = stricter(a.action, b.action);
  return {
    action,
    approvals: action === 'approve' ? Math.max(a.approvals, b.approvals) : 0,
    observed: a.observed && b.observed,
  };
};
