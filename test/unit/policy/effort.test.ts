/** What a verdict may take, counted in steps: no clock has a say here. */
import assert from 'node:assert/strict';
import type { Edit } from '../../../src/contract/edit';
import { builtInRules } from '../../../src/policy/builtIn';
import { recommendedPolicy } from '../../../src/policy/compile';
import { evaluate } from '../../../src/policy/evaluate';
import { languagesOf } from '../../../src/policy/languagesOf';
import { RuleGroup } from '../../../src/policy/match/ruleGroup';
import { matchRule } from '../../../src/policy/match/matchRule';
import { Side } from '../../../src/policy/match/side';
import { Window } from '../../../src/policy/match/window';
import { Effort, TooLate, TooMuchWork } from '../../../src/policy/pattern/effort';
import { compileRules } from '../../../src/policy/rule';
import { policySet } from '../../../src/policy/policySet';
import { adversarialTexts } from '../../bench/adversarialTexts';

const WHOLE = { lines: Number.MAX_SAFE_INTEGER, characters: Number.MAX_SAFE_INTEGER };
const now = new Date();

/** Of every built-in rule, in every language that the text is read in. */
function stepsOf(edit: Edit): number {
  const effort = new Effort();
  const newWindow = new Window(edit.before, edit.insert, edit.after, WHOLE, effort);
  const oldWindow = new Window(edit.before, edit.replaced, edit.after, WHOLE, effort);
  const sides = languagesOf(edit).map((language) => ({
    newSide: new Side(newWindow, language),
    oldSide: new Side(oldWindow, language),
  }));
  for (const rule of builtInRules().candidates(newWindow, oldWindow, sides))
    for (const { newSide, oldSide } of sides) matchRule(rule, newSide, oldSide);
  return effort.spent;
}

const insertion = (insert: string) => ({ path: 'x.sh', before: '', replaced: '', insert, after: '' });

describe('The work of a verdict', () => {
  it('is bounded by the length of the text, however it is made', () => {
    const length = 10_000;
    const tooSlow = adversarialTexts(length, 60)
      .map(({ name, edit }) => ({ name, steps: Math.round(stepsOf(edit) / length) }))
      .filter(({ steps }) => steps > 450);
    assert.deepEqual(tooSlow, []);
  });

  for (const [what, piece] of [
    ['is matches alone', 'eval "$C"; '],
    ['is matches alone, none of which counts', 'echo "git commit --no-verify"; '],
    ['is matches alone, line by line', 'rm -rf "$HOME"\n'],
  ] as const) {
    it(`grows no faster than a text that ${what}`, () => {
      const [short, long] = [5_000, 20_000].map((length) =>
        stepsOf(insertion(piece.repeat(length / piece.length))),
      );
      assert.ok(long! < 6 * short!, `${short} steps, and ${long} of four times the length`);
    });
  }

  const own = compileRules(
    [{ id: 'own', title: 'x', severity: 'low', match: { any: ['ab'], none: ['never'] } }],
    false,
  )[0]!;
  const sides = (text: string, effort: Effort): [Side, Side] => [
    new Side(new Window('', text, '', WHOLE, effort), undefined),
    new Side(new Window('', '', '', WHOLE, effort), undefined),
  ];
  const read = (text: string, effort: Effort): number => {
    const [newSide, oldSide] = sides(text, effort);
    new RuleGroup([own]).candidates(newSide.window, oldSide.window);
    return matchRule(own, newSide, oldSide).length;
  };

  it('ends with as many findings as are told of', () => {
    const effort = new Effort();
    assert.equal(read('ab '.repeat(10_000), effort), 50);
    assert.ok(effort.spent < 200_000, `${effort.spent} steps`);
  });

  it('asks what stands around a match once for all that stand together', () => {
    const effort = new Effort();
    const text = 'ab never '.repeat(2_000);
    assert.equal(read(text, effort), 0);
    assert.ok(effort.spent < 50 * text.length, `${effort.spent} steps`);
  });

  it('ends at the deadline in the middle of a rule', () => {
    assert.throws(() => read('ab never\n'.repeat(10_000), new Effort(Infinity, () => true)), TooLate);
  });

  it('says in the verdict that the deadline has passed', () => {
    let time = 0;
    const { failure, findings, action } = evaluate(
      insertion('rm -rf "$HOME"\n'.repeat(600)),
      policySet([recommendedPolicy()]),
      {
        now,
        clock: () => time++,
        deadlineMs: 1,
      },
    );
    assert.equal(failure?.kind, 'deadline');
    assert.match(failure.message, /longer than 1 ms/);
    assert.ok(findings.some(({ rule }) => rule === 'parapet/not-judged'));
    assert.notEqual(action, undefined);
  });
});

describe('Effort', () => {
  it('ends where there is more work than it allows', () => {
    const effort = new Effort(20_000);
    effort.spend(10_000);
    assert.throws(() => effort.spend(10_001), TooMuchWork);
    assert.ok(effort.isSpent);
  });

  it('looks at the clock as the steps go by, not at each of them', () => {
    let looks = 0;
    const effort = new Effort(Infinity, () => ++looks > 3);
    assert.throws(() => {
      for (let i = 0; i < 1_000_000; i++) effort.spend(1);
    }, TooLate);
    assert.equal(looks, 4);
    assert.ok(effort.spent < 100_000);
  });
});
