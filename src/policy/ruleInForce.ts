import { languagesOf } from './languagesOf';
import type { RuleEffect } from './context';
import type { PolicySet } from './policySet';
import type { CompiledRule } from './rule';

export interface RuleInForce {
  readonly rule: CompiledRule;
  /** Undefined where the rule is known and no policy applies it here. */
  readonly effect: RuleEffect | undefined;
}

export interface RuleQuestion {
  readonly rule: string;
  /** Relative to the repository's top level. */
  readonly path: string;
  readonly languageId?: string;
  readonly tool?: string;
  readonly author?: string;
}

/** A rule by its id, and what it does at a path; undefined where no policy that holds there knows it. */
export function ruleInForce(question: RuleQuestion, policies: PolicySet, now: Date): RuleInForce | undefined {
  const situation = policies.situation(question.path, question.tool, question.author);
  const rule = situation.groups.flatMap((group) => group.rules).find(({ spec }) => spec.id === question.rule);
  if (!rule) return undefined;
  const languages = languagesOf({ ...question, before: '', insert: '' });
  return { rule, effect: situation.effectOf(rule, languages, now) };
}
