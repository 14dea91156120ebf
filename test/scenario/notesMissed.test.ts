/** What a hook was kept from doing, the next one does. */
import assert from 'node:assert/strict';
import { chmodSync, utimesSync } from 'node:fs';
import { hasReftable } from '../../src/git/refStorage';
import { Folder } from '../unit/node/folder';
import { isGitSince, needsGit } from './gits';
import { lastMove } from './lastMove';
import { environment, parapet } from './parapet';
import { TellingRepository } from './tellingLines';

/** Commits made anew all at once, as git-history(1) and git-replay(1) do it, without hooks. */
describe('commits that git makes anew by itself', () => {
  const folder = new Folder();
  let repo: TellingRepository;
  beforeEach(async () => {
    repo = new TellingRepository(folder.at('repo'));
    await repo.init().install();
    await repo.editAndCommit('a.ts', ['me one', 'ai two']);
    await repo.editAndCommit('b.ts', ['ai b', 'nobody']);
    await repo.editAndCommit('a.ts', ['me one', 'ai two', 'ai2 three', 'me four']);
    // What is recorded here is no help where commits came from elsewhere.
    repo.write('.git/parapet/working.log', '');
  });

  /** As `git history reword HEAD~` leaves it. */
  function rewordByHand(): void {
    const commit = (tree: string, parent: string, message: string, like: string): string => {
      const author = repo.git('log', '-1', '--format=%an%n%ae%n%ad', '--date=raw', like).split('\n');
      const [GIT_AUTHOR_NAME = '', GIT_AUTHOR_EMAIL = '', GIT_AUTHOR_DATE = ''] = author;
      const env = { GIT_AUTHOR_NAME, GIT_AUTHOR_EMAIL, GIT_AUTHOR_DATE };
      return repo.try(['commit-tree', tree, '-p', parent, '-m', message], { env }).out.trim();
    };
    const one = commit('HEAD~^{tree}', 'HEAD~2', 'Reworded', 'HEAD~');
    const two = commit('HEAD^{tree}', one, 'a.ts', 'HEAD');
    repo.git('update-ref', '-m', 'reword: updating HEAD~', 'HEAD', two);
  }

  function reword(): void {
    if (!isGitSince(2, 54)) return rewordByHand();
    const env = { GIT_EDITOR: "sed -i.bak '1s/.*/Reworded/'" };
    assert.equal(repo.try(['history', 'reword', 'HEAD~'], { env }).code, 0);
  }

  /** By their notes alone. */
  function noted(): void {
    assert.match(repo.note('HEAD~'), /^b\.ts\n {2}\S+ 1\n/);
    assert.match(repo.note('HEAD'), /^a\.ts\n( {2}\S+ [34]\n){2}/);
  }

  it('have their notes after the next commit', async () => {
    reword();
    assert.equal(repo.note(), '');
    await repo.editAndCommit('c.ts', ['me here']);
    assert.equal(repo.git('log', '-1', '--format=%s', 'HEAD~2'), 'Reworded\n');
    repo.git('reset', '--quiet', '--hard', 'HEAD~');
    noted();
    await repo.tells('a.ts');
    await repo.tells('b.ts');
  });

  it('have them before notes are pushed', async () => {
    reword();
    repo.git('init', '--quiet', '--bare', folder.at('remote'));
    repo.git('remote', 'add', 'origin', folder.at('remote'));
    assert.equal((await parapet(repo.path, ['notes', 'sync', '--push'])).code, 0);
    noted();
  });
});

