import assert from 'node:assert/strict';
import { rmSync, symlinkSync } from 'node:fs';
import * as fc from 'fast-check';
import { proposePolicy } from '../../../src/node/initPolicy';
import { PolicyLoader } from '../../../src/node/policyFiles';
import { parsePolicy } from '../../../src/policy/parse';
import { formatProblem } from '../../../src/policy/problem';
import { Folder } from './folder';
import { randomTimeoutMs, runs } from '../randomRuns';

const MANIFEST = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n';

describe('a proposed policy', () => {
  const folder = new Folder();

  const modules = async (): Promise<Record<string, string[]>> => {
    const { spec, problems } = parsePolicy(await proposePolicy(folder.path), '.parapet.yaml');
    assert.deepEqual(problems, []);
    return Object.fromEntries(
      (spec?.modules ?? []).map(({ name, criticality, paths }) => [`${name} ${criticality}`, [...paths]]),
    );
  };

  /** What loading says of a text as this folder's policy. */
  async function complaints(text: string): Promise<string[]> {
    folder.git();
    folder.write('.parapet.yaml', text);
    const { problems } = await new PolicyLoader({ now: () => new Date('2026-11-21') }).forPath(
      folder.at('x'),
    );
    return problems.map(formatProblem);
  }

  it('extends the recommended rules, and in an empty folder nothing else', async () => {
    const text = await proposePolicy(folder.path);
    assert.deepEqual(parsePolicy(text, 'p').spec, { version: 1, extends: ['recommended'] });
    assert.deepEqual(await complaints(text), []);
  });

  it('is a proposal for a folder that is not there, too', async () => {
    assert.match(await proposePolicy(folder.at('nowhere')), /^version: 1$/m);
  });

  it('stays valid when its examples are uncommented, which work', async () => {
    const uncommented = (await proposePolicy(folder.path))
      .split('\n')
      .map((line) =>
        line.replace(/^# ((?: *- | {2,}|[a-z]+:).*)$/, (_, rest: string) =>
          /^[a-z]+: ./.test(rest) ? `# ${rest}` : rest,
        ),
      )
      .join('\n');
    const { spec } = parsePolicy(uncommented, 'p');
    assert.deepEqual(Object.keys(spec ?? {}), ['version', 'extends', 'modules', 'roles', 'rules', 'adjust']);
    assert.deepEqual(await complaints(uncommented), []);
  });

  it('makes modules of what it finds', async () => {
    folder.write('infra/main.tf');
    folder.write('infra/modules/vpc/main.tf');
    folder.write('infra/README.md');
    folder.write('main.tf');
    folder.write('deploy/base/app.yaml', MANIFEST);
    folder.write('deploy/prod/app.yaml', MANIFEST);
    folder.write('charts/app/Chart.yaml', 'name: app');
    folder.write('db/migrations/001_init.sql');
    folder.write('app/models.py');
    folder.write('app/views.py');
    folder.write('app/schema.prisma');
    folder.write('.github/workflows/ci.yml');
    folder.write('.github/CODEOWNERS');
    folder.write('.gitlab-ci.yml');
    folder.write('app/Dockerfile');
    folder.write('docs/values.yaml', 'a: 1');
    assert.deepEqual(await modules(), {
      'infrastructure critical': ['*.tf', 'infra/**'],
      'production critical': ['deploy/prod/**'],
      'deployment high': ['charts/**', 'deploy/base/**'],
      'database high': ['app/schema.prisma', 'db/**'],
      'pipelines high': ['.github/workflows/**', '.gitlab-ci.yml'],
      'containers high': ['app/Dockerfile*'],
    });
  });

  it('leaves alone what others wrote, what tools made, and what is there to be tried', async () => {
    for (const aside of [
      'node_modules/a',
      'vendor/b',
      '.terraform/c',
      'tests/fixtures',
      'examples/x',
      'docs',
    ]) {
      folder.write(`${aside}/main.tf`);
    }
    assert.deepEqual(await modules(), {});
  });

  it('does not make a module of a folder for the sake of a few files in it', async () => {
    for (let i = 0; i < 5; i++) folder.write(`service/file${i}.ts`);
    folder.write('service/main.tf');
    folder.write('service/k8s.yaml', MANIFEST);
    assert.deepEqual(await modules(), {
      'infrastructure critical': ['service/*.tf'],
      'deployment high': ['service/k8s.yaml'],
    });
  });

  it('says in general what lies in too many places', async () => {
    for (let i = 0; i < 12; i++) {
      for (const other of ['a', 'b', 'c']) folder.write(`services/s${i}/${other}.ts`);
      folder.write(`services/s${i}/main.tf`);
    }
    assert.deepEqual((await modules())['infrastructure critical']?.[0], '**/*.{tf,tofu,tfvars,bicep}');
  });

  it('does not follow links, and looks only so far', async () => {
    folder.write('a/main.tf');
    symlinkSync('/', folder.at('root'));
    symlinkSync(folder.path, folder.at('a/again'));
    folder.write('1/2/3/4/5/6/main.tf');
    folder.write('b/2/3/4/5/6/7/main.tf');
    assert.deepEqual(await modules(), { 'infrastructure critical': ['1/**', 'a/**'] });
  });

  it('is valid whatever files and folders are called', async function () {
    if (process.platform === 'win32') return this.skip();
    this.timeout(randomTimeoutMs);
    const strange = fc.constantFrom(...'\'"`[]{}()*?!@+#&%:,|>-\\ \n\t\u0001\u2028é\u200b$a.');
    const name = fc
      .array(strange, { minLength: 1, maxLength: 8 })
      .map((parts) => parts.join(''))
      .filter((text) => text !== '.' && text !== '..');
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(name, { minLength: 1, maxLength: 3 }), name, async (folders, file) => {
        const base = `case${n++}`;
        folder.write([base, ...folders, `${file}.tf`].join('/'));
        folder.write([base, ...folders, `${file}.sql`].join('/'));
        const { spec, problems } = parsePolicy(await proposePolicy(folder.at(base)), 'p');
        assert.deepEqual(problems, []);
        const paths = spec?.modules?.flatMap((module) => module.paths) ?? [];
        assert.ok(paths.length > 0);
        // Thousands of them would be too many to be removed within the time of a hook.
        rmSync(folder.at(base), { recursive: true });
      }),
      runs(100),
    );
  });
});
