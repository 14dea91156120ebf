import assert from 'node:assert/strict';
import type { RuleSpec } from '../../../src/policy/model';
import { recommendedPolicy } from '../../../src/policy/compile';
import { found, judge, policy, rule } from './helpers';

const destroy = (
  more: Partial<RuleSpec> = {},
  match: RuleSpec['match'] = { any: [String.raw`\bterraform\s+destroy\b`] },
) => rule(match, more);

describe('evaluate: what an edit introduces', () => {
  const plain = policy({ rules: [destroy()] });

  it('finds what the inserted text completes across the seam', () => {
    const verdict = judge(plain, { before: 'terraform des', insert: 'troy -auto-approve' });
    assert.equal(verdict.action, 'block');
    assert.deepEqual(found(verdict), ['terraform destroy']);
    const [finding] = verdict.findings;
    assert.deepEqual([finding?.start, finding?.end, finding?.line], [0, 17, 1]);
  });

  it('says nothing of what was there already', () => {
    const verdict = judge(plain, {
      before: 'terraform destroy\n',
      insert: 'echo done\n',
      after: 'terraform destroy\n',
    });
    assert.deepEqual([verdict.action, verdict.findings.length], ['allow', 0]);
  });

  it('says nothing of what is only put in another place or written with other white space', () => {
    const verdict = judge(plain, { replaced: 'x\nterraform destroy\n', insert: 'terraform   destroy\nx\n' });
    assert.deepEqual(found(verdict), []);
  });

  it('finds a second copy of what was there once, and points at the new one', () => {
    const verdict = judge(plain, { before: 'terraform destroy\n', insert: 'terraform destroy\n' });
    assert.deepEqual(
      verdict.findings.map(({ start, line }) => [start, line]),
      [[18, 2]],
    );
  });

  it('counts offsets in UTF-16 units of before + insert + after', () => {
    const verdict = judge(plain, { before: '😀\r\n', insert: 'terraform destroy', after: '\r\n' });
    assert.deepEqual(
      verdict.findings.map(({ start, end, line }) => [start, end, line]),
      [[4, 21, 2]],
    );
  });

  it('finds a condition that was dropped', () => {
    const unbounded = policy({
      rules: [rule({ any: [String.raw`(?i)\bDELETE\s+FROM\s+\w+`], none: [String.raw`(?i)\bWHERE\b`] })],
    });
    const change = {
      path: 'm.sql',
      before: 'DELETE FROM users',
      replaced: '\n WHERE id = 1',
      insert: '',
      after: ';\n',
    };
    assert.deepEqual(found(judge(unbounded, change)), ['DELETE FROM users']);
    assert.deepEqual(found(judge(unbounded, { ...change, replaced: '', insert: '\n WHERE id = 2' })), []);
  });

  it('sees through comments that an edit opens or closes', () => {
    const change = { path: 'a.ts', before: '/* ', after: 'run("terraform destroy")' };
    assert.deepEqual(found(judge(plain, { ...change, insert: '*/ ' })), ['terraform destroy']);
    assert.deepEqual(found(judge(plain, { ...change, insert: 'still ' })), []);
  });

  it('takes a comment for one that ends far below', () => {
    const change = { path: 'a.ts', before: '/*\n', after: `\n${' * words\n'.repeat(500)} */\n` };
    assert.deepEqual(found(judge(plain, { ...change, insert: ' * terraform destroy' })), []);
  });

  it('does not look at comments unless a rule says so', () => {
    const change = { path: 'a.sh', insert: '# terraform destroy' };
    assert.deepEqual(found(judge(plain, change)), []);
    const inComments = policy({ rules: [destroy({}, { any: ['terraform destroy'], in: ['comment'] })] });
    assert.deepEqual(found(judge(inComments, change)), ['terraform destroy']);
  });

  it('judges nothing where nothing changes', () => {
    assert.deepEqual(
      judge(plain, { replaced: 'terraform destroy', insert: 'terraform destroy' }).findings,
      [],
    );
  });

  it('finds in the middle of a long document, and only what is new there', () => {
    const filler = 'echo "terraform destroy"\n'.repeat(20_000);
    const verdict = judge(plain, { before: filler, insert: 'terraform destroy # new\n', after: filler });
    assert.deepEqual(
      verdict.findings.map(({ start, line }) => [start, line]),
      [[filler.length, 20_001]],
    );
  });
});

