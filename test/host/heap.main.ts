/** `node heap.main.js`: what the built-in packs hold in memory, as one JSON value (bench/heap.ts starts it on its own). */
import { builtInRules } from '../../src/policy/builtIn';
import { recommendedPolicy } from '../../src/policy/compile';
import { evaluate } from '../../src/policy/evaluate';
import { policySet } from '../../src/policy/policySet';
import { failingTests } from '../../src/policy/ruleTests';
import { heapUsed } from '../bench/heapUsed';
import { main } from './say';

main(async () => {
  const before = heapUsed();
  const { rules } = builtInRules();
  const policy = recommendedPolicy();
  const policies = policySet([policy]);
  const judge = (insert: string) =>
    evaluate({ path: 'x.sh', before: '', replaced: '', insert, after: '' }, policies, { now: new Date() });
  judge('rm -rf ~\n');
  const ready = heapUsed();
  const failing = rules.flatMap((rule) => failingTests(rule, policy));
  for (const rule of rules) {
    for (const pattern of [...rule.any, ...rule.all, ...rule.none, ...rule.removed]) pattern.test('x');
  }
  judge('rm -rf ~\n');
  const afterEveryRule = heapUsed();
  if (failing.length > 0) throw new Error(failing[0]!.message);
  process.stdout.write(JSON.stringify({ rules: rules.length, before, ready, afterEveryRule }));
  return 0;
});
