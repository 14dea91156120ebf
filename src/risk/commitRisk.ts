import type { Criticality, Finding, Risk } from '../contract/verdict';
import { levelOf, riskOf } from './risk';

/** What a change does to one file. */
export interface ChangedFile {
  readonly path: string;
  readonly criticality: Criticality;
  /** In the lines that the change adds, or takes away. */
  readonly findings: readonly Pick<Finding, 'rule' | 'severity'>[];
  /** Added lines that are not blank: with AI characters in them, and without evidence of who wrote them. */
  readonly aiLines: number;
  readonly unknownLines: number;
}

export type RiskReason =
  | {
      readonly factor: 'finding';
      readonly path: string;
      readonly finding: Pick<Finding, 'rule' | 'severity'> | undefined;
    }
  | { readonly factor: 'criticality'; readonly path: string; readonly criticality: Criticality }
  | { readonly factor: 'finding-count' | 'unknown-lines'; readonly count: number }
  | { readonly factor: 'size'; readonly lines: number; readonly files: number };

export type RiskFactor = RiskReason & {
  /** Of 100; the breakdown's sum is the score. */
  readonly points: number;
};

export interface CommitRisk extends Risk {
  /** Without factors that add nothing. */
  readonly breakdown: readonly RiskFactor[];
}

/** AI lines where much depends are a risk even where no rule finds anything. */
const EXPOSURE: Record<Criticality, number> = { low: 1, normal: 2, high: 12, critical: 22 };
/** Each finding adds so much, up to a limit. */
const FINDING_COUNT = 3;
const FINDING_COUNT_MOST = 15;
/** Reached at so many AI lines: nobody reviews more in one sitting. */
const SIZE_MOST = 20;
const SIZE_FULL_LINES = 200;
/** Reached at so many lines of unknown origin in a critical module; elsewhere they weigh less. */
const UNKNOWN_MOST = 10;
const UNKNOWN_FULL_LINES = 200;
const UNKNOWN_WEIGHT: Record<Criticality, number> = { low: 0.1, normal: 0.25, high: 0.5, critical: 1 };

/**
 * How risky the AI part of a change is, and why: the gravest file's gravest finding and how much depends on that file,
 * how many findings there are, how many lines are AI's, how many are nobody's. It never falls when a change brings
 * more of any. `none` where nothing is AI's and nothing was found.
 */
export function commitRisk(files: readonly ChangedFile[]): CommitRisk {
  const [gravest] = files
    .filter(({ findings, aiLines }) => findings.length > 0 || aiLines > 0)
    .toSorted((a, b) => gravityOf(b) - gravityOf(a) || (a.path < b.path ? -1 : 1));
  if (gravest === undefined) return { score: 0, level: 'none', breakdown: [] };
  const breakdown = upTo(100, [
    findingFactor(gravest),
    criticalityFactor(gravest),
    countFactor(files),
    sizeFactor(files),
    unknownFactor(files),
  ]);
  const score = breakdown.reduce((sum, { points }) => sum + points, 0);
  return { score, level: levelOf(score), breakdown };
}

const gravityOf = (file: ChangedFile): number => findingFactor(file).points + criticalityFactor(file).points;

function findingFactor({ path, findings, criticality }: ChangedFile): RiskFactor {
  const [gravest] = findings.toSorted((a, b) => riskOf([b], 'normal').score - riskOf([a], 'normal').score);
  if (gravest === undefined) return { factor: 'finding', points: 0, path, finding: undefined };
  // In a module of low criticality a finding weighs less; no factor is negative.
  const points = Math.min(riskOf([gravest], criticality).score, riskOf([gravest], 'normal').score);
  return { factor: 'finding', points, path, finding: { rule: gravest.rule, severity: gravest.severity } };
}

/** By the rules' own measure where something was found, by the AI lines alone where that is more. */
function criticalityFactor({ path, findings, criticality, aiLines }: ChangedFile): RiskFactor {
  const shifts = findings.map((one) => riskOf([one], criticality).score - riskOf([one], 'normal').score);
  return {
    factor: 'criticality',
    points: Math.max(0, aiLines > 0 ? EXPOSURE[criticality] : 0, ...shifts),
    path,
    criticality,
  };
}

function countFactor(files: readonly ChangedFile[]): RiskFactor {
  const count = files.reduce((sum, { findings }) => sum + findings.length, 0);
  return {
    factor: 'finding-count',
    points: Math.min(FINDING_COUNT_MOST, count * FINDING_COUNT),
    count,
  };
}

function sizeFactor(files: readonly ChangedFile[]): RiskFactor {
  const lines = files.reduce((sum, { aiLines }) => sum + aiLines, 0);
  return {
    factor: 'size',
    points: share(lines, SIZE_FULL_LINES, SIZE_MOST),
    lines,
    files: files.filter(({ aiLines }) => aiLines > 0).length,
  };
}

function unknownFactor(files: readonly ChangedFile[]): RiskFactor {
  const lines = files.reduce((sum, { unknownLines }) => sum + unknownLines, 0);
  const weighed = files.reduce(
    (sum, { unknownLines, criticality }) => sum + unknownLines * UNKNOWN_WEIGHT[criticality],
    0,
  );
  return {
    factor: 'unknown-lines',
    points: share(weighed, UNKNOWN_FULL_LINES, UNKNOWN_MOST),
    count: lines,
  };
}

const share = (amount: number, full: number, most: number): number =>
  Math.round(most * Math.min(1, amount / full));

/** Drops what adds nothing, and cuts what would go beyond. */
function upTo(most: number, factors: readonly RiskFactor[]): RiskFactor[] {
  let left = most;
  return factors.flatMap((factor) => {
    const points = Math.min(left, factor.points);
    left -= points;
    return points > 0 ? [{ ...factor, points }] : [];
  });
}