describe('commits that a program makes by itself', () => {
  const folder = new Folder();
  let repo: TellingRepository;
  beforeEach(async () => {
    repo = await new TellingRepository(folder.at('repo')).init().install();
  });

  /** As programs with a git of their own do: those of libgit2 say so in git's record, isomorphic-git does not. */
  async function makes(lines: readonly string[], how: 'recorded' | 'unrecorded'): Promise<void> {
    await repo.edit('a.ts', lines);
    repo.git('add', '.');
    const head = repo.try(['rev-parse', '--verify', '--quiet', 'HEAD']).out.trim();
    const parent = head === '' ? [] : ['-p', head];
    const made = repo.git('commit-tree', repo.git('write-tree').trim(), ...parent, '-m', 'Made').trim();
    if (how === 'recorded') repo.git('update-ref', 'refs/heads/main', made);
    else repo.write('.git/refs/heads/main', `${made}\n`);
  }

  for (const how of ['recorded', 'unrecorded'] as const)
    it(`have their notes after the next commit, and are right before, ${how} by git`, async function () {
      const isKnown = how === 'recorded' || !hasReftable(repo.at('.git'));
      needsGit(this, 'refs in files, which all programs know', isKnown);
      await makes(['me one', 'me two'], how);
      await makes(['me one', 'ai x', 'me two'], how);
      await repo.editAndCommit('a.ts', ['me one', 'ai x', 'me two', 'ai2 y']);
      assert.match(repo.note('HEAD~'), /^a\.ts\n {2}\S+ 2\n/);
      assert.match(repo.note('HEAD~2'), /^a\.ts\n {2}\S+ 1-2\n/);

      await makes(['me one', 'ai x', 'me two', 'ai2 y', 'ai z'], how);
      await makes(['me zero', 'me one', 'ai x', 'me two', 'ai2 y', 'ai z'], how);
      assert.equal(repo.note('HEAD'), '');
      await repo.tells('a.ts');
      await repo.editAndCommit('b.ts', ['me b']);
      assert.match(repo.note('HEAD~2'), /^a\.ts\n {2}\S+ 5\n/);
      await repo.tells('a.ts');
    });

  it('are none of those that were made before anything was recorded', async () => {
    repo.stage('a.ts', ['nobody']);
    repo.commit('One');
    const { line } = await lastMove(repo);
    assert.equal(repo.read('.git/parapet/noted-up-to'), `${line}\n`);
  });

  it('are not forgotten where hooks are put in once more', async () => {
    await repo.editAndCommit('a.ts', ['me one']);
    await makes(['me one', 'ai x'], 'recorded');
    await repo.install();
    await repo.editAndCommit('b.ts', ['me b']);
    assert.match(repo.note('HEAD~'), /^a\.ts\n {2}\S+ 2\n/);
  });
});

describe('a commit that a rebase starts from and that is older than what is recorded', () => {
  const folder = new Folder();

  it('is none that was missed when the rebase is given up, though lines are like those a tool wrote since', async () => {
    const repo = await new TellingRepository(folder.at('repo')).init().install();
    const block = (first: string): string[] => [first, '}', '', 'return nil', '}', ''];
    const base = ['nobody one', 'nobody two', 'nobody three'].flatMap(block);
    await repo.editAndCommit('a.ts', base);
    repo.write('a.ts', [...base.slice(0, 6), ...block('ai four'), ...base.slice(6), ...block('me five')]);
    await repo.record(
      { path: 'a.ts', lines: '7-12', tool: 'ai', model: 'm-1' },
      { path: 'a.ts', lines: '25-30', by: 'human' },
    );
    repo.commit('Written', '-a');
    const before = await repo.who('a.ts');
    const env = { GIT_SEQUENCE_EDITOR: "sed -i.bak '1i\\\nbreak' --" };
    assert.equal(repo.try(['rebase', '--quiet', '--interactive', 'HEAD~'], { env }).code, 0);
    repo.git('rebase', '--abort');
    assert.equal(await repo.who('a.ts'), before);
    await repo.editAndCommit('b.ts', ['me b']);
    assert.equal(repo.note('HEAD~2'), '');
    assert.equal(await repo.who('a.ts'), before);
  });
});

describe('commits while there were no hooks', () => {
  const folder = new Folder();

  it('have their notes after the next commit with hooks', async () => {
    const repo = await new TellingRepository(folder.at('repo')).init().install();
    const lines = ['me one', 'me two'];
    await repo.editAndCommit('a.ts', lines);
    assert.equal((await parapet(repo.path, ['hooks', 'uninstall'])).code, 0);
    for (const line of ['ai three', 'me four', 'ai2 five']) {
      lines.push(line);
      await repo.edit('a.ts', lines);
      repo.commit('Without hooks', '-a');
    }
    assert.equal(repo.note(), '');
    await repo.install();
    await repo.editAndCommit('b.ts', ['me here']);
    await repo.tells('a.ts');
    assert.match(repo.note('HEAD~3'), /^a\.ts\n {2}\S+ 3\n/);
  });
});

/** As where a hook is killed before it has done anything. */
const KILLED = { PARAPET_CLI: '/bin/false' };

