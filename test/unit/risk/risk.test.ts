import assert from 'node:assert/strict';
import { CRITICALITIES, SEVERITIES } from '../../../src/contract/verdict';
import { riskOf } from '../../../src/risk/risk';

describe('riskOf', () => {
  it('is none where nothing was found', () => {
    assert.deepEqual(riskOf([], 'critical'), { score: 0, level: 'none' });
  });

  it('rises with severity, with criticality and with every further finding', () => {
    for (const criticality of CRITICALITIES) {
      const scores = SEVERITIES.map((severity) => riskOf([{ severity }], criticality).score);
      assert.deepEqual(
        scores,
        scores.toSorted((a, b) => a - b),
      );
    }
    for (const severity of SEVERITIES) {
      const scores = CRITICALITIES.map((criticality) => riskOf([{ severity }], criticality).score);
      assert.deepEqual(
        scores,
        scores.toSorted((a, b) => a - b),
      );
    }
    assert.ok(
      riskOf([{ severity: 'low' }, { severity: 'low' }], 'normal').score >
        riskOf([{ severity: 'low' }], 'normal').score,
    );
  });

  it('stays within 1 and 100 and names a level', () => {
    assert.deepEqual(
      riskOf(
        Array.from({ length: 50 }, () => ({ severity: 'critical' as const })),
        'critical',
      ),
      { score: 100, level: 'critical' },
    );
    assert.equal(riskOf([{ severity: 'low' }], 'low').level, 'low');
    assert.equal(riskOf([{ severity: 'critical' }], 'normal').level, 'critical');
  });
});