describe('evaluate: all, none and within', () => {
  it('looks for `all` in the same logical line, or so many lines around it', () => {
    const near = (within: number) =>
      policy({ rules: [rule({ any: ['0\\.0\\.0\\.0/0'], all: ['port = 22'], within })] });
    const text = 'port = 22\nx\ncidr = "0.0.0.0/0"\n';
    assert.deepEqual(found(judge(near(0), { insert: text })), []);
    assert.deepEqual(found(judge(near(1), { insert: text })), []);
    assert.deepEqual(found(judge(near(2), { insert: text })), ['0.0.0.0/0']);
  });

  it('joins continued lines into one', () => {
    const plain = policy({ rules: [rule({ any: ['terraform apply'], all: ['-auto-approve'] })] });
    assert.deepEqual(found(judge(plain, { path: 'a.sh', insert: 'terraform apply \\\n  -auto-approve\n' })), [
      'terraform apply',
    ]);
    assert.deepEqual(found(judge(plain, { path: 'a.sh', insert: 'terraform apply\n  -auto-approve\n' })), []);
  });

  it('sees the word that begins a line of which it looks at a part', () => {
    const install = policy({
      rules: [destroy({}, { any: [String.raw`\brm -rf /usr`], none: [String.raw`^\s*RUN\b`] })],
    });
    const steps = 'make install-of-one-more-part; \\\n  '.repeat(40);
    const rulesOf = (insert: string) => judge(install, { path: 'Dockerfile', insert }).findings.length;
    assert.deepEqual(
      [rulesOf(`RUN ${steps}rm -rf /usr/src`), rulesOf(`CMD ${steps}rm -rf /usr/src`)],
      [0, 1],
    );
  });

  it('takes the first of `all` where nothing else says what to find', () => {
    const both = policy({ rules: [rule({ all: ['first', 'second'] })] });
    assert.deepEqual(found(judge(both, { insert: 'first and second' })), ['first']);
    assert.deepEqual(found(judge(both, { insert: 'first alone' })), []);
  });
});

describe('evaluate: removed and changed', () => {
  const guard = policy({ rules: [rule({ removed: [String.raw`prevent_destroy\s*=\s*true`] })] });

  it('finds what an edit takes away, with offsets in the replaced text', () => {
    const verdict = judge(guard, {
      path: 'a.tf',
      before: 'lifecycle {\n',
      replaced: '  prevent_destroy = true\n',
      after: '}\n',
    });
    const [finding] = verdict.findings;
    assert.equal(verdict.action, 'block');
    assert.deepEqual([finding?.start, finding?.end, finding?.line, finding?.removed], [2, 24, 1, true]);
  });

  it('is content with what is put back', () => {
    const replaced = 'prevent_destroy = true\nname = "a"\n';
    assert.deepEqual(
      found(judge(guard, { path: 'a.tf', replaced, insert: 'name = "b"\nprevent_destroy=true\n' })),
      [],
    );
  });

  it('finds what is only commented out', () => {
    const verdict = judge(guard, { path: 'a.tf', insert: '# ', after: 'prevent_destroy = true\n' });
    assert.deepEqual(found(verdict), ['-prevent_destroy = true']);
    assert.deepEqual([verdict.findings[0]?.start, verdict.findings[0]?.end], [0, 0]);
  });

  it('compares a setting before and after', () => {
    const lower = policy({ rules: [rule({ changed: [{ key: 'replicas', direction: 'lower' }] })] });
    const change = { path: 'd.yaml', before: 'spec:\n  replicas: ', after: '\n' };
    assert.equal(judge(lower, { ...change, replaced: '3', insert: '1' }).action, 'block');
    assert.equal(judge(lower, { ...change, replaced: '1', insert: '3' }).action, 'allow');
  });

  it('finds a setting that is switched off, and one that is taken out', () => {
    const off = policy({ rules: [rule({ changed: [{ key: 'deletion_protection', direction: 'off' }] })] });
    const gone = policy({
      rules: [rule({ changed: [{ key: 'deletion_protection', direction: 'removed' }] })],
    });
    const change = {
      path: 'a.tf',
      before: 'resource "x" "y" {\n',
      replaced: '  deletion_protection = true\n',
      after: '}\n',
    };
    assert.equal(judge(off, { ...change, insert: '  deletion_protection = false\n' }).action, 'block');
    assert.equal(judge(gone, change).action, 'block');
    assert.equal(judge(gone, change).findings[0]?.removed, true);
    assert.equal(judge(gone, { ...change, insert: '  deletion_protection = false\n' }).action, 'allow');
  });
});

