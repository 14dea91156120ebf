import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import type { PathExplanation } from '../../src/policy/explain';
import type { Problem } from '../../src/policy/problem';
import { Folder } from '../unit/node/folder';
import { gitInit, parapet } from './parapet';

interface Validated {
  readonly file: string;
  readonly valid: boolean;
  readonly problems: readonly Problem[];
}

const VALID = `version: 1
modules:
  - { name: checkout, paths: ['checkout/**'], criticality: critical, owners: [senior], ai: { action: approve } }
roles: { senior: ['*@leads.example.com'] }
tools: [{ id: 'some.tool', paths: ['docs/**'], outside: block }]
rules:
  - id: no-teardown
    title: Teardown
    severity: high
    match: { any: ['\\bmake teardown\\b'] }
    action: { critical: block, default: warn }
    for: { senior: approve }
    tests: { match: ['make teardown'], pass: ['make all'] }
`;
const INVALID = 'version: 1\nrules:\n  - { id: r, title: R, severity: huge, match: { any: [a] } }\n';

describe('parapet policy validate', () => {
  const folder = new Folder();
  beforeEach(() => gitInit(folder.path));

  it('says that a policy is right, and exits 0', async () => {
    folder.write('.parapet.yaml', VALID);
    const result = await parapet(folder.path, ['policy', 'validate']);
    assert.deepEqual(result, { code: 0, out: 'valid  .parapet.yaml\n', err: '' });
  });

  it('says where there is none, and exits 0', async () => {
    const { code, out } = await parapet(folder.path, ['policy', 'validate']);
    assert.equal(code, 0);
    assert.match(out, /recommended rules hold.*parapet init/);
  });

  it('looks at every policy of the repository, from any subfolder, and names files from there', async () => {
    folder.write('.parapet.yaml', VALID);
    folder.write('a/b/.parapet.yaml', INVALID);
    folder.write('node_modules/x/.parapet.yaml', INVALID);
    mkdirSync(folder.at('c'));
    const { code, out, err } = await parapet(folder.at('c'), ['policy', 'validate']);
    assert.equal(code, 2);
    assert.equal(out.replaceAll('\\', '/'), 'valid  ../.parapet.yaml\nnot valid  ../a/b/.parapet.yaml\n');
    assert.match(err.replaceAll('\\', '/'), /^\.\.\/a\/b\/\.parapet\.yaml:3:\d+: error: [^\n]*huge[^\n]*\n$/);
  });

  it('looks only at the files that are named', async () => {
    folder.write('.parapet.yaml', INVALID);
    folder.write('team.yaml', VALID);
    const { code, out } = await parapet(folder.path, ['policy', 'validate', 'team.yaml']);
    assert.deepEqual([code, out], [0, 'valid  team.yaml\n']);
  });

  it('with --json is one value, with every problem and its place, and nothing on stderr', async () => {
    folder.write('.parapet.yaml', VALID);
    folder.write('a/.parapet.yaml', INVALID);
    const { code, out, err } = await parapet(folder.path, ['policy', 'validate', '--json']);
    assert.deepEqual([code, err], [2, '']);
    const results = JSON.parse(out) as Validated[];
    assert.deepEqual(
      results.map(({ file, valid, problems }) => [file.replaceAll('\\', '/'), valid, problems.length]),
      [
        ['.parapet.yaml', true, 0],
        ['a/.parapet.yaml', false, 1],
      ],
    );
    const [problem] = results[1]?.problems ?? [];
    assert.deepEqual([problem?.severity, problem?.line], ['error', 3]);
    assert.equal(INVALID.slice(problem?.start, problem?.end), 'huge');
  });

  it('with --json is a value, too, where there is no policy', async () => {
    const { out } = await parapet(folder.path, ['policy', 'validate', '--json']);
    assert.deepEqual(JSON.parse(out), []);
  });

  it('reports a rule whose own test fails, at the test', async () => {
    folder.write('.parapet.yaml', VALID.replace("pass: ['make all']", "pass: ['make teardown now']"));
    const { code, err } = await parapet(folder.path, ['policy', 'validate']);
    assert.equal(code, 2);
    assert.match(err, /^\.parapet\.yaml:13:\d+: error: the rule “no-teardown” finds this/);
  });

  it('exits 0 where there is only a warning, and prints it', async () => {
    folder.write(
      '.parapet.yaml',
      "version: 1\nextends: [recommended]\nadjust:\n  - { rule: terraform/destroy, action: warn, reason: r, expires: '2020-01-31' }\n",
    );
    const { code, out, err } = await parapet(folder.path, ['policy', 'validate']);
    assert.deepEqual([code, out], [0, 'valid  .parapet.yaml\n']);
    assert.match(err, /^\.parapet\.yaml:4:\d+: warning: .*expired on 2020-01-31/);
  });
});

