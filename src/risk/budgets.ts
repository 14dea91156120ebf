/** How much of a policy's budgets one session of a tool has used. */

/** The most that a policy wants AI to change at once; what is not there has no limit. */
export interface BudgetLimits {
  /** Files with lines by AI. */
  readonly files?: number;
  readonly addedLines?: number;
  /** Modules with lines by AI. */
  readonly modules?: number;
}

export const BUDGET_MEASURES = ['files', 'addedLines', 'modules'] as const;
export type BudgetMeasure = (typeof BUDGET_MEASURES)[number];

/** A budget that changes of one file count towards. */
export interface BudgetShare {
  /** Which budget of which policy file. */
  readonly budget: string;
  readonly limits: BudgetLimits;
  /** Names of the modules that the file lies in. */
  readonly modules: readonly string[];
}

/** What a session has used of one budget. */
export interface BudgetUse {
  readonly budget: string;
  /** As the policy had them at the session's last change. */
  readonly limits: BudgetLimits;
  readonly addedLines: number;
  readonly paths: readonly string[];
  readonly modules: readonly string[];
}

export interface BudgetFlag {
  readonly budget: string;
  readonly measure: BudgetMeasure;
  readonly count: number;
  readonly limit: number;
}

/** Names of one use that are remembered; a limit above that is not told of. */
const MOST_NAMES = 2_000;

/** @param touch lines that were added to one file, which count towards all of its shares */
export function withShares(
  uses: readonly BudgetUse[],
  shares: readonly BudgetShare[],
  { path, addedLines }: { readonly path: string; readonly addedLines: number },
): readonly BudgetUse[] {
  if (addedLines === 0) return uses;
  return shares.reduce((all, { budget, limits, modules }) => {
    const use = all.find((one) => one.budget === budget);
    const now: BudgetUse = {
      budget,
      limits,
      addedLines: (use?.addedLines ?? 0) + addedLines,
      paths: united(use?.paths, [path]),
      modules: united(use?.modules, modules),
    };
    return [...all.filter((one) => one !== use), now];
  }, uses);
}

/** Every limit that is passed. */
export const passedBudgets = (uses: readonly BudgetUse[]): readonly BudgetFlag[] =>
  uses.flatMap(({ budget, limits, addedLines, paths, modules }) => {
    const counts: Readonly<Record<BudgetMeasure, number>> = {
      files: paths.length,
      addedLines,
      modules: modules.length,
    };
    return BUDGET_MEASURES.flatMap((measure) => {
      const [count, limit] = [counts[measure], limits[measure] ?? Infinity];
      return count > limit ? [{ budget, measure, count, limit }] : [];
    });
  });

const united = (known: readonly string[] = [], more: readonly string[]): readonly string[] =>
  [...new Set([...known, ...more])].slice(0, MOST_NAMES);
