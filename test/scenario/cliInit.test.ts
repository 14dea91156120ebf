import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import type { PathExplanation } from '../../src/policy/explain';
import { Folder } from '../unit/node/folder';
import { gitInit, parapet } from './parapet';

const MANIFEST = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n';

describe('parapet init', () => {
  const folder = new Folder();
  beforeEach(() => gitInit(folder.path));

  const policy = (): string => readFileSync(folder.at('.parapet.yaml'), 'utf8');

  async function assertValid(): Promise<void> {
    assert.deepEqual(await parapet(folder.path, ['policy', 'validate']), {
      code: 0,
      out: 'valid  .parapet.yaml\n',
      err: '',
    });
  }

  it('writes a valid, commented policy, says where, and what to do next', async () => {
    const { code, out, err } = await parapet(folder.path, ['init']);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^Wrote \.parapet\.yaml\b[^]*parapet policy validate/);
    assert.match(policy(), /^version: 1$/m);
    assert.match(policy(), /^extends: \[recommended\]$/m);
    assert.match(policy(), /^# /m);
    await assertValid();
  });

  it('makes modules of what the repository holds, and the policy then holds for it', async () => {
    folder.write('infra/main.tf', 'resource "a" "b" {}\n');
    folder.write('deploy/app.yaml', MANIFEST);
    folder.write('db/migrations/0001_init.sql', 'SELECT 1;\n');
    folder.write('.github/workflows/ci.yml', 'on: push\n');
    folder.write('src/index.ts', 'export {};\n');
    assert.equal((await parapet(folder.path, ['init'])).code, 0);
    await assertValid();
    const criticality = async (path: string): Promise<string> => {
      const { out } = await parapet(folder.path, ['policy', 'explain', path, '--json']);
      return (JSON.parse(out) as PathExplanation).criticality;
    };
    assert.deepEqual(
      await Promise.all(
        [
          'infra/new.tf',
          'deploy/app.yaml',
          'db/migrations/0002.sql',
          '.github/workflows/ci.yml',
          'src/index.ts',
        ].map(criticality),
      ),
      ['critical', 'high', 'high', 'high', 'normal'],
    );
  });

  it('writes the policy whose commented examples are valid as well', async () => {
    await parapet(folder.path, ['init']);
    const uncommented = policy().replace(/^# (?=(?:modules|roles|rules|adjust):| {2})/gm, '');
    folder.write('.parapet.yaml', uncommented);
    assert.match(uncommented, /^rules:\n {2}- id:/m);
    await assertValid();
  });

  it('writes to the top level from a subfolder, and to --root where it is given', async () => {
    mkdirSync(folder.at('a/b'), { recursive: true });
    const { out } = await parapet(folder.at('a/b'), ['init']);
    assert.match(out.replaceAll('\\', '/'), /^Wrote \.\.\/\.\.\/\.parapet\.yaml/);
    assert.ok(existsSync(folder.at('.parapet.yaml')));
    await parapet(folder.at('a/b'), ['init', '--root', '..']);
    assert.ok(existsSync(folder.at('a/.parapet.yaml')));
  });

  it('never overwrites a file, nor what a link leads to', async () => {
    folder.write('.parapet.yaml', 'mine\n');
    const { code, out, err } = await parapet(folder.path, ['init']);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, /there already.*\n.*--print/);
    assert.equal(policy(), 'mine\n');
    mkdirSync(folder.at('linked'));
    symlinkSync(folder.at('not-there'), folder.at('linked/.parapet.yaml'));
    assert.equal((await parapet(folder.path, ['init', '--root', 'linked'])).code, 2);
    assert.ok(!existsSync(folder.at('not-there')));
  });

  it('with --print shows it and writes nothing, also where a policy is', async () => {
    const { code, out } = await parapet(folder.path, ['init', '--print']);
    assert.equal(code, 0);
    assert.match(out, /^version: 1$/m);
    assert.ok(!existsSync(folder.at('.parapet.yaml')));
    folder.write('.parapet.yaml', 'mine\n');
    assert.equal((await parapet(folder.path, ['init', '--print'])).out, out);
  });
});