describe('evaluate: where a rule holds', () => {
  const text = 'terraform destroy';

  it('looks at paths, from the folder of the policy', () => {
    const rules = [destroy({ where: { paths: ['infra/**'] } })];
    assert.equal(judge(policy({ rules }), { path: 'infra/a', insert: text }).action, 'block');
    assert.equal(judge(policy({ rules }), { path: './x/../infra/a', insert: text }).action, 'block');
    assert.equal(judge(policy({ rules }), { path: 'src/a', insert: text }).action, 'allow');
    assert.equal(judge(policy({ rules }, 'team'), { path: 'team/infra/a', insert: text }).action, 'block');
    assert.equal(judge(policy({ rules }, 'team'), { path: 'infra/a', insert: text }).action, 'allow');
  });

  it('holds a language if the editor’s is it or the path’s', () => {
    const shell = policy({ rules: [destroy({ where: { languages: ['shellscript'] } })] });
    assert.equal(judge(shell, { path: 'a.sh', insert: text }).action, 'block');
    assert.equal(judge(shell, { path: 'a.txt', languageId: 'shellscript', insert: text }).action, 'block');
    assert.equal(judge(shell, { path: 'a.sh', languageId: 'markdown', insert: text }).action, 'block');
    assert.equal(judge(shell, { path: 'a.txt', insert: text }).action, 'allow');
  });

  it('is not deceived by a language in which the text would be a comment', () => {
    const plain = policy({ rules: [destroy()] });
    assert.equal(
      judge(plain, { path: 'a.sh', languageId: 'sql', insert: '-- x; terraform destroy' }).action,
      'block',
    );
  });

  it('looks at criticality and tools', () => {
    const modules = [{ name: 'm', paths: ['infra/**'], criticality: 'critical' as const }];
    const critical = policy({ modules, rules: [destroy({ where: { criticality: ['critical'] } })] });
    assert.equal(judge(critical, { path: 'infra/a', insert: text }).action, 'block');
    assert.equal(judge(critical, { path: 'a', insert: text }).action, 'allow');
    const tool = policy({ rules: [destroy({ where: { tools: ['github.copilot*'] } })] });
    assert.equal(judge(tool, { tool: 'GitHub.copilot-chat', insert: text }).action, 'block');
    assert.equal(judge(tool, { tool: 'other', insert: text }).action, 'allow');
    const any = policy({ rules: [destroy({ where: { tools: ['*'] } })] });
    assert.equal(judge(any, { insert: text }).action, 'block');
  });
});

describe('evaluate: which action', () => {
  const text = 'terraform destroy';
  const modules = [
    { name: 'low', paths: ['low/**'], criticality: 'low' as const },
    { name: 'high', paths: ['high/**', 'low/really/**'], criticality: 'high' as const },
  ];
  const roles = { senior: ['*@leads.example.com'], junior: ['*@new.example.com'] };

  it('goes by the highest criticality of the modules a path is in', () => {
    const table = policy({
      modules,
      rules: [destroy({ action: { high: 'block', low: 'allow', default: 'warn' } })],
    });
    const actionAt = (path: string) => judge(table, { path, insert: text }).action;
    assert.deepEqual(['high/a', 'low/a', 'low/really/a', 'a'].map(actionAt), [
      'block',
      'allow',
      'block',
      'warn',
    ]);
  });

  it('loosens a block to approve at most, for a role', () => {
    const forSenior = policy({ roles, rules: [destroy({ for: { senior: 'allow' } })] });
    assert.equal(judge(forSenior, { author: 'ana@leads.example.com', insert: text }).action, 'approve');
    assert.equal(judge(forSenior, { author: 'bob@example.com', insert: text }).action, 'block');
    assert.equal(judge(forSenior, { insert: text }).action, 'block');
  });

  it('takes the most lenient of several roles, and tightens for one alone', () => {
    const both = { senior: ['ana@x'], junior: ['ana@x', 'jo@x'] };
    const tiers = policy({
      roles: both,
      rules: [destroy({ action: 'warn', for: { senior: 'allow', junior: 'block' } })],
    });
    assert.equal(judge(tiers, { author: 'ana@x', insert: text }).action, 'allow');
    assert.equal(judge(tiers, { author: 'jo@x', insert: text }).action, 'block');
  });

  it('records and does not act while a rule is observed, up to the end of the day', () => {
    const until = (day: string) =>
      judge(policy({ rules: [destroy({ 'observe-until': day })] }), { insert: text });
    assert.deepEqual(
      [until('2026-11-21').action, until('2026-11-21').findings[0]?.observed],
      ['allow', true],
    );
    assert.deepEqual(
      [until('2026-11-20').action, until('2026-11-20').findings[0]?.observed],
      ['block', undefined],
    );
  });

  it('carries the number of approvals', () => {
    const two = policy({ rules: [destroy({ action: 'approve', approvals: 2 })] });
    assert.equal(judge(two, { insert: text }).findings[0]?.approvals, 2);
  });

  it('takes the strictest where several rules and policies hold', () => {
    const warn = policy({ rules: [destroy({ action: 'warn' })] });
    const block = policy({ rules: [destroy({ id: 'other', action: 'block' })] });
    const verdict = judge([warn, block], { insert: text });
    assert.equal(verdict.action, 'block');
    assert.deepEqual(
      verdict.findings.map((finding) => [finding.rule, finding.action]),
      [
        ['other', 'block'],
        ['r', 'warn'],
      ],
    );
  });

  it('lets roles, modules and adjustments act only in the policy that states them', () => {
    const lenient = policy({
      extends: ['recommended'],
      roles,
      adjust: [{ rule: 'terraform/destroy', action: 'allow', reason: 'x' }],
    });
    const organisation = policy({
      extends: ['recommended'],
      modules: [{ name: 'all', paths: ['**'], criticality: 'critical' }],
    });
    const change = {
      path: 'a.sh',
      insert: 'terraform destroy -auto-approve\n',
      author: 'ana@leads.example.com',
    };
    const destroyed = (verdict: ReturnType<typeof judge>) =>
      verdict.findings.find((finding) => finding.rule === 'terraform/destroy')?.action;
    assert.equal(destroyed(judge(lenient, change)), 'allow');
    assert.equal(destroyed(judge([lenient, organisation], change)), 'block');
  });
});

