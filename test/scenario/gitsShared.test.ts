/** One repository that several versions of git work in: a host's and a container's, or one that a program brings along. */
import assert from 'node:assert/strict';
import { chmodSync, readFileSync } from 'node:fs';
import { Git } from '../../src/git/git';
import { putBackHooks } from '../../src/git/hooks/putBack';
import { findRepository } from '../../src/git/repository';
import { inRepository } from '../host/paths';
import { Folder } from '../unit/node/folder';
import { snapshot } from './snapshot';
import { GitRepository } from './gitRepository';
import { gitBefore, gitSince, needsGit, type GitVersion } from './gits';
import { parapet } from './parapet';

describe('hooks in a repository that several versions of git share', () => {
  const folder = new Folder();
  let repo: GitRepository;
  let older: GitVersion;
  /** One that finds hooks in its configuration. */
  let newer: GitVersion;

  before(function () {
    const [one, two] = [gitBefore(2, 54), gitSince(2, 54)];
    const isThere = one !== undefined && two !== undefined;
    needsGit(this, 'a git before 2.54 and one since, which PARAPET_TEST_GITS may name', isThere);
    if (one && two) [older, newer] = [one, two];
  });
  beforeEach(() => {
    repo = new GitRepository(folder.at('repo')).init();
  });

  const run = async ({ env }: GitVersion, ...args: string[]): Promise<string> => {
    const { out, err } = await parapet(repo.path, args, { env });
    assert.equal(err, '');
    return out;
  };
  const status = async (by: GitVersion): Promise<{ readonly state: string; readonly problems: string[] }> =>
    JSON.parse(await run(by, 'hooks', 'status', '--json')) as { state: string; problems: string[] };

  /** How often the launcher got as far as starting a program, by hook. */
  function countRuns(): void {
    const lines = repo.read('.git/parapet/runtimes').split('\n');
    const [, program = '', script = ''] = lines[0]?.split('\t') ?? [];
    const counting = folder.write(
      'counting.sh',
      `#!/bin/sh\necho "$3" >>'${folder.at('runs')}'\nexec '${program}' "$@"\n`,
    );
    chmodSync(counting, 0o755);
    repo.write('.git/parapet/runtimes', `node\t${counting}\t${script}\n`);
  }

  const runs = (): string[] => readFileSync(folder.at('runs'), 'utf8').split('\n').slice(0, -1);

  let commits = 0;
  /** A commit of one tool's line, for which each hook runs once. */
  async function commitsOnce({ env, version }: GitVersion): Promise<void> {
    const file = `file${commits++}.ts`;
    repo.stage(file, ['tool']);
    await repo.record({ path: file, lines: '1' });
    folder.write('runs', '');
    const { code, err } = repo.try(['commit', '--quiet', '-m', file], { env });
    assert.deepEqual([code, err], [0, ''], version.join('.'));
    assert.equal(repo.aiLines(), '1/1', version.join('.'));
    assert.deepEqual(runs(), ['prepare-commit-msg', 'post-commit'], version.join('.'));
  }

  const lefthook = '#!/bin/sh\n\ncall_lefthook()\n{\n  :\n}\n\ncall_lefthook run "post-commit" "$@"\n';

  /** What installing may change. */
  const isSetting = (file: string): boolean => /^(?:config|hooks)(?:\/|$)/.test(file);

  const PLACES: readonly (readonly [string, () => void])[] = [
    ['where there are no others', () => undefined],
    [
      'beside those of husky',
      () => {
        repo.git('config', 'core.hooksPath', '.husky/_');
        repo.write('.husky/_/.gitignore', '*');
        for (const name of ['post-commit', 'commit-msg']) {
          repo.write(`.husky/_/${name}`, '#!/usr/bin/env sh\n:\n');
          chmodSync(repo.at('.husky/_', name), 0o755);
        }
      },
    ],
    [
      'beside those of lefthook',
      () => {
        repo.write('.git/hooks/post-commit', lefthook);
        chmodSync(repo.at('.git/hooks/post-commit'), 0o755);
      },
    ],
    [
      'beside a folder under version control',
      () => {
        repo.write('.githooks/commit-msg', '#!/bin/sh\n:\n');
        chmodSync(repo.at('.githooks/commit-msg'), 0o755);
        repo.git('add', '.githooks');
        repo.commit('Hooks');
        repo.git('config', 'core.hooksPath', '.githooks');
      },
    ],
  ];
  for (const [what, prepare] of PLACES) {
    it(`run once for each, whichever installed them, ${what}, and go without a trace`, async () => {
      for (const order of [
        [older, newer],
        [newer, older],
      ] as const) {
        prepare();
        const before = snapshot(repo.at('.git'), isSetting);
        for (const by of order) {
          await run(by, 'hooks', 'install');
          countRuns();
          assert.equal((await status(by)).state, 'installed');
          await commitsOnce(by);
        }
        for (const by of order) await commitsOnce(by);
        assert.equal((await status(order[0])).state, 'installed');
        await run(order[0], 'hooks', 'uninstall');
        assert.deepEqual(snapshot(repo.at('.git'), isSetting), before);
        repo = new GitRepository(folder.at(`again${commits}`)).init();
      }
    });
  }

  it('run where the older alone installed them', async () => {
    await run(older, 'hooks', 'install');
    countRuns();
    assert.equal((await status(newer)).state, 'installed');
    await commitsOnce(newer);
    await commitsOnce(older);
  });

  it('run in the older where the newer alone installed them, and there are no others', async () => {
    await run(newer, 'hooks', 'install');
    countRuns();
    assert.equal((await status(older)).state, 'installed');
    await commitsOnce(older);
    await commitsOnce(newer);
  });

  it('are put where the older one looks too, and it says so before', async () => {
    repo.git('config', 'core.hooksPath', '.githooks');
    await run(newer, 'hooks', 'install');
    const { state, problems } = await status(older);
    assert.equal(state, 'absent');
    assert.match(problems.join(), /2\.54.*older/);
    const here = new Git({ folder: repo.path, env: { ...process.env, ...older.env } });
    const found = await findRepository(here);
    assert.ok(found.kind === 'found');
    const runtime = {
      kind: 'node',
      program: process.execPath,
      script: inRepository('dist', 'hook.js'),
    } as const;
    assert.equal(await putBackHooks(here, found.repository, runtime), true);
    assert.equal(await putBackHooks(here, found.repository, runtime), false);
    countRuns();
    await commitsOnce(older);
    await commitsOnce(newer);
    await run(newer, 'hooks', 'uninstall');
    assert.equal(repo.git('config', '--local', 'core.hooksPath'), '.githooks\n');
  });

  it('run in the newer after another program put its own in their place', async () => {
    await run(newer, 'hooks', 'install');
    await run(newer, 'hooks', 'install');
    repo.git('config', 'core.hooksPath', '.husky/_');
    repo.write('.husky/_/post-commit', '#!/bin/sh\n:\n');
    await run(newer, 'hooks', 'install');
    repo.git('config', 'core.hooksPath', '.elsewhere');
    countRuns();
    await commitsOnce(newer);
  });
});
