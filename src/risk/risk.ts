import type { Criticality, Finding, Risk, RiskLevel, Severity } from '../contract/verdict';

/** What one finding weighs, by severity, before the place it stands in is looked at. */
const SEVERITY_SCORE: Record<Severity, number> = { low: 15, medium: 35, high: 60, critical: 85 };

/** The same finding is worse where more depends on it. */
const CRITICALITY_SHIFT: Record<Criticality, number> = { low: -10, normal: 0, high: 8, critical: 15 };

/** Each further finding adds this much: several small dangers are one larger one. */
const FURTHER_FINDING = 3;

/** Lowest score of each level, gravest first. */
const LEVELS: readonly (readonly [RiskLevel, number])[] = [
  ['critical', 80],
  ['high', 55],
  ['medium', 30],
  ['low', 1],
];

/**
 * How dangerous an edit is: the gravest finding, shifted by the criticality of the path, plus a little for each
 * further one. 0 to 100; `none` where nothing was found. What is only being observed counts too.
 */
export function riskOf(findings: readonly Pick<Finding, 'severity'>[], criticality: Criticality): Risk {
  if (findings.length === 0) return { score: 0, level: 'none' };
  const gravest = Math.max(...findings.map(({ severity }) => SEVERITY_SCORE[severity]));
  const score = gravest + CRITICALITY_SHIFT[criticality] + (findings.length - 1) * FURTHER_FINDING;
  const bounded = Math.min(100, Math.max(1, score));
  return { score: bounded, level: levelOf(bounded) };
}

export const levelOf = (score: number): RiskLevel =>
  LEVELS.find(([, lowest]) => score >= lowest)?.[0] ?? 'none';