describe('a commit whose hook was killed', () => {
  const folder = new Folder();
  let repo: TellingRepository;
  beforeEach(async () => {
    repo = new TellingRepository(folder.at('repo'));
    await repo.init().install();
  });

  const committed = (message: string, env: NodeJS.ProcessEnv): void => {
    const { code } = repo.try(['commit', '--quiet', '-am', message], { env });
    assert.equal(code, 0);
  };

  it('has its note after the next commit, one that was amended too', async () => {
    await repo.editAndCommit('a.ts', ['me one']);
    await repo.edit('a.ts', ['me one', 'ai two']);
    committed('Killed', KILLED);
    const first = repo.git('rev-parse', 'HEAD').trim();
    await repo.edit('a.ts', ['me one', 'ai two', 'ai2 three']);
    assert.equal(repo.try(['commit', '--quiet', '-a', '--amend', '--no-edit'], { env: KILLED }).code, 0);
    assert.equal(repo.note(), '');
    const second = repo.git('rev-parse', 'HEAD').trim();
    await repo.editAndCommit('b.ts', ['me here']);
    await repo.tells('a.ts', first);
    await repo.tells('a.ts', second);
  });

  it('does not keep later ones from being noted by the lock it left', async () => {
    await repo.editAndCommit('a.ts', ['ai one']);
    repo.write('.git/refs/notes/ai.lock', '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(repo.at('.git/refs/notes/ai.lock'), longAgo, longAgo);
    await repo.editAndCommit('a.ts', ['ai one', 'ai two']);
  });

  it('has its note after the next commit where it was made by a rebase', async () => {
    await repo.editAndCommit('a.ts', ['me one', 'me two']);
    repo.git('checkout', '--quiet', '-b', 'topic');
    await repo.editAndCommit('a.ts', ['me one', 'me two', 'ai three']);
    await repo.editAndCommit('b.ts', ['ai2 b']);
    repo.git('checkout', '--quiet', 'main');
    await repo.editAndCommit('a.ts', ['ai zero', 'me one', 'me two']);
    repo.git('checkout', '--quiet', 'topic');
    repo.write('.git/parapet/working.log', '');
    assert.equal(repo.try(['rebase', '--quiet', 'main'], { env: KILLED }).code, 0);
    assert.equal(repo.note(), '');
    await repo.editAndCommit('c.ts', ['me here']);
    await repo.tells('a.ts');
    await repo.tells('b.ts');
  });

  it('is left to a repair where hooks come to no end of it, and keeps no more of them busy', async () => {
    await repo.editAndCommit('a.ts', ['me one']);
    const lines = ['me one', 'ai two', 'ai2 three'];
    await repo.edit('a.ts', lines.slice(0, 2));
    committed('Killed', KILLED);
    await repo.edit('a.ts', lines);
    committed('Killed too', KILLED);
    const [base, last] = ['HEAD~2', 'HEAD'].map((name) => repo.git('rev-parse', name).trim());
    await tryInVain(['b.ts', 'c.ts'], LONG_S);
    assert.equal(repo.note(last), '');
    const [from, to] = [base, repo.git('rev-parse', 'HEAD')].map((id) => id?.slice(0, 12));
    await repo.edit('d.ts', ['me here']);
    repo.git('add', '.');
    const commands = `“parapet notes repair ${from}..${to}”`;
    const { code, err } = repo.try(['commit', '--quiet', '-m', 'd.ts']);
    assert.deepEqual(
      [code, err],
      [0, `parapet: hooks have no time for earlier commits, which may lack provenance: ${commands}\n`],
    );
    assert.equal(repo.try(['commit', '--quiet', '--amend', '--no-edit']).err, '');
    assert.equal(repo.note(last), '');
    assert.equal((await parapet(repo.path, ['notes', 'repair', `${base}..${last}`])).code, 0);
    repo.write('.git/parapet/working.log', '');
    for (const file of ['a.ts', 'b.ts', 'c.ts', 'd.ts']) await repo.tells(file);
  });

  it('is made good however many hooks were killed over it, as long as none of them took long', async () => {
    await repo.editAndCommit('a.ts', ['me one']);
    await repo.edit('a.ts', ['me one', 'ai two']);
    committed('Killed', KILLED);
    await tryInVain(['b.ts', 'c.ts', 'd.ts', 'e.ts'], 0);
    await repo.edit('f.ts', ['me here']);
    repo.git('add', '.');
    assert.equal(repo.try(['commit', '--quiet', '-m', 'f.ts']).err, '');
    repo.write('.git/parapet/working.log', '');
    for (const file of ['a.ts', 'b.ts', 'e.ts', 'f.ts']) await repo.tells(file);
  });

  /** A hook that was at it for so long counts as one that tried. */
  const LONG_S = 3;

  async function tryInVain(files: readonly string[], seconds: number): Promise<void> {
    for (const file of files) {
      await repo.edit(file, ['me here']);
      repo.git('add', '.');
      committed(file, killedBy('diff-tree*--stdin', seconds));
    }
  }

  /** What runs a git of such arguments is killed, in the middle of its work. */
  function killedBy(args: string, seconds: number): NodeJS.ProcessEnv {
    const real = environment()['PATH'];
    folder.write(
      'bin/git',
      `#!/bin/sh\ncase $* in *${args}*) sleep ${seconds}; kill -9 $PPID ;; esac\nPATH='${real}' exec git "$@"\n`,
    );
    chmodSync(folder.at('bin/git'), 0o755);
    // git puts its own folder first.
    return { PATH: `${folder.at('bin')}:${real}`, GIT_EXEC_PATH: folder.at('bin') };
  }
});
