import assert from 'node:assert/strict';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';
import { parapet } from './parapet';

interface Replayed {
  readonly commits: number;
  readonly files: number;
  readonly rules: readonly { readonly rule: string; readonly action: string; readonly count: number }[];
  readonly findings: readonly {
    readonly commit: string;
    readonly path: string;
    readonly line: number;
    readonly rule: string;
    readonly action: string;
  }[];
}

const POLICY = `version: 1
modules:
  - { name: infra, paths: ['infra/**'], criticality: critical, ai: { action: approve } }
rules:
  - id: no-teardown
    title: Teardown
    severity: high
    match: { any: ['\\bmake teardown\\b'] }
    action: { critical: block, default: warn }
    for: { senior: approve }
roles: { senior: ['ana@example.com'] }
`;

describe('parapet policy replay', () => {
  const folder = new Folder();
  let repo: GitRepository;

  beforeEach(() => {
    repo = new GitRepository(folder.path).init();
    repo.stage('infra/a.sh', ['make teardown', 'make all']);
    repo.git('commit', '-qm', 'first');
    repo.stage('infra/a.sh', ['make teardown', 'make all', 'make test']);
    repo.stage('b.sh', ['make all', 'make teardown']);
    repo.git('commit', '-qm', 'second');
    repo.git('rm', '-q', 'b.sh');
    repo.git('-c', 'user.email=ana@example.com', 'commit', '-qm', 'third');
    repo.write('.parapet.yaml', POLICY);
  });

  async function replay(...args: string[]): Promise<Replayed> {
    const { code, out, err } = await parapet(repo.path, ['policy', 'replay', ...args, '--json']);
    assert.deepEqual([code, err], [0, '']);
    return JSON.parse(out) as Replayed;
  }
  const found = ({ findings }: Replayed): string[] =>
    findings.map(({ path, line, rule, action }) => `${path}:${line} ${rule} ${action}`);

  it('finds in each commit what it brought, and nothing that was there before or was deleted', async () => {
    const all = await replay('HEAD');
    assert.deepEqual(found(all), ['infra/a.sh:1 no-teardown block', 'b.sh:2 no-teardown warn']);
    assert.deepEqual([all.commits, all.files], [3, 3]);
    assert.deepEqual(all.rules, [
      { rule: 'no-teardown', action: 'block', count: 1 },
      { rule: 'no-teardown', action: 'warn', count: 1 },
    ]);
    assert.deepEqual(found(await replay('HEAD~2..')), ['b.sh:2 no-teardown warn']);
  });

  it('names the line of what was taken away, and a setting that was switched off once', async () => {
    repo.write(
      'guard.yaml',
      `version: 1
rules:
  - id: guard-off
    title: Guard off
    severity: high
    match: { any: ['\\bguard = false'], removed: ['\\bguard = true', '^timeout'] }
    action: warn
`,
    );
    repo.stage('a.tf', ['one', 'two', '  guard = true']);
    repo.stage('b.tf', ['one', 'two', 'timeout = 3', 'four']);
    repo.git('commit', '-qm', 'fourth');
    repo.stage('a.tf', ['one', 'two', '  guard = false']);
    repo.stage('b.tf', ['one', 'two', 'four']);
    repo.git('commit', '-qm', 'fifth');
    assert.deepEqual(found(await replay('HEAD~..', '--policy', 'guard.yaml')), [
      'a.tf:3 guard-off warn',
      'b.tf:3 guard-off warn',
    ]);
  });

  it('judges by the roles of each commit’s author', async () => {
    repo.stage('infra/c.sh', ['make teardown']);
    repo.git('-c', 'user.email=ana@example.com', 'commit', '-qm', 'fourth');
    assert.deepEqual(found(await replay('HEAD~..')), ['infra/c.sh:1 no-teardown approve']);
  });

  it('says what modules say of AI only where asked to take all for AI’s', async () => {
    const all = await replay('HEAD~2..', '--as-ai');
    assert.ok(found(all).includes('infra/a.sh:3 module/infra approve'), found(all).join('\n'));
  });

  it('takes a policy that is yet to come', async () => {
    repo.write('next.yaml', POLICY.replace('make teardown', 'make test'));
    assert.deepEqual(found(await replay('HEAD', '--policy', 'next.yaml')), [
      'infra/a.sh:3 no-teardown block',
    ]);
  });

  it('prints commits with their findings, and sums', async () => {
    const { code, out } = await parapet(repo.path, ['policy', 'replay', 'HEAD']);
    assert.equal(code, 0);
    assert.match(
      out,
      /^[0-9a-f]{10} {2}\d{4}-\d\d-\d\d {2}first\n {2}block {4}infra\/a\.sh:1 {2}Teardown \(no-teardown\)\n/,
    );
    assert.match(out, /\n2 findings in 3 commits, 3 changed files\n$/);
  });

  it('refuses a range that git does not know, and options in its place', async () => {
    for (const range of ['nothing..HEAD', '--output=x']) {
      const { code, err } = await parapet(repo.path, ['policy', 'replay', '--', range]);
      assert.equal(code, 2);
      assert.match(err, /git knows no range/);
    }
  });
});
