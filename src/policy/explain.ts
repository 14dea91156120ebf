/** What holds for a path and an author, and why: `parapet policy explain`. */
import type { Action, Criticality, Severity } from '../contract/verdict';
import { actionFor } from './actions';
import type { PolicyContext } from './context';
import type { ControlKind } from './controls';
import { languagesOf } from './languagesOf';
import type { PolicySet } from './policySet';

export interface RuleExplanation {
  readonly rule: string;
  readonly title: string;
  readonly severity: Severity;
  readonly action: Action;
  readonly approvals: number;
  readonly observed: boolean;
  /** Why the action is not the rule's own: the adjustment's reason. */
  readonly adjusted?: string;
}

export interface PolicyExplanation {
  readonly file: string;
  readonly criticality: Criticality;
  readonly modules: readonly {
    readonly name: string;
    readonly criticality: Criticality;
    readonly owners: readonly string[];
    /** What AI may do here whatever the rules find. */
    readonly ai: Action;
    /** Only lines that match one of these may be added. */
    readonly only: readonly string[];
  }[];
  readonly roles: readonly string[];
  /** What each AI tool the policy names may do here. */
  readonly tools: readonly { readonly id: string; readonly action: Action }[];
  readonly onError: Action;
  readonly rules: readonly RuleExplanation[];
}

export interface PathExplanation {
  readonly path: string;
  readonly languages: readonly string[];
  readonly criticality: Criticality;
  readonly control: ControlKind;
  /** One for each policy that holds here; the strictest verdict wins. */
  readonly policies: readonly PolicyExplanation[];
}

export interface Question {
  /** Relative to the repository's top level. */
  readonly path: string;
  readonly languageId?: string;
  readonly author?: string;
  readonly tool?: string;
}

export function explain(question: Question, policies: PolicySet, now: Date): PathExplanation {
  const situation = policies.situation(question.path, question.tool, question.author);
  const languages = languagesOf({ ...question, before: '', insert: '' });
  const rules = situation.groups.flatMap((group) => group.rules);
  return {
    path: question.path,
    languages,
    criticality: situation.criticality,
    control: situation.control,
    policies: situation.contexts.map((context) => ({
      ...explainPlace(context),
      rules: rules
        .filter((rule) => context.appliesTo(rule, languages))
        .map((rule) => {
          const { id, title, severity } = rule.spec;
          const reason = context.adjustmentOf(rule, now)?.reason;
          return {
            rule: id,
            title,
            severity,
            ...context.effectOf(rule, now),
            ...(reason && { adjusted: reason }),
          };
        }),
    })),
  };
}

function explainPlace(context: PolicyContext): Omit<PolicyExplanation, 'rules'> {
  const { policy, criticality, modules, roles, path } = context;
  return {
    file: policy.origin.file,
    criticality,
    modules: modules.map(({ spec }) => ({
      name: spec.name,
      criticality: spec.criticality,
      owners: spec.owners ?? [],
      ai: actionFor(spec.ai?.action ?? 'allow', spec.ai?.for, roles),
      only: spec.ai?.only ?? [],
    })),
    roles: [...roles],
    tools: policy.tools.map(({ spec, paths }) => ({
      id: spec.id,
      action: paths(path) ? 'allow' : spec.outside,
    })),
    onError: context.onError,
  };
}
