import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CRITICALITIES, SEVERITIES } from '../../../src/contract/verdict';
import { commitRisk } from '../../../src/risk/commitRisk';
import type { ChangedFile } from '../../../src/risk/commitRisk';
import { runs } from '../randomRuns';

const file = (more: Partial<ChangedFile>): ChangedFile => ({
  ...{ path: 'a.ts', criticality: 'normal', findings: [], aiLines: 0, unknownLines: 0 },
  ...more,
});

const points = (...files: ChangedFile[]): { readonly [factor: string]: number } =>
  Object.fromEntries(commitRisk(files).breakdown.map((one) => [one.factor, one.points]));

const anyFile: fc.Arbitrary<ChangedFile> = fc.record({
  path: fc.constantFrom('a', 'b', 'c'),
  criticality: fc.constantFrom(...CRITICALITIES),
  findings: fc.array(fc.record({ rule: fc.constant('r'), severity: fc.constantFrom(...SEVERITIES) }), {
    maxLength: 4,
  }),
  aiLines: fc.nat(300),
  unknownLines: fc.nat(300),
});

describe('commitRisk', () => {
  it('is none where nothing is AI’s and nothing was found', () => {
    assert.deepEqual(commitRisk([file({ unknownLines: 50, criticality: 'critical' })]), {
      score: 0,
      level: 'none',
      breakdown: [],
    });
    assert.equal(commitRisk([]).level, 'none');
  });

  it('is low for some AI lines where little depends on them', () => {
    assert.equal(commitRisk([file({ aiLines: 10 })]).level, 'low');
    assert.equal(commitRisk([file({ aiLines: 1, criticality: 'low' })]).level, 'low');
  });

  it('is medium for many where much depends on them, without any finding', () => {
    assert.equal(commitRisk([file({ aiLines: 150, criticality: 'critical' })]).level, 'medium');
  });

  it('is critical for a critical finding', () => {
    const findings = [{ rule: 'terraform/destroy', severity: 'critical' as const }];
    assert.equal(commitRisk([file({ findings, aiLines: 1 })]).level, 'critical');
  });

  it('says what it is made of', () => {
    const findings = [
      { rule: 'x/low', severity: 'low' as const },
      { rule: 'x/high', severity: 'high' as const },
    ];
    const { score, breakdown } = commitRisk([
      file({ path: 'pay.ts', criticality: 'critical', findings, aiLines: 20 }),
      file({ path: 'b.ts', findings: [findings[0]!], unknownLines: 400 }),
    ]);
    assert.deepEqual(breakdown, [
      { factor: 'finding', points: 60, path: 'pay.ts', finding: findings[1] },
      { factor: 'criticality', points: 22, path: 'pay.ts', criticality: 'critical' },
      { factor: 'finding-count', points: 9, count: 3 },
      { factor: 'size', points: 2, lines: 20, files: 1 },
      { factor: 'unknown-lines', points: 5, count: 400 },
    ]);
    assert.equal(score, 98);
  });

  it('weighs unknown lines by where they are', () => {
    const ai = file({ path: 'z', aiLines: 1 });
    assert.equal(points(ai, file({ unknownLines: 200, criticality: 'critical' }))['unknown-lines'], 10);
    assert.equal(points(ai, file({ unknownLines: 200, criticality: 'low' }))['unknown-lines'], 1);
  });

  it('is the sum of its factors, from 0 to 100', () => {
    fc.assert(
      fc.property(fc.array(anyFile, { maxLength: 5 }), (files) => {
        const { score, breakdown } = commitRisk(files);
        assert.equal(
          score,
          breakdown.reduce((sum, one) => sum + one.points, 0),
        );
        assert.ok(score >= 0 && score <= 100 && breakdown.every((one) => one.points > 0));
      }),
      runs(500),
    );
  });

  it('never falls when a change brings more', () => {
    fc.assert(
      fc.property(fc.array(anyFile, { minLength: 1, maxLength: 5 }), anyFile, (files, more) => {
        const { score } = commitRisk(files);
        assert.ok(commitRisk([...files, more]).score >= score);
        const [first, ...others] = files;
        assert.ok(commitRisk([{ ...first!, aiLines: first!.aiLines + 10 }, ...others]).score >= score);
        const finding = { rule: 'r', severity: 'low' as const };
        assert.ok(
          commitRisk([{ ...first!, findings: [...first!.findings, finding] }, ...others]).score >= score,
        );
      }),
      runs(1_000),
    );
  });
});
