/** `hooks install`, `uninstall` and `status` beside everything that may be there already. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { Git } from '../../src/git/git';
import { putBackHooks } from '../../src/git/hooks/putBack';
import { findRepository } from '../../src/git/repository';
import { inRepository } from '../host/paths';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';
import { isGitSince } from './gits';
import { parapet } from './parapet';
import { snapshot } from './snapshot';

/** Since this version hooks stand in git's configuration where the folder is somebody else's, and no file matters to ours. */
const IN_CONFIGURATION = isGitSince(2, 54);

interface Status {
  readonly state: string;
  readonly hooks: readonly {
    readonly hook: string;
    readonly installed: boolean;
    readonly alongside: boolean;
  }[];
  readonly problems: readonly string[];
}

describe('parapet hooks', () => {
  const folder = new Folder();
  let repo: GitRepository;
  beforeEach(() => {
    repo = new GitRepository(folder.at('repo')).init();
  });

  function hook(file: string, content: string, mode = 0o755): void {
    repo.write(file, content);
    chmodSync(repo.at(file), mode);
  }

  /** What stands in a hook's file now; where git takes hooks from its configuration there may be none. */
  const readHook = (name: string): string =>
    existsSync(repo.at('.git/hooks', name)) ? repo.read(`.git/hooks/${name}`) : '#!/bin/sh\n';

  async function status(cwd = repo.path): Promise<Status> {
    const { out, code } = await parapet(cwd, ['hooks', 'status', '--json']);
    const result = JSON.parse(out) as Status;
    assert.equal(code, result.state === 'installed' ? 0 : 1);
    return result;
  }

  async function uninstall(): Promise<void> {
    const { code, err } = await parapet(repo.path, ['hooks', 'uninstall']);
    assert.deepEqual([code, err], [0, '']);
  }

  /** A commit of one tool's line. */
  async function commitToolLine(message: string): Promise<void> {
    repo.stage(`${message}.ts`, ['tool']);
    await repo.record({ path: `${message}.ts`, lines: '1' });
    repo.commit(message);
  }

  /** Installs, sees that commits are labelled, installs again, uninstalls, and all is as it was. */
  async function comesAndGoes(check: () => void = () => undefined): Promise<void> {
    const before = snapshot(repo.path);
    await repo.install();
    const installed = snapshot(repo.path);
    await repo.install();
    assert.deepEqual(snapshot(repo.path), installed, 'installing again changes nothing');
    assert.equal((await status()).state, 'installed');
    await uninstall();
    assert.deepEqual(snapshot(repo.path), before, 'uninstalling leaves no trace');
    await uninstall();
    await repo.install();
    await commitToolLine('Subject');
    assert.equal(repo.aiLines(), '1/1', repo.message());
    check();
  }

  describe('come and go', () => {
    it('where there are no hooks, and no folder for them', async () => {
      assert.equal((await status()).state, 'absent');
      await comesAndGoes();
    });

    it('where git put its samples', async () => {
      repo = new GitRepository(folder.at('samples'));
      new GitRepository(folder.path).git('init', '--quiet', repo.path);
      repo.git('config', 'user.name', 'Dev');
      repo.git('config', 'user.email', 'dev@example.com');
      await comesAndGoes();
    });

    for (const [what, content] of [
      ['a shell script that ends early', '#!/bin/sh\necho ran >>.git/ran\nexit 0\n'],
      ['a strict bash script', '#!/usr/bin/env bash\nset -euo pipefail\necho "ran $1 ${2-}" >>.git/ran'],
      ['a script without a first line', 'echo ran >>.git/ran\n'],
      ['a Perl script', '#!/usr/bin/env perl\nopen(my $f, ">>", ".git/ran"); print $f "ran\\n"; exit 0;\n'],
      ['a Node script', '#!/usr/bin/env node\nrequire("fs").appendFileSync(".git/ran", "ran\\n");'],
      [
        'a program that goes by its name',
        '#!/usr/bin/env perl\nuse File::Basename;\nbasename($0) =~ /^(commit-msg|prepare-commit-msg)$/ or die $0;\nopen(my $f, ">>", ".git/ran"); print $f "ran\\n";\n',
      ],
      [
        'a shell script that is read by two',
        '#!/bin/sh\neval \'exec perl -x -wS "$0" ${1+"$@"}\'\n  if 0;\n#!perl\nopen(my $f, ">>", ".git/ran"); print $f "ran\\n";\n',
      ],
    ] as const) {
      it(`beside ${what}`, async () => {
        hook('.git/hooks/prepare-commit-msg', content, 0o750);
        hook('.git/hooks/commit-msg', content, 0o711);
        await comesAndGoes(() => assert.match(repo.read('.git/ran'), /ran[^]*ran/));
        const beside = (await status()).hooks.filter(({ alongside }) => alongside);
        assert.deepEqual(
          beside.map((one) => one.hook),
          ['prepare-commit-msg', 'commit-msg'],
        );
      });
    }

    it('and let a hook beside them stop a commit', async () => {
      hook('.git/hooks/commit-msg', '#!/usr/bin/env perl\nexit 3;\n');
      await repo.install();
      repo.stage('a.ts', ['x']);
      assert.notEqual(repo.try(['commit', '-m', 'Stopped']).code, 0);
      hook('.git/hooks/prepare-commit-msg', `${readHook('prepare-commit-msg')}exit 1\n`);
      assert.notEqual(repo.try(['commit', '-m', 'Stopped', '--no-verify']).code, 0);
    });

    it('in front of a hook that is switched off, and leave it off', async () => {
      hook('.git/hooks/commit-msg', '#!/bin/sh\necho ran >>.git/ran\n', 0o644);
      await comesAndGoes(() => assert.ok(!existsSync(repo.at('.git/ran'))));
    });

    it('in front of a link to a script in the work tree, and leave both alone', async () => {
      hook('tools/hook.sh', '#!/bin/sh\necho ran >>.git/ran\n');
      repo.write('.git/hooks/.keep', '');
      symlinkSync('../../tools/hook.sh', repo.at('.git/hooks/commit-msg'));
      await comesAndGoes(() => assert.match(repo.read('.git/ran'), /ran/));
      assert.equal(repo.read('tools/hook.sh'), '#!/bin/sh\necho ran >>.git/ran\n');
    });

    it('beside the hooks of pre-commit and lefthook, which know theirs again', async () => {
      const preCommit =
        '#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\n# ID: 138fd403232d2ddd5efb44317e38bf03\nARGS=(hook-impl)\nHERE="$(cd "$(dirname "$0")" && pwd)"\necho "ran $HERE" >>.git/ran\nexec true "${ARGS[@]}"\n';
      const lefthook =
        '#!/bin/sh\n\nif [ "$LEFTHOOK" = "0" ]; then\n  exit 0\nfi\n\ncall_lefthook()\n{\n  echo "ran $*" >>.git/ran\n}\n\ncall_lefthook run "prepare-commit-msg" "$@"\n';
      hook('.git/hooks/commit-msg', preCommit);
      hook('.git/hooks/prepare-commit-msg', lefthook);
      await comesAndGoes(() =>
        assert.match(repo.read('.git/ran'), /ran run prepare-commit-msg[^]*ran .*hooks/),
      );
      if (!IN_CONFIGURATION) assert.match(readHook('commit-msg'), /^#!.*bash\n# >>> parapet[^]*ID: 138fd/);
    });
  });

  /** As the editor does, when something is accepted. */
  async function putBack(): Promise<boolean> {
    const here = new Git({ folder: repo.path, env: process.env });
    const found = await findRepository(here);
    assert.ok(found.kind === 'found');
    const script = inRepository('dist', 'hook.js');
    return putBackHooks(here, found.repository, { kind: 'node', program: process.execPath, script });
  }

  describe('where another program writes its hooks later', () => {
    it('are put back beside husky’s, which come anew with every install of packages', async () => {
      await repo.install();
      const husky = (): void => {
        repo.git('config', 'core.hooksPath', '.husky/_');
        repo.write('.husky/_/.gitignore', '*');
        hook('.husky/_/h', '#!/usr/bin/env sh\n');
        const all = ['commit-msg', 'prepare-commit-msg', 'post-commit', 'post-merge', 'post-rewrite'];
        for (const name of [...all, 'post-applypatch'])
          hook(`.husky/_/${name}`, '#!/usr/bin/env sh\n. "$(dirname "$0")/h"');
      };
      husky();
      const before = snapshot(repo.at('.husky'));
      for (let i = 0; i < 2; i++) {
        const isGone = i === 0 || !IN_CONFIGURATION;
        assert.equal((await status()).state, isGone ? 'absent' : 'installed');
        assert.equal(await putBack(), isGone);
        assert.equal((await status()).state, 'installed');
        assert.equal(await putBack(), false);
        await commitToolLine(`After${i}`);
        assert.equal(repo.aiLines(), '1/1');
        husky();
      }
      await uninstall();
      assert.deepEqual(snapshot(repo.at('.husky')), before);
      assert.equal(await putBack(), false);
    });

    it('are put back beside lefthook’s, and leave nothing in what it kept of them', async () => {
      const lefthook =
        '#!/bin/sh\n\ncall_lefthook()\n{\n  echo "ran $*" >>.git/ran\n}\n\ncall_lefthook run "post-commit" "$@"\n';
      await repo.install();
      renameSync(repo.at('.git/hooks/post-commit'), repo.at('.git/hooks/post-commit.old'));
      hook('.git/hooks/post-commit', lefthook);
      assert.equal((await status()).state, 'partly');
      assert.equal(await putBack(), true);
      assert.equal((await status()).state, 'installed');
      await commitToolLine('Subject');
      assert.match(repo.read('.git/ran'), /ran run post-commit/);
      await uninstall();
      assert.deepEqual(snapshot(repo.at('.git/hooks')), { 'post-commit': `755 ${lefthook}` });
    });

    it('run once where pre-commit runs what it found, and go from there', async () => {
      const preCommit =
        '#!/bin/sh\n# File generated by pre-commit: https://pre-commit.com\n[ ! -x "$0.legacy" ] || "$0.legacy" "$@"\n';
      await repo.install();
      for (const name of ['prepare-commit-msg', 'post-commit']) {
        renameSync(repo.at('.git/hooks', name), repo.at('.git/hooks', `${name}.legacy`));
        hook(`.git/hooks/${name}`, preCommit);
      }
      const { state, hooks } = await status();
      assert.equal(state, 'installed');
      assert.equal(hooks[0]?.alongside, true);
      const before = snapshot(repo.at('.git/hooks'));
      await repo.install();
      assert.deepEqual(snapshot(repo.at('.git/hooks')), before);
      await commitToolLine('Subject');
      assert.equal(repo.aiLines(), '1/1');
      await uninstall();
      assert.deepEqual(snapshot(repo.at('.git/hooks')), {
        'post-commit': `755 ${preCommit}`,
        'prepare-commit-msg': `755 ${preCommit}`,
      });
    });

    it('stay away where a person took them out', async () => {
      await repo.install();
      rmSync(repo.at('.git/hooks/post-commit'));
      assert.equal(await putBack(), false);
      assert.equal((await status()).state, 'partly');
    });
  });

  describe('where core.hooksPath is set', () => {
    it('go in front of a folder under version control, and every hook in it runs', async () => {
      hook(
        '.githooks/commit-msg',
        '#!/bin/sh\necho "commit-msg $0" >>"$(git rev-parse --git-common-dir)/ran"\n',
      );
      hook('.githooks/pre-push', '#!/bin/sh\ncat >>.git/ran\n');
      hook('.githooks/pre-commit', '#!/bin/sh\n[ ! -e refuse ]\n');
      hook('.githooks/post-commit', '#!/bin/sh\necho off >>.git/ran\n', 0o644);
      repo.git('add', '.githooks');
      repo.commit('Hooks');
      repo.git('config', 'core.hooksPath', '.githooks');
      await comesAndGoes(() => {
        assert.equal(repo.read('.git/ran'), 'commit-msg .githooks/commit-msg\n');
        assert.equal(repo.git('status', '--porcelain'), '');
      });
      repo.write('refuse', '');
      assert.notEqual(repo.try(['commit', '--allow-empty', '-m', 'x']).code, 0);
      rmSync(repo.at('refuse'));
      repo.git('init', '--quiet', '--bare', folder.at('remote'));
      repo.git('push', '--quiet', folder.at('remote'), 'main');
      assert.match(repo.read('.git/ran'), /refs\/heads\/main [0-9a-f]{40,64} refs\/heads\/main/);
      repo.git('worktree', 'add', '--quiet', folder.at('linked'), '-b', 'linked');
      new GitRepository(folder.at('linked')).commit('In another', '--allow-empty');
      await uninstall();
      assert.equal(repo.git('config', '--local', 'core.hooksPath'), '.githooks\n');
    });

    it('give the setting back though the configuration was changed since', async () => {
      repo.git('config', 'core.hooksPath', '.githooks');
      hook('.githooks/commit-msg', '#!/bin/sh\n');
      await repo.install();
      repo.git('config', 'remote.origin.url', 'https://example.com/x.git');
      await uninstall();
      assert.equal(repo.git('config', '--local', 'core.hooksPath'), '.githooks\n');
      assert.equal(repo.git('config', 'remote.origin.url'), 'https://example.com/x.git\n');
    });

    it('go into a folder that is not under version control, as husky’s', async () => {
      repo.git('config', 'core.hooksPath', '.husky/_');
      repo.write('.husky/_/.gitignore', '*');
      hook(
        '.husky/_/h',
        '#!/usr/bin/env sh\nn=$(basename "$0")\n[ ! -f ".husky/$n" ] || sh -e ".husky/$n" "$@"\n',
      );
      for (const name of ['commit-msg', 'prepare-commit-msg']) {
        hook(`.husky/_/${name}`, '#!/usr/bin/env sh\n. "$(dirname "$0")/h"');
      }
      repo.write('.husky/commit-msg', 'echo "husky $1" >>.git/ran\n');
      await comesAndGoes(() => assert.equal(repo.read('.git/ran'), 'husky .git/COMMIT_EDITMSG\n'));
      assert.equal(repo.git('config', 'core.hooksPath'), '.husky/_\n');
    });

    for (const nowhere of ['/dev/null', '', '.not/there']) {
      it(`come and go where that is how people do without hooks: ‘${nowhere}’`, async () => {
        repo.git('config', 'core.hooksPath', nowhere);
        await comesAndGoes();
        await uninstall();
        assert.equal(repo.git('config', 'core.hooksPath'), `${nowhere}\n`);
      });
    }

    it('leave the configuration to those it is shared with', async () => {
      repo.git('config', 'core.hooksPath', '.githooks');
      chmodSync(repo.at('.git/config'), 0o664);
      await comesAndGoes();
    });

    it('go in front of a folder that serves all repositories, for this one alone', async () => {
      const shared = folder.at('shared');
      folder.write('shared/commit-msg', '#!/bin/sh\necho "shared $0" >>.git/ran\n');
      chmodSync(path.join(shared, 'commit-msg'), 0o755);
      const config = folder.write('.gitconfig', `[core]\n\thooksPath = ${shared}\n`);
      // As git before 2.32 finds it, too.
      const env = { HOME: folder.path, GIT_CONFIG_GLOBAL: undefined };
      const before = snapshot(folder.path);
      assert.equal((await parapet(repo.path, ['hooks', 'install'], { env })).code, 0);
      repo.stage('a.ts', ['tool']);
      await repo.record({ path: 'a.ts', lines: '1' });
      assert.equal(repo.try(['commit', '-m', 'Subject'], { env }).code, 0);
      assert.equal(repo.aiLines(), '1/1');
      assert.equal(repo.read('.git/ran'), `shared ${shared}/commit-msg\n`);
      assert.equal((await parapet(repo.path, ['hooks', 'uninstall'], { env })).code, 0);
      assert.equal(repo.read('.git/config'), before['repo/.git/config']?.slice(4));
      assert.equal(readFileSync(config, 'utf8'), `[core]\n\thooksPath = ${shared}\n`);
    });

    it('say so when it was changed since, and mend that', async () => {
      await repo.install();
      repo.git('config', 'core.hooksPath', '.githooks');
      const { state, problems } = await status();
      assert.equal(state, 'absent');
      assert.match(problems.join(), /core\.hooksPath was changed/);
      await repo.install();
      assert.equal((await status()).state, 'installed');
      await uninstall();
      assert.equal(repo.git('config', 'core.hooksPath'), '.githooks\n');
      assert.ok(!existsSync(repo.at('.git/hooks')));
    });

    it('hold for one work tree where it is set for that one', async () => {
      repo.commit('First', '--allow-empty');
      repo.git('config', 'extensions.worktreeConfig', 'true');
      repo.git('worktree', 'add', '--quiet', folder.at('linked'), '-b', 'linked');
      const linked = new GitRepository(folder.at('linked'));
      linked.git('config', '--worktree', 'core.hooksPath', 'hooks');
      const before = snapshot(folder.path);
      await linked.install();
      linked.stage('a.ts', ['tool']);
      await linked.record({ path: 'a.ts', lines: '1' });
      linked.commit('Second');
      assert.equal(linked.aiLines(), '1/1');
      if (!IN_CONFIGURATION) assert.equal((await status()).state, 'absent');
      assert.equal((await parapet(linked.path, ['hooks', 'uninstall'])).code, 0);
      const worktreeConfig = 'repo/.git/worktrees/linked/config.worktree';
      assert.equal(snapshot(folder.path)[worktreeConfig], before[worktreeConfig]);
    });
  });

  it('keep what was written into their files since', async () => {
    hook('.git/hooks/commit-msg', '#!/bin/sh\necho before\n');
    await repo.install();
    repo.write('.git/hooks/commit-msg', `${repo.read('.git/hooks/commit-msg')}echo after\n`);
    repo.write('.git/hooks/prepare-commit-msg', `${repo.read('.git/hooks/prepare-commit-msg')}echo added\n`);
    await uninstall();
    assert.equal(repo.read('.git/hooks/commit-msg'), '#!/bin/sh\necho before\necho after\n');
    assert.equal(repo.read('.git/hooks/prepare-commit-msg'), '#!/bin/sh\necho added\n');
  });

  it('follow a repository that is moved', async () => {
    await repo.install();
    await commitToolLine('First');
    const moved = new GitRepository(folder.at('moved here, it’s "new"'));
    renameSync(repo.path, moved.path);
    moved.stage('b.ts', ['tool']);
    await moved.record({ path: 'b.ts', lines: '1' });
    moved.commit('Second');
    assert.equal(moved.aiLines(), '1/1');
    await moved.install();
    moved.stage('c.ts', ['tool']);
    await moved.record({ path: 'c.ts', lines: '1' });
    moved.commit('Third');
    assert.equal(moved.aiLines(), '1/1');
  });

  it('are one for all work trees, and a submodule’s own', async () => {
    const library = new GitRepository(folder.at('library')).init();
    library.commit('Library', '--allow-empty');
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.path, 'lib');
    repo.commit('First');
    repo.git('worktree', 'add', '--quiet', folder.at('linked'), '-b', 'linked');
    const linked = new GitRepository(folder.at('linked'));
    await linked.install();
    assert.equal((await status()).state, 'installed');
    assert.equal((await status(repo.at('lib'))).state, 'absent');
    const submodule = new GitRepository(repo.at('lib'));
    submodule.git('config', 'user.email', 'dev@example.com');
    submodule.git('config', 'user.name', 'Dev');
    await submodule.install();
    submodule.stage('a.ts', ['tool']);
    await submodule.record({ path: 'a.ts', lines: '1' });
    submodule.commit('In the submodule');
    assert.equal(submodule.aiLines(), '1/1');
    assert.ok(existsSync(repo.at('.git/modules/lib/parapet/launch.sh')));
  });

  it('refuse where nothing is committed', async () => {
    repo.git('init', '--quiet', '--bare', folder.at('bare'));
    const { code, err } = await parapet(folder.at('bare'), ['hooks', 'install']);
    assert.equal(code, 2);
    assert.match(err, /no work tree/);
  });

  it('touch no file but git’s own, whatever a state left in the repository says', async () => {
    await repo.install();
    const victim = folder.write('victim', 'precious\n');
    const after = createHash('sha256').update('precious\n').digest('hex');
    const state = { version: 1, createdFolders: [folder.path], config: { file: victim, before: '', after } };
    repo.write('.git/parapet/hooks.json', JSON.stringify(state));
    await uninstall();
    assert.equal(readFileSync(victim, 'utf8'), 'precious\n');
  });
});
