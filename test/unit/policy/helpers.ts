import assert from 'node:assert/strict';
import type { Edit } from '../../../src/contract/edit';
import { compilePolicy, type CompiledPolicy, type PolicyOrigin } from '../../../src/policy/compile';
import { evaluate, type EvaluateOptions, type Evaluation } from '../../../src/policy/evaluate';
import { formatKeyPath } from '../../../src/policy/keyPath';
import type { PolicySpec, RuleSpec } from '../../../src/policy/model';
import { policySet } from '../../../src/policy/policySet';

export const NOW = new Date('2026-11-21T12:00:00Z');

const ORIGIN: PolicyOrigin = { kind: 'workspace', file: '.parapet.yaml', folder: '' };

/** What compiling a policy complains of, as `path: message`. */
export function complaints(spec: Partial<PolicySpec>): string[] {
  const found: string[] = [];
  compilePolicy(
    [
      {
        spec: { version: 1, ...spec },
        report: (path, _, message) => found.push(`${formatKeyPath(path)}: ${message}`),
      },
    ],
    ORIGIN,
  );
  return found;
}

export function policy(spec: Partial<PolicySpec>, folder = ''): CompiledPolicy {
  assert.deepEqual(complaints(spec), []);
  return compilePolicy([{ spec: { version: 1, ...spec }, report: () => undefined }], { ...ORIGIN, folder });
}

export const rule = (match: RuleSpec['match'], more: Partial<RuleSpec> = {}): RuleSpec => ({
  id: 'r',
  title: 'Rule',
  severity: 'high',
  action: 'block',
  ...more,
  match,
});

export const edit = (more: Partial<Edit> & { insert: string }): Edit => ({
  path: 'a.txt',
  before: '',
  replaced: '',
  after: '',
  ...more,
});

export const judge = (
  policies: CompiledPolicy | readonly CompiledPolicy[],
  change: Partial<Edit>,
  options: Partial<EvaluateOptions> = {},
): Evaluation =>
  evaluate(edit({ insert: '', ...change }), policySet([policies].flat()), { now: NOW, ...options });

/** Texts of what was found, taken-away ones with a minus. */
export const found = ({ findings }: Evaluation): string[] =>
  findings.map(({ text, removed }) => (removed ? `-${text}` : text));
