/** What Parapet does with an edit, strictest last. */
export const ACTIONS = ['allow', 'warn', 'approve', 'block'] as const;
export type Action = (typeof ACTIONS)[number];

/** How much harm a rule's finding can do, gravest last. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** How much depends on a module, most last. A path that no module names is `normal`. */
export const CRITICALITIES = ['low', 'normal', 'high', 'critical'] as const;
export type Criticality = (typeof CRITICALITIES)[number];

export const RISK_LEVELS = ['none', 'low', 'medium', 'high', 'critical'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

export interface Finding {
  /** `id` for a rule of the repository's own, `pack/id` for a built-in one. */
  readonly rule: string;
  readonly severity: Severity;
  readonly action: Action;
  /** How many verified approvals the gate wants; 0 unless `action` is `approve`. */
  readonly approvals: number;
  /** UTF-16 offsets into before + insert + after, or into `replaced` where `removed` is true. */
  readonly start: number;
  readonly end: number;
  /** 1-based line of `start` in the text that `start` counts in. */
  readonly line: number;
  /** The matched text as it stands in the source, at most 200 UTF-16 units. */
  readonly text: string;
  /** One line for a list or a diagnostic. */
  readonly message: string;
  readonly why: string;
  readonly instead: string;
  /** The edit takes this text away; offsets count in `replaced`. */
  readonly removed?: true;
  /** The rule is still being observed: the finding is recorded and does not act. */
  readonly observed?: true;
}

export interface Risk {
  /** 0 (nothing found) to 100. */
  readonly score: number;
  readonly level: RiskLevel;
}

export interface Verdict {
  readonly action: Action;
  readonly findings: readonly Finding[];
  readonly risk: Risk;
}

export const stricter = (a: Action, b: Action): Action => (ACTIONS.indexOf(a) >= ACTIONS.indexOf(b) ? a : b);

export const higherCriticality = (a: Criticality, b: Criticality): Criticality =>
  CRITICALITIES.indexOf(a) >= CRITICALITIES.indexOf(b) ? a : b;
