import assert from 'node:assert/strict';
import { draftProblems } from '../../../src/editor/policyDraft';

const messages = (text: string): string[] => draftProblems(text, '.parapet.yaml').map((p) => p.message);

const RULE = `version: 1
rules:
  - id: ours
    title: Ours
    severity: low
    match: { any: ['PATTERN'] }
`;

describe('a policy that is being written', () => {
  it('has no problem where it is right', () => {
    assert.deepEqual(messages(RULE), []);
  });

  it('is held against the schema, and against what only compiling it shows', () => {
    assert.equal(messages(RULE.replace('severity: low', 'severity: dire')).length, 1);
    const [problem] = draftProblems(RULE.replace('PATTERN', '(?=x)'), '.parapet.yaml');
    assert.equal(problem?.severity, 'error');
    assert.equal(problem?.line, 6);
    assert.equal(messages(`${RULE}adjust: [{ rule: shell/no-such, action: warn, reason: r }]\n`).length, 1);
  });

  it('is not blamed for what may stand in a file that it extends', () => {
    const extending = 'extends: [common/policy.yaml]\n';
    const adjusting = 'adjust: [{ rule: shell/no-such, action: warn, reason: r }]\n';
    assert.deepEqual(messages(`${RULE}${extending}${adjusting}`), []);
  });
});
