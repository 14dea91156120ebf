import assert from 'node:assert/strict';
import { passedBudgets, withShares } from '../../../src/risk/budgets';
import type { BudgetLimits, BudgetShare, BudgetUse } from '../../../src/risk/budgets';
import { bulkFlags, flagKey, newSession, withTouches } from '../../../src/risk/bulk';

const share = (limits: BudgetLimits, modules: readonly string[] = ['checkout']): BudgetShare => ({
  budget: '.parapet.yaml#1',
  limits,
  modules,
});

const used = (
  shares: readonly BudgetShare[],
  ...touches: readonly (readonly [path: string, addedLines: number])[]
): readonly BudgetUse[] =>
  touches.reduce<readonly BudgetUse[]>(
    (uses, [path, addedLines]) => withShares(uses, shares, { path, addedLines }),
    [],
  );

const passed = (uses: readonly BudgetUse[]) =>
  passedBudgets(uses).map(({ measure, count, limit }) => [measure, count, limit]);

describe('what a session has used of a budget', () => {
  it('passes it by lines, files and modules, each above its limit and not at it', () => {
    const limits = { addedLines: 3, files: 2, modules: 1 };
    assert.deepEqual(passed(used([share(limits)], ['a', 1], ['b', 2])), []);
    assert.deepEqual(passed(used([share(limits)], ['a', 1], ['b', 2], ['c', 1])), [
      ['files', 3, 2],
      ['addedLines', 4, 3],
    ]);
    const two = withShares(used([share(limits)], ['a', 1]), [share(limits, ['ledger'])], {
      path: 'b',
      addedLines: 1,
    });
    assert.deepEqual(passed(two), [['modules', 2, 1]]);
  });

  it('counts a file once, and one without added lines not at all', () => {
    assert.deepEqual(passed(used([share({ files: 1 })], ['a', 1], ['a', 9], ['b', 0])), []);
  });

  it('may be nothing at all', () => {
    assert.deepEqual(passed(used([share({ addedLines: 0 })], ['a', 1])), [['addedLines', 1, 0]]);
    assert.deepEqual(passed(used([share({})], ['a', 1_000])), []);
  });

  it('goes by the limits that hold at the last change', () => {
    const before = used([share({ addedLines: 1 })], ['a', 5]);
    assert.deepEqual(
      passed(withShares(before, [share({ addedLines: 10 })], { path: 'a', addedLines: 1 })),
      [],
    );
  });
});

describe('the flags of a session', () => {
  it('name the budget that is passed, beside what is unusual', () => {
    const touch = { path: 'a', addedLines: 3_000, removedLines: 0, isDeleted: false };
    const budgets = [share({ addedLines: 80 }), { ...share({ addedLines: 90 }), budget: 'org.yaml#2' }];
    const session = withTouches(newSession('tool', 's', 't0'), [{ ...touch, budgets }], 't1');
    const flags = bulkFlags(session, []);
    assert.deepEqual(
      flags.map(({ from, limit }) => [from, limit]),
      [
        ['usual', 2_000],
        ['budget', 80],
        ['budget', 90],
      ],
    );
    assert.equal(new Set(flags.map(flagKey)).size, 3);
  });
});
