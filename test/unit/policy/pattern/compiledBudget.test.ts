import assert from 'node:assert/strict';
import { CompiledBudget, type Holder } from '../../../../src/policy/pattern/compiledBudget';
import { Pattern } from '../../../../src/policy/pattern/pattern';

describe('the budget of compiled patterns', () => {
  const forgotten: string[] = [];
  const holder = (name: string): Holder => ({ forget: () => forgotten.push(name) });
  beforeEach(() => forgotten.splice(0));

  it('lets go what was used longest ago, once there is too much', () => {
    const budget = new CompiledBudget(100);
    const [a, b, c] = [holder('a'), holder('b'), holder('c')];
    budget.used(a, 40);
    budget.used(b, 40);
    budget.used(a, 40);
    assert.deepEqual(forgotten, []);
    budget.used(c, 40);
    assert.deepEqual(forgotten, ['b']);
    budget.used(b, 40);
    assert.deepEqual(forgotten, ['b', 'a']);
  });

  it('keeps one that is larger than all of it for as long as it is the latest', () => {
    const budget = new CompiledBudget(10);
    budget.used(holder('large'), 50);
    assert.deepEqual(forgotten, []);
    budget.used(holder('small'), 1);
    assert.deepEqual(forgotten, ['large']);
  });

  it('changes nothing that patterns find', () => {
    const budget = new CompiledBudget(1);
    const patterns = ['\\brm\\b', 'destroy'].map((source) => new Pattern(source, budget));
    for (let round = 0; round < 3; round++) {
      assert.deepEqual(
        patterns.map((pattern) => [...pattern.matches('rm; terraform destroy')].length),
        [1, 1],
      );
    }
  });
});