describe('evaluate: adjust', () => {
  const adjusted = (more: object) =>
    policy({
      extends: ['terraform'],
      adjust: [{ rule: 'terraform/destroy', action: 'allow', reason: 'x', ...more }],
    });
  const actionOf = (spec: ReturnType<typeof adjusted>, path = 'a.sh') =>
    judge(spec, { path, insert: 'terraform destroy\n' }).findings.find((f) => f.rule === 'terraform/destroy')
      ?.action;

  it('changes the action of a built-in rule', () => assert.equal(actionOf(adjusted({})), 'allow'));
  it('only on its paths', () => {
    assert.equal(actionOf(adjusted({ paths: ['scripts/**'] })), 'warn');
    assert.equal(actionOf(adjusted({ paths: ['scripts/**'] }), 'scripts/a.sh'), 'allow');
  });
  it('until it expires', () => {
    assert.equal(actionOf(adjusted({ expires: '2026-11-21' })), 'allow');
    assert.equal(actionOf(adjusted({ expires: '2026-11-20' })), 'warn');
  });
});

describe('evaluate: what AI may do in a place', () => {
  const module = (ai: object) =>
    policy({
      modules: [{ name: 'pay', paths: ['pay/**'], criticality: 'critical', owners: ['leads'], ai }],
      roles: { leads: ['a@x'] },
    });

  it('blocks or asks for approval whatever the text is', () => {
    assert.equal(
      judge(module({ action: 'block' }), { path: 'pay/a.ts', insert: 'const a = 1;' }).action,
      'block',
    );
    const approve = judge(module({ action: 'approve', approvals: 2 }), {
      path: 'pay/a.ts',
      insert: 'const a = 1;',
    });
    assert.deepEqual(
      [approve.action, approve.findings[0]?.approvals, approve.findings[0]?.rule],
      ['approve', 2, 'module/pay'],
    );
    assert.match(approve.findings[0]?.instead ?? '', /leads/);
    assert.equal(
      judge(module({ action: 'block' }), { path: 'a.ts', insert: 'const a = 1;' }).action,
      'allow',
    );
  });

  it('lets white space be', () => {
    assert.equal(judge(module({ action: 'block' }), { path: 'pay/a.ts', insert: '\n  ' }).action, 'allow');
  });

  it('is loosened for a role', () => {
    const spec = module({ action: 'approve', for: { leads: 'allow' } });
    assert.equal(judge(spec, { path: 'pay/a.ts', insert: 'x', author: 'a@x' }).action, 'allow');
    assert.equal(judge(spec, { path: 'pay/a.ts', insert: 'x', author: 'b@x' }).action, 'approve');
  });

  it('blocks any added line that matches none of `only`', () => {
    const spec = module({ only: [String.raw`^\s*//`, String.raw`^\s*log\(`] });
    const action = (insert: string, before = '') => judge(spec, { path: 'pay/a.ts', before, insert }).action;
    assert.equal(action('// fine\n\n  log(1)\n'), 'allow');
    assert.equal(action('// fine\ncharge(1)\n'), 'block');
    assert.equal(action('(1)', 'log'), 'allow');
    assert.equal(judge(spec, { path: 'pay/a.ts', replaced: 'charge(1)', insert: '' }).action, 'allow');
  });

  it('keeps a tool to its paths', () => {
    const tools = policy({
      tools: [{ id: 'github.copilot*', paths: ['**', '!infra/**', 'infra/docs/**'], outside: 'block' }],
    });
    const action = (path: string, tool?: string) =>
      judge(tools, { path, insert: 'x', ...(tool !== undefined && { tool }) }).action;
    assert.deepEqual(
      [
        action('src/a', 'GitHub.copilot'),
        action('infra/a', 'GitHub.copilot'),
        action('infra/docs/a', 'GitHub.copilot'),
        action('infra/a', 'other'),
      ],
      ['allow', 'block', 'allow', 'allow'],
    );
  });

  it('holds Parapet’s own controls whatever the policy says', () => {
    const none = policy({});
    const own = (path: string, insert = 'x') =>
      judge(none, { path, insert }).findings.map((f) => [f.rule, f.action]);
    assert.deepEqual(own('.parapet.yaml'), [['parapet/own-controls', 'approve']]);
    assert.deepEqual(own('team/.parapet/allowed_signers'), [['parapet/own-controls', 'approve']]);
    assert.deepEqual(own('.github/workflows/gate.yml', 'run: parapet gate'), [
      ['parapet/own-controls', 'approve'],
    ]);
    assert.deepEqual(own('.claude/settings.json', '"parapet agent-hook"'), [
      ['parapet/own-controls', 'approve'],
    ]);
    assert.deepEqual(own('.github/workflows/build.yml', 'run: make'), []);
  });
});

