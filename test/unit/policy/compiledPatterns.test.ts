/** What the packs' patterns hold once compiled, in steps of their programs: memory and time follow from these. */
import assert from 'node:assert/strict';
import { RE2JS } from 're2js';
import { builtInSources } from '../../../src/policy/builtInLiterals';
import { recommendedPolicy } from '../../../src/policy/compile';
import { evaluate } from '../../../src/policy/evaluate';
import { CompiledBudget, type Holder } from '../../../src/policy/pattern/compiledBudget';
import { literalTable } from '../../../src/policy/pattern/literalTable';
import { policySet } from '../../../src/policy/policySet';
import { COMPILED_STEPS } from '../../../src/policy/rule';
import { benchText, KINDS, type Kind } from '../../bench/texts';

describe('The compiled patterns of the packs', () => {
  const policies = policySet([recommendedPolicy()]);
  const { compile } = RE2JS;
  const { used } = CompiledBudget.prototype;
  const sizes = new Map<Holder, number>();
  let compiled = 0;

  before(() => {
    RE2JS.compile = (source, flags) => {
      compiled++;
      return compile(source, flags);
    };
    CompiledBudget.prototype.used = function (this: CompiledBudget, holder, size): void {
      sizes.set(holder, size);
      used.call(this, holder, size);
    };
  });
  after(() => {
    RE2JS.compile = compile;
    CompiledBudget.prototype.used = used;
  });

  const judge = (kind: Kind): void => {
    const { path, text } = benchText(kind, 2_000);
    evaluate({ path, before: '', replaced: '', insert: text, after: '' }, policies, { now: new Date() });
  };

  for (const kind of KINDS) {
    it(`are kept from one verdict on ${kind} text to the next`, () => {
      judge(kind);
      compiled = 0;
      judge(kind);
      assert.equal(compiled, 0, 'compiling at each verdict takes longer than all else of it');
    });

    it(`take nine tenths of their budget at the most for one verdict on ${kind} text`, () => {
      sizes.clear();
      judge(kind);
      const steps = [...sizes.values()].reduce((sum, size) => sum + size, 0);
      assert.ok(steps <= 0.9 * COMPILED_STEPS, `${steps} steps of ${COMPILED_STEPS}`);
    });
  }

  it('ask the prefilter for no more than its table holds in the packs’ share of the memory', () => {
    const { choices, patterns } = literalTable(builtInSources());
    const characters = choices.reduce((sum, choice) => sum + choice.length, 0);
    assert.ok(
      characters < 200_000 && patterns.length < 2_600,
      `${characters} characters for ${patterns.length} patterns: see what heap.main.js says of it`,
    );
  });
});
