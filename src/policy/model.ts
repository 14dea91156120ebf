/**
 * The shape of a policy file after it was read and found well formed (contract 1).
 * Keys are those of the file, so that a message, the schema and the code speak of the same thing.
 */
import type { Action, Criticality, Severity } from '../contract/verdict';
import type { TextClass } from './text/types';

/** One word, or an action per criticality with a `default`. */
export type ActionTable = Action | ({ readonly [C in Criticality]?: Action } & { readonly default?: Action });

export interface ModuleSpec {
  readonly name: string;
  readonly paths: readonly string[];
  readonly criticality: Criticality;
  /** Roles whose approval counts here. */
  readonly owners?: readonly string[];
  readonly ai?: AiSpec;
}

/** What AI may do in a module even where no rule finds anything. */
export interface AiSpec {
  readonly action?: Action;
  readonly approvals?: number;
  readonly for?: Readonly<Record<string, Action>>;
  /** If given: every line that AI adds must match one of these patterns; anything else is blocked. */
  readonly only?: readonly string[];
}

export interface ToolSpec {
  /** Extension id or agent name, a glob, matched case-insensitively. */
  readonly id: string;
  /** Globs, a leading `!` excludes, the last match wins. */
  readonly paths: readonly string[];
  readonly outside: Action;
}

export interface WhereSpec {
  readonly paths?: readonly string[];
  readonly languages?: readonly string[];
  readonly criticality?: readonly Criticality[];
  readonly tools?: readonly string[];
}

export const DIRECTIONS = ['lower', 'higher', 'removed', 'on', 'off'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export interface ChangedSpec {
  /** Name of the setting, or its last dotted parts (`limits.memory`). */
  readonly key: string;
  readonly direction: Direction;
}

export interface MatchSpec {
  readonly any?: readonly string[];
  readonly all?: readonly string[];
  readonly none?: readonly string[];
  readonly removed?: readonly string[];
  readonly changed?: readonly ChangedSpec[];
  readonly in?: readonly TextClass[];
  /** Lines around the match's own logical lines in which `all` and `none` look; 0 to 200. */
  readonly within?: number;
}

/** A text to insert into an empty document, or a whole edit. */
export type TestCase =
  | string
  | {
      readonly path?: string;
      readonly languageId?: string;
      readonly before?: string;
      readonly replaced?: string;
      readonly insert?: string;
      readonly after?: string;
      readonly tool?: string;
      readonly author?: string;
    };

export interface RuleSpec {
  readonly id: string;
  readonly title: string;
  readonly why?: string;
  readonly instead?: string;
  readonly severity: Severity;
  readonly where?: WhereSpec;
  readonly match: MatchSpec;
  /** Without one: `block` for critical severity, else `warn`. */
  readonly action?: ActionTable;
  readonly for?: Readonly<Record<string, Action>>;
  readonly approvals?: number;
  /** `YYYY-MM-DD`, that day included, UTC. */
  readonly 'observe-until'?: string;
  readonly tests?: { readonly match?: readonly TestCase[]; readonly pass?: readonly TestCase[] };
}

export interface AdjustSpec {
  readonly rule: string;
  readonly action: ActionTable;
  readonly paths?: readonly string[];
  readonly reason: string;
  /** `YYYY-MM-DD`, that day included, UTC. */
  readonly expires?: string;
}

/** A limit on how much AI may change at once. */
export interface BudgetSpec {
  /** Without it: in all modules. */
  readonly criticality?: readonly Criticality[];
  readonly 'max-ai-lines'?: number;
  readonly 'max-ai-files'?: number;
  readonly 'max-modules'?: number;
  readonly per: 'commit' | 'range' | 'day';
  readonly action: Action;
}

export interface PolicySpec {
  readonly version: 1;
  readonly packs?: string;
  readonly extends?: readonly string[];
  readonly modules?: readonly ModuleSpec[];
  readonly roles?: Readonly<Record<string, readonly string[]>>;
  readonly tools?: readonly ToolSpec[];
  readonly rules?: readonly RuleSpec[];
  readonly adjust?: readonly AdjustSpec[];
  readonly budgets?: readonly BudgetSpec[];
  readonly 'on-error'?: Action | { readonly [C in Criticality | 'default']?: Action };
}
