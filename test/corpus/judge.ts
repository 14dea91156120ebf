/** Labelled edits against the built-in packs, as a fresh install judges them. */
import type { Action, Criticality } from '../../src/contract/verdict';
import { CRITICALITIES } from '../../src/contract/verdict';
import { compilePolicy } from '../../src/policy/compile';
import { evaluate } from '../../src/policy/evaluate';
import { policySet, type PolicySet } from '../../src/policy/policySet';
import type { Case, Label } from './cases';

export interface Judged extends Case {
  readonly action: Action;
  readonly got: Label;
  /** Ids of the rules that found something, each once; observed findings do not count. */
  readonly rules: readonly string[];
}

/** `recommended`, with everything in one module of that criticality. */
function policyOf(criticality: Criticality): PolicySet {
  const spec = {
    version: 1 as const,
    extends: ['recommended'],
    modules: [{ name: 'corpus', paths: ['**'], criticality }],
  };
  const report = (_path: unknown, _severity: unknown, message: string): never => {
    throw new Error(message);
  };
  return policySet([compilePolicy([{ spec, report }], { kind: 'workspace', file: 'corpus', folder: '' })]);
}

/** `now` bears on nothing but what the packs still observe. */
export function judge(cases: readonly Case[], now: Date): Judged[] {
  const policies = new Map(CRITICALITIES.map((criticality) => [criticality, policyOf(criticality)]));
  return cases.map((one) => {
    const policy = policies.get(one.criticality);
    if (!policy) throw new Error(`no policy for ${one.criticality}`);
    const { action, findings } = evaluate(one.edit, policy, { now });
    const acting = findings.filter((finding) => !finding.observed);
    return {
      ...one,
      action,
      got: labelOf(action, acting.length),
      rules: [...new Set(acting.map((f) => f.rule))],
    };
  });
}

/** A finding that only informs still shows: `pass` means silence. */
const labelOf = (action: Action, findings: number): Label => {
  if (action === 'block' || action === 'approve') return 'stop';
  return action === 'warn' || findings > 0 ? 'warn' : 'pass';
};
