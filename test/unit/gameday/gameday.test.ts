import assert from 'node:assert/strict';
import type { Criticality } from '../../../src/contract/verdict';
import { placeFor } from '../../../src/gameday/places';
import { play, type Outcome } from '../../../src/gameday/play';
import { KINDS, LANGUAGES, SCENARIOS, type Scenario } from '../../../src/gameday/scenario';
import { compilePolicy, recommendedPolicy } from '../../../src/policy/compile';
import type { PolicySpec } from '../../../src/policy/model';
import { policySet, type PolicySet } from '../../../src/policy/policySet';

const now = new Date('2026-11-21T00:00:00Z');

function policies(spec: Omit<PolicySpec, 'version'>): PolicySet {
  const report = (_path: unknown, _severity: unknown, message: string): void => assert.fail(message);
  const layer = { spec: { version: 1, ...spec } as PolicySpec, report };
  return policySet([compilePolicy([layer], { kind: 'workspace', file: '.parapet.yaml', folder: '' })]);
}

const critical = policies({
  extends: ['recommended'],
  modules: [{ name: 'all', paths: ['**'], criticality: 'critical' }],
});

const pathOf = (scenario: Scenario): string => placeFor(scenario, [], () => 'normal');

const scenario = (more: Partial<Scenario>): Scenario => ({
  ...{ id: 'x', title: 'X', kind: 'split', path: 'a.sh', before: '', replaced: '', after: '' },
  ...{ steps: [] },
  ...more,
});

describe('a game day', () => {
  it('has the known incidents and at least forty more, of every kind', () => {
    const incidents = SCENARIOS.filter(({ kind }) => kind === 'incident');
    assert.ok(incidents.length >= 9);
    assert.ok(SCENARIOS.length - incidents.length >= 40);
    for (const kind of KINDS)
      assert.ok(
        SCENARIOS.some((one) => one.kind === kind),
        kind,
      );
    assert.equal(new Set(SCENARIOS.map(({ id }) => id)).size, SCENARIOS.length);
  });

  it('is played where the file says, or in a language that files are known of', () => {
    for (const { id, path, language } of SCENARIOS) {
      assert.ok((path === undefined) !== (language === undefined), id);
      if (language !== undefined) assert.ok(language in LANGUAGES, id);
    }
  });

  for (const one of SCENARIOS) {
    it(`is stopped where everything is critical, or at least warned of: ${one.title}`, () => {
      const { stopped } = play(one, { path: pathOf(one), policies: critical }, now);
      assert.notEqual(stopped, 'none');
      if (one.kind !== 'incident') assert.ok(stopped === 'suggestion' || stopped === 'gate', stopped);
    });

    it(`is not passed in silence by the recommended rules alone: ${one.title}`, () => {
      const alone = policySet([recommendedPolicy()]);
      assert.notEqual(play(one, { path: pathOf(one), policies: alone }, now).stopped, 'none');
    });
  }
});

describe('playing a scenario', () => {
  const outcome = (one: Scenario, by: PolicySet = critical): Outcome =>
    play(one, { path: 'a.sh', policies: by }, now);

  it('says at which accept it was withheld', () => {
    const { stopped, step, rule } = outcome(scenario({ steps: ['terraform des', 'troy -auto-approve'] }));
    assert.deepEqual([stopped, step, rule], ['suggestion', 2, 'terraform/destroy']);
  });

  it('judges what is taken away, once', () => {
    const one = scenario({
      path: 'main.tf',
      before: 'a {\n',
      replaced: 'x',
      after: '}\n',
      steps: ['y', 'z'],
    });
    assert.equal(outcome(one).stopped, 'none');
  });

  it('says what is missing: a critical module, or a rule', () => {
    const alone = policySet([recommendedPolicy()]);
    const known = scenario({ steps: ['terraform destroy -auto-approve'] });
    assert.deepEqual(
      [outcome(known, alone).stopped, outcome(known, alone).missing],
      ['warning', 'critical-module'],
    );
    const unknown = scenario({ steps: ['own-tool wipe-everything'] });
    assert.deepEqual([outcome(unknown).stopped, outcome(unknown).missing], ['none', 'rule']);
  });

  it('goes by the role of whoever would accept', () => {
    const seniors = policies({
      roles: { senior: ['ana@example.com'] },
      modules: [
        {
          ...{ name: 'all', paths: ['**'], criticality: 'critical' },
          ai: { action: 'block', for: { senior: 'approve' } },
        },
      ],
    });
    const one = scenario({ steps: ['make'] });
    assert.equal(outcome(one, seniors).stopped, 'suggestion');
    const ana = { path: 'a.sh', policies: seniors, author: 'ana@example.com' };
    assert.equal(play(one, ana, now).stopped, 'gate');
  });
});

describe('the place of a scenario', () => {
  const criticalityOf = (file: string): Criticality => (file.startsWith('infra/') ? 'critical' : 'normal');
  const shell = scenario({ language: 'shell' });
  const { path: _, ...anywhere } = shell;

  it('is the most critical file of its language', () => {
    assert.equal(placeFor(anywhere, ['a.sh', 'infra/deep/b.sh', 'infra/c.sh'], criticalityOf), 'infra/c.sh');
  });

  it('is a new file beside what is most critical where there is none of its language', () => {
    assert.equal(placeFor(anywhere, ['a.ts', 'infra/main.tf'], criticalityOf), 'infra/run.sh');
    assert.equal(placeFor(anywhere, [], criticalityOf), 'run.sh');
  });

  it('is never one of Parapet’s controls, unless the scenario says so', () => {
    const yaml = { ...anywhere, language: 'kubernetes' } as const;
    assert.equal(
      placeFor(yaml, ['.parapet.yaml', 'deep/app/k8s.yaml'], () => 'normal'),
      'deep/app/k8s.yaml',
    );
    assert.equal(placeFor(shell, ['infra/c.sh'], criticalityOf), 'a.sh');
  });
});
