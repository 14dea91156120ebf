/** Whether a tool changes far more at once than it used to, than anybody reads, or than a policy wants. */
import { passedBudgets, withShares } from './budgets';
import type { BudgetShare, BudgetUse } from './budgets';

/** Sums over one session of one tool. */
export interface SessionSums {
  /** Files that it changed, made or deleted, each counted once. */
  readonly files: number;
  readonly deletedFiles: number;
  readonly addedLines: number;
  readonly removedLines: number;
}

export const BULK_MEASURES = ['files', 'deletedFiles', 'addedLines', 'removedLines'] as const;
export type BulkMeasure = (typeof BULK_MEASURES)[number];

export interface BulkFlag {
  readonly measure: BulkMeasure | 'modules';
  readonly count: number;
  /** The most that would have gone without a word. */
  readonly limit: number;
  /** Where that comes from: what is usual, what this tool did in earlier sessions, or a policy’s budget. */
  readonly from: 'usual' | 'past' | 'budget';
  /** Of a policy, which. */
  readonly budget?: string;
}

/** As long as a tool has no past to go by; and less than a fifth of these is never a lot, whatever its past. */
export const USUAL: SessionSums = { files: 50, deletedFiles: 10, addedLines: 2_000, removedLines: 1_000 };
const LEAST_PART = 5;
/** Sessions from which on a tool's own past counts, and how many times its most is far more. */
const ENOUGH_SESSIONS = 5;
const FAR_MORE = 3;

/**
 * Every measure by which a session stands out.
 *
 * @param past earlier sessions of the same tool in the same repository
 */
export function bulkFlags(
  now: SessionSums & Partial<Pick<ToolSession, 'budgets'>>,
  past: readonly SessionSums[],
): readonly BulkFlag[] {
  const unusual = BULK_MEASURES.flatMap((measure): BulkFlag[] => {
    const { limit, from } = limitOf(measure, past);
    return now[measure] > limit ? [{ measure, count: now[measure], limit, from }] : [];
  });
  return [
    ...unusual,
    ...passedBudgets(now.budgets ?? []).map((flag) => ({ ...flag, from: 'budget' as const })),
  ];
}

/** What a flag is about, whatever it has come to. */
export const flagKey = ({ measure, budget }: BulkFlag): string =>
  budget === undefined ? measure : `${measure} ${budget}`;

function limitOf(measure: BulkMeasure, past: readonly SessionSums[]): Pick<BulkFlag, 'limit' | 'from'> {
  const usual = USUAL[measure];
  if (past.length < ENOUGH_SESSIONS) return { limit: usual, from: 'usual' };
  const own = FAR_MORE * Math.max(...past.map((sums) => sums[measure]));
  return { limit: Math.max(own, Math.ceil(usual / LEAST_PART)), from: 'past' };
}

/** What one change did to one file. */
export interface FileTouch {
  /** From the repository's top level. */
  readonly path: string;
  readonly addedLines: number;
  readonly removedLines: number;
  readonly isDeleted: boolean;
  /** Budgets of policies that it counts towards. */
  readonly budgets?: readonly BudgetShare[];
}

/** Of a change that takes one text away and puts another in its place. */
export const touchOf = (removed: string, added: string, isDeleted = false): Omit<FileTouch, 'path'> => ({
  addedLines: linesIn(added),
  removedLines: linesIn(removed),
  isDeleted,
});

const linesIn = (text: string): number => {
  const ends = text.split('\n').length - 1;
  return text === '' || text.endsWith('\n') ? ends : ends + 1;
};

/** Paths of one session that are told apart; beyond them every file counts as a new one. */
const MOST_PATHS = 2_000;

/** A session while it goes on. */
export interface ToolSession extends SessionSums {
  readonly tool: string;
  readonly session: string;
  /** ISO 8601, UTC, of its last change. */
  readonly time: string;
  readonly paths: readonly string[];
  /** What has been said of it, by `flagKey`. */
  readonly told: readonly string[];
  readonly budgets?: readonly BudgetUse[];
}

export const newSession = (tool: string, session: string, time: string): ToolSession => ({
  tool,
  session,
  time,
  files: 0,
  deletedFiles: 0,
  addedLines: 0,
  removedLines: 0,
  paths: [],
  told: [],
});

export function withTouches(session: ToolSession, touches: readonly FileTouch[], time: string): ToolSession {
  const known = new Set(session.paths);
  const sums = { ...session, time };
  let budgets = session.budgets ?? [];
  for (const { path, addedLines, removedLines, isDeleted, budgets: shares = [] } of touches) {
    if (!known.has(path)) sums.files++;
    if (known.size < MOST_PATHS) known.add(path);
    if (isDeleted) sums.deletedFiles++;
    sums.addedLines += addedLines;
    sums.removedLines += removedLines;
    budgets = withShares(budgets, shares, { path, addedLines });
  }
  return { ...sums, paths: [...known], ...(budgets.length > 0 && { budgets }) };
}
