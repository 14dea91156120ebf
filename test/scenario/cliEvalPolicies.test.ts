import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { Folder } from '../unit/node/folder';
import { actionsOf, judgeAll } from './evalRun';
import { fromJsonLines, gitInit, jsonLines, parapet } from './parapet';

/** A policy with one rule, which finds the word that is its name. */
const finds = (word: string, action: string, more = ''): string => `version: 1
rules:
  - { id: ${word}, title: The word ${word}, severity: high, match: { any: ['\\b${word}\\b'] }, action: ${action} }
${more}`;

const DESTROY = 'terraform destroy -auto-approve\n';

describe('the policies that parapet eval judges by', () => {
  const folder = new Folder();
  beforeEach(() => gitInit(folder.path));

  it('are the recommended rules where there is no policy', async () => {
    assert.deepEqual(await actionsOf(folder.path, [{ path: 'a.sh', insert: DESTROY }]), ['warn']);
  });

  it('are no rules but its own where a policy extends none', async () => {
    folder.write('.parapet.yaml', finds('alpha', 'block'));
    const edits = [
      { path: 'a.sh', insert: DESTROY },
      { path: 'a.sh', insert: 'alpha' },
    ];
    assert.deepEqual(await actionsOf(folder.path, edits), ['allow', 'block']);
  });

  it('are all from the file up to the top level, and the strictest verdict wins', async () => {
    folder.write('.parapet.yaml', finds('alpha', 'approve'));
    folder.write(
      'services/.parapet.yaml',
      finds(
        'beta',
        'block',
        "adjust: []\nmodules: [{ name: m, paths: ['pay/**'], criticality: critical }]\n",
      ),
    );
    folder.write('services/pay/.parapet.yaml', finds('alpha', 'warn'));
    const [both, above, outside, risk] = await judgeAll(folder.path, [
      { path: 'services/pay/a.sh', insert: 'alpha beta' },
      { path: 'services/pay/a.sh', insert: 'alpha' },
      { path: 'other/a.sh', insert: 'alpha beta' },
      { path: 'services/web/a.sh', insert: 'beta' },
    ]);
    assert.equal(both?.action, 'block');
    assert.equal(above?.action, 'approve');
    assert.equal(outside?.action, 'approve');
    assert.deepEqual(
      outside?.findings.map(({ rule }) => rule),
      ['alpha'],
    );
    // Paths count from the policy's own folder: services/web is in no module, services/pay in a critical one.
    assert.ok((risk?.risk.score ?? 100) < (both?.risk.score ?? 0));
  });

  it('stop at the top level of the repository', async () => {
    folder.write('.parapet.yaml', finds('alpha', 'block'));
    mkdirSync(folder.at('inner'));
    gitInit(folder.at('inner'));
    folder.write('inner/.parapet.yaml', finds('beta', 'warn'));
    const edits = [{ path: 'a.sh', insert: 'alpha beta' }];
    assert.deepEqual(await actionsOf(folder.at('inner'), edits), ['warn']);
  });

  it('are the same from a subfolder, and so are the paths', async () => {
    folder.write(
      '.parapet.yaml',
      finds('alpha', 'block').replace('match:', "where: { paths: ['infra/**'] }, match:"),
    );
    mkdirSync(folder.at('infra/deep'), { recursive: true });
    const edits = [
      { path: 'infra/a.sh', insert: 'alpha' },
      { path: 'a.sh', insert: 'alpha' },
    ];
    assert.deepEqual(await actionsOf(folder.at('infra/deep'), edits), ['block', 'allow']);
  });

  it('with --root count from that folder, relative to where one stands', async () => {
    folder.write(
      '.parapet.yaml',
      finds('alpha', 'block').replace('match:', "where: { paths: ['infra/**'] }, match:"),
    );
    mkdirSync(folder.at('infra/deep'), { recursive: true });
    const edits = [{ path: 'a.sh', insert: 'alpha' }];
    assert.deepEqual(await actionsOf(folder.path, edits, ['--root', 'infra']), ['block']);
    assert.deepEqual(await actionsOf(folder.at('infra/deep'), edits, ['--root', '..']), ['block']);
    assert.deepEqual(await actionsOf(folder.at('infra/deep'), edits, [`--root=${folder.path}`]), ['allow']);
  });

  it('with --policy are that file alone', async () => {
    folder.write('.parapet.yaml', finds('alpha', 'block'));
    folder.write('sub/.parapet.yaml', finds('alpha', 'block'));
    folder.write(
      'other/mine.yaml',
      finds('beta', 'approve').replace('match:', "where: { paths: ['sub/**'] }, match:"),
    );
    const edits = [
      { path: 'sub/a.sh', insert: 'alpha' },
      { path: 'sub/a.sh', insert: 'beta' },
      { path: 'a.sh', insert: `beta; ${DESTROY}` },
    ];
    const expected = ['allow', 'approve', 'allow'];
    assert.deepEqual(await actionsOf(folder.path, edits, ['--policy', 'other/mine.yaml']), expected);
    // The policy's own path counts from where one stands, the edits' from the top.
    assert.deepEqual(await actionsOf(folder.at('other'), edits, ['--policy', 'mine.yaml']), expected);
  });

  it('with --policy and --root need no repository', async () => {
    const elsewhere = folder.write('elsewhere/p.yaml', finds('beta', 'block'));
    mkdirSync(folder.at('root'));
    const edits = [{ path: 'a.sh', insert: 'beta' }];
    assert.deepEqual(await actionsOf(folder.path, edits, ['--policy', elsewhere, '--root', 'root']), [
      'block',
    ]);
  });

  it('when invalid are named on stderr with file, line and column, the recommended rules hold, and it exits 2', async () => {
    folder.write('.parapet.yaml', 'version: 1\nruled: []\n');
    const input = jsonLines([
      { path: 'a.sh', insert: DESTROY },
      { path: 'a.sh', insert: 'ls' },
    ]);
    const { code, out, err } = await parapet(folder.path, ['eval'], { input });
    assert.equal(code, 2);
    assert.match(err, /^\.parapet\.yaml:2:1: error: .*“ruled”.*\n$/);
    assert.deepEqual(
      fromJsonLines<{ action: string }>(out).map(({ action }) => action),
      ['warn', 'allow'],
    );
  });

  it('when invalid are named as they are called from where one stands', async () => {
    folder.write('.parapet.yaml', 'version: 1\nruled: []\n');
    mkdirSync(folder.at('sub'));
    const { err } = await parapet(folder.at('sub'), ['eval'], {
      input: jsonLines([{ path: 'a', insert: 'a' }]),
    });
    assert.match(err, /^\.\.[\\/]\.parapet\.yaml:2:1: error: /);
  });

  it('given with --policy and invalid judge nothing: exit 2, with the place of the mistake', async () => {
    const file = folder.write('p.yaml', 'version: 1\nrules:\n  - { id: Bad }\n');
    const input = jsonLines([{ path: 'a.sh', insert: DESTROY }]);
    const { code, out, err } = await parapet(folder.path, ['eval', '--policy', 'p.yaml'], { input });
    assert.deepEqual([code, out], [2, '']);
    assert.ok(err.startsWith(`${file}:3:`), err);
    assert.match(err, /not valid\n {2}\S/);
  });
});
