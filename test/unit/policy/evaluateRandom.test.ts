/** Random edits of random files under a random own rule: a verdict every time, and one that holds together. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { recommendedPolicy } from '../../../src/policy/compile';
import { randomTimeoutMs, runs } from '../randomRuns';
import { judge, policy, rule } from './helpers';

const fragment = fc.constantFrom(
  ...[
    'terraform destroy',
    'DELETE FROM t',
    ' WHERE a = 1',
    ';',
    '\n',
    '\r\n',
    '"',
    "'",
    '`',
    '\\\n',
    '/*',
    '*/',
    '#',
  ],
  ...[
    'prevent_destroy = true',
    'replicas: 3',
    'replicas: 1',
    'rm -rf "$HOME"',
    '<<EOF\n',
    'EOF\n',
    '${',
    '}',
    ' ',
    'é',
    '😀',
    '\0',
  ],
  ...[
    'T=/\n',
    'T=~ ',
    '$T',
    '"${T}"',
    '["rm", "-rf", ',
    '"/"]',
    ' + ',
    '"terra" + "form"',
    '.arg("destroy")',
    'x = "destroy"\n',
    ', x, ',
    'echo dGVycmFmb3JtIGRlc3Ryb3k= | ',
    'base64 -d | sh\n',
    "$'\\x72m' -rf ",
    'command:\n- rm\n- ',
    'args: [a, b]',
    "sh -c '",
    'python3 -c "',
  ],
);
const text = fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join(''));
const path = fc.constantFrom(
  'a.sh',
  'b/m.sql',
  'main.tf',
  'd.yaml',
  'x.ts',
  'Dockerfile',
  'README.md',
  'noext',
  '../x',
  '',
);
const own = fc
  .tuple(
    fc.constantFrom('destroy', '(?i)delete', String.raw`\breplicas\b`),
    fc.nat(5),
    fc.constantFrom('any', 'removed', 'all'),
  )
  .map(([pattern, within, kind]) =>
    policy({ rules: [rule({ [kind]: [pattern], none: ['WHERE'], within })] }),
  );

describe('evaluate, at random', function () {
  this.timeout(randomTimeoutMs);

  it('gives a verdict whose findings lie where they say', () => {
    fc.assert(
      fc.property(text, text, text, text, path, own, (before, replaced, insert, after, file, ownPolicy) => {
        const change = { path: file, before, replaced, insert, after };
        const { findings, failure, risk } = judge([ownPolicy, recommendedPolicy()], change);
        assert.equal(failure, undefined);
        assert.ok(risk.score >= 0 && risk.score <= 100);
        for (const { start, end, removed, rule: id } of findings) {
          const length = removed ? replaced.length : before.length + insert.length + after.length;
          assert.ok(start >= 0 && start <= end && end <= length, id);
        }
      }),
      runs(200),
    );
  });

  it('finds nothing where an edit puts back what was there', () => {
    fc.assert(
      fc.property(text, text, text, path, (before, same, after, file) => {
        const verdict = judge(recommendedPolicy(), {
          path: file,
          before,
          replaced: same,
          insert: same,
          after,
        });
        assert.deepEqual(verdict.findings, []);
      }),
      runs(100),
    );
  });
});
