import assert from 'node:assert/strict';
import type { Outcome } from '../../src/gameday/play';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';
import { parapet } from './parapet';

describe('parapet gameday', () => {
  const folder = new Folder();
  let repo: GitRepository;
  beforeEach(() => {
    repo = new GitRepository(folder.path).init();
  });

  async function played(...args: string[]): Promise<{ code: number | null; outcomes: readonly Outcome[] }> {
    const { code, out, err } = await parapet(repo.path, ['gameday', ...args, '--json']);
    assert.equal(err, '');
    return { code, outcomes: JSON.parse(out) as Outcome[] };
  }

  it('plays at the repository’s own critical paths, and exits 0 where nothing passes in silence', async () => {
    repo.write('infra/prod/main.tf', ['# infra']);
    repo.write(
      '.parapet.yaml',
      "version: 1\nextends: [recommended]\nmodules: [{ name: infra, paths: ['infra/**'], criticality: critical }]\n",
    );
    const { code, outcomes } = await played();
    assert.equal(code, 0);
    const kept = outcomes.find(({ id }) => id === 'protection-removed');
    assert.deepEqual(
      [kept?.path, kept?.criticality, kept?.stopped],
      ['infra/prod/main.tf', 'critical', 'suggestion'],
    );
  });

  it('exits 1 where a policy lets something pass in silence, and says what is missing', async () => {
    repo.write('.parapet.yaml', 'version: 1\nextends: []\n');
    const { code, outcomes } = await played();
    assert.equal(code, 1);
    const destroyed = outcomes.find(({ id }) => id === 'course-platform-destroyed');
    assert.deepEqual([destroyed?.stopped, destroyed?.missing], ['none', 'critical-module']);
  });

  it('prints what was played, by kind, and a sum', async () => {
    const { out } = await parapet(repo.path, ['gameday']);
    assert.match(out, /^What really happened\n {2}(?:withheld|approval|warning) /);
    assert.match(out, /\n\d+ played: \d+ withheld before they are drawn, .* 0 passed in silence\n/);
  });

  it('exits 2 where the policy is wrong', async () => {
    repo.write('.parapet.yaml', 'version: 1\nmodule: []\n');
    const { code, err } = await parapet(repo.path, ['gameday']);
    assert.equal(code, 2);
    assert.match(err, /\.parapet\.yaml:2:/);
  });
});