describe('evaluate: what bounds it', () => {
  const spec = policy({
    modules: [{ name: 'm', paths: ['infra/**'], criticality: 'critical' }],
    rules: [rule({ any: ['^(a+)+$'] }), destroy({ id: 'd' })],
  });

  it('is linear in a suggestion made to explode', () => {
    const verdict = judge(spec, { insert: `${'a'.repeat(50_000)}!` });
    assert.deepEqual([verdict.action, verdict.failure], ['allow', undefined]);
    assert.equal(judge(spec, { insert: 'a'.repeat(50_000) }).action, 'block');
  });

  it('follows on-error past the deadline, says so, and keeps what it found', () => {
    let ms = 0;
    const late = (path: string, insert: string) =>
      judge(spec, { path, insert }, { clock: () => (ms += 100), deadlineMs: 50 });
    const critical = late('infra/a', 'terraform destroy');
    assert.deepEqual([critical.action, critical.failure?.kind], ['block', 'deadline']);
    assert.ok(critical.findings.some((finding) => finding.rule === 'parapet/not-judged'));
    assert.deepEqual([late('a', 'terraform destroy').action], ['allow']);
  });

  it('follows on-error where the text is too large', () => {
    const verdict = judge(spec, { path: 'infra/a', insert: 'x'.repeat(600_000) });
    assert.deepEqual([verdict.action, verdict.failure?.kind], ['block', 'size']);
    const strict = policy({ 'on-error': 'approve' });
    assert.equal(judge(strict, { insert: 'x'.repeat(600_000) }).action, 'approve');
  });

  it('goes on with the other rules where one is too large for the text', () => {
    const heavy = policy({ rules: [rule({ any: ['(?:[a-z]{1,30}[0-9]){1,10}!'] }), destroy({ id: 'd' })] });
    const verdict = judge(heavy, { insert: `${'a'.repeat(400_000)}! terraform destroy` });
    assert.equal(verdict.failure?.kind, 'size');
    assert.ok(verdict.findings.some((finding) => finding.rule === 'd'));
  });

  it('does not throw, whatever the edit holds', () => {
    assert.doesNotThrow(() =>
      judge(recommendedPolicy(), { path: '../../..//etc\0', languageId: '\0', insert: '\uD800\0' }),
    );
  });
});

describe('evaluate: risk', () => {
  it('is part of the verdict', () => {
    assert.deepEqual(judge(policy({}), { insert: 'x' }).risk, { score: 0, level: 'none' });
    assert.equal(
      judge(policy({ rules: [destroy({ severity: 'critical' })] }), { insert: 'terraform destroy' }).risk
        .level,
      'critical',
    );
  });
});
