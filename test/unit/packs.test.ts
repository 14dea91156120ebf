import assert from 'node:assert/strict';
import { CRITICALITIES, SEVERITIES } from '../../src/contract/verdict';
import { packNames, packRules, PACKS, RECOMMENDED } from '../../src/packs/index';
import { builtInRules } from '../../src/policy/builtIn';
import { recommendedPolicy } from '../../src/policy/compile';
import { patternError } from '../../src/policy/pattern/pattern';
import { failingTests } from '../../src/policy/ruleTests';

describe('built-in packs', () => {
  it('have at least 60 rules, each id once', () => {
    const ids = (packRules(RECOMMENDED) ?? []).map((rule) => rule.id);
    assert.ok(ids.length >= 60, `${ids.length} rules`);
    assert.deepEqual(
      ids.filter((id, i) => ids.indexOf(id) !== i),
      [],
    );
  });

  it('can be extended one by one', () => {
    for (const name of packNames()) assert.ok((packRules(name) ?? []).length > 0, name);
    assert.equal(packRules('no-such-pack'), undefined);
  });

  for (const pack of PACKS) {
    describe(pack.pack, () => {
      for (const rule of pack.rules) {
        const id = `${pack.pack}/${rule.id}`;
        const compiled = builtInRules().rules.find(({ spec }) => spec.id === id);
        if (!compiled) throw new Error(`${id} was not compiled`);
        const { spec } = compiled;

        it(`${rule.id} is well formed`, () => {
          assert.match(rule.id, /^[a-z0-9][a-z0-9-]*$/);
          assert.ok(SEVERITIES.includes(rule.severity), 'severity');
          for (const text of [rule.title, rule.why, rule.instead, rule.danger])
            assert.ok(text.length > 3, 'texts');
          assert.ok(
            CRITICALITIES.every((c) => (spec.where?.criticality ?? CRITICALITIES).includes(c)),
            'criticality',
          );
          const { any = [], all = [], none = [], removed = [] } = spec.match;
          for (const pattern of [...any, ...all, ...none, ...removed]) {
            assert.equal(patternError(pattern), undefined, pattern);
          }
          assert.ok(rule.tests.match.length >= 2 && rule.tests.pass.length >= 2, 'two tests of each kind');
        });

        it(`${rule.id} is named by the prefilter, not tried on every text`, () => {
          for (const pattern of [...compiled.any, ...compiled.removed])
            assert.ok(pattern.literals, pattern.source);
        });

        it(`${rule.id} finds what its tests say and nothing else`, () => {
          const failing = failingTests(compiled, recommendedPolicy()).map(({ kind, index }) => ({
            kind,
            test: rule.tests[kind][index],
          }));
          assert.deepEqual(failing, []);
        });
      }
    });
  }
});