describe('parapet policy explain', () => {
  const folder = new Folder();
  beforeEach(() => {
    gitInit(folder.path);
    folder.write('.parapet.yaml', VALID);
  });

  async function explained(cwd: string, ...args: string[]): Promise<PathExplanation> {
    const { code, out, err } = await parapet(cwd, ['policy', 'explain', ...args, '--json']);
    assert.deepEqual([code, err], [0, '']);
    return JSON.parse(out) as PathExplanation;
  }

  it('says which modules, tools and rules hold, and what they do', async () => {
    const { code, out } = await parapet(folder.path, ['policy', 'explain', 'checkout/run.sh']);
    assert.equal(code, 0);
    assert.match(out, /^checkout\/run\.sh {2}critical criticality, shellscript$/m);
    assert.match(out, /module checkout: critical, owned by senior; AI changes: approve/);
    assert.match(out, /tool some\.tool: block/);
    assert.match(out, /block {4}no-teardown {2}Teardown/);
  });

  it('with --json is one value that says the same', async () => {
    const { path, criticality, languages, policies } = await explained(folder.path, 'checkout/run.sh');
    assert.deepEqual(
      { path, criticality, languages },
      {
        path: 'checkout/run.sh',
        criticality: 'critical',
        languages: ['shellscript'],
      },
    );
    assert.deepEqual(
      policies[0]?.rules.map(({ rule, action, observed }) => [rule, action, observed]),
      [['no-teardown', 'block', false]],
    );
  });

  it('takes the author into account', async () => {
    const { policies } = await explained(folder.path, 'checkout/a', '--author', 'ana@leads.example.com');
    assert.deepEqual(policies[0]?.roles, ['senior']);
    assert.deepEqual([policies[0]?.rules[0]?.action, policies[0]?.rules[0]?.approvals], ['approve', 1]);
  });

  it('counts the path from where one stands', async () => {
    mkdirSync(folder.at('checkout/src'), { recursive: true });
    assert.equal((await explained(folder.at('checkout/src'), 'a.ts')).path, 'checkout/src/a.ts');
    assert.equal((await explained(folder.at('checkout/src'), '../../docs/a.md')).path, 'docs/a.md');
  });

  it('names every policy that holds, and one of Parapet’s own controls as such', async () => {
    folder.write('checkout/.parapet.yaml', 'version: 1\n');
    const { policies } = await explained(folder.path, 'checkout/a.ts');
    assert.deepEqual(
      policies.map(({ file }) => file),
      ['checkout/.parapet.yaml', '.parapet.yaml'],
    );
    const { criticality, control } = await explained(folder.path, 'checkout/.parapet.yaml');
    assert.deepEqual([criticality, control], ['critical', 'always']);
  });

  it('exits 2 and says where, while a policy is invalid', async () => {
    folder.write('.parapet.yaml', INVALID);
    const { code, out, err } = await parapet(folder.path, ['policy', 'explain', 'a.sh']);
    assert.equal(code, 2);
    assert.match(out, /^recommended$/m);
    assert.match(err, /^\.parapet\.yaml:3:\d+: error: /);
  });
});

describe('parapet policy test', () => {
  const folder = new Folder();
  beforeEach(() => gitInit(folder.path));

  it('runs the tests of own rules, and of built-in rules that are extended', async () => {
    folder.write('.parapet.yaml', VALID);
    const own = await parapet(folder.path, ['policy', 'test']);
    assert.deepEqual(own, { code: 0, out: '1 rules, 2 tests, 0 failed\n', err: '' });
    folder.write('.parapet.yaml', `${VALID}extends: [terraform]\n`);
    const { code, out } = await parapet(folder.path, ['policy', 'test', '--json']);
    const { rules, tests, failed } = JSON.parse(out) as { rules: number; tests: number; failed: unknown[] };
    assert.deepEqual([code, failed], [0, []]);
    assert.ok(rules > 5 && tests > 2 * rules, out);
  });

  it('runs those of every policy, from a subfolder too', async () => {
    folder.write('.parapet.yaml', VALID);
    folder.write('a/.parapet.yaml', VALID);
    assert.match((await parapet(folder.at('a'), ['policy', 'test'])).out, /^2 rules, 4 tests, 0 failed$/m);
  });

  it('runs the recommended rules’ where there is no policy', async () => {
    assert.match(
      (await parapet(folder.path, ['policy', 'test'])).out,
      /^\d{3,} rules, \d{3,} tests, 0 failed$/m,
    );
  });

  it('exits 2 at a rule that fails its own test, with its place', async () => {
    folder.write('.parapet.yaml', VALID.replace("match: ['make teardown']", "match: ['make nothing']"));
    const { code, err } = await parapet(folder.path, ['policy', 'test']);
    assert.equal(code, 2);
    assert.match(err, /^\.parapet\.yaml:13:\d+: error: the rule “no-teardown” does not find this/);
  });
});
