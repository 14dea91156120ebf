import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync } from 'node:fs';
import { devNull } from 'node:os';
import { filesOfIndex } from '../../../src/git/indexFiles';
import { Git, isGitError, required, textOf } from '../../../src/git/git';
import { ObjectReader } from '../../../src/git/objects';
import { findRepository, likelyCommonDir, repositoryOfHook, tipOf } from '../../../src/git/repository';
import { Folder } from '../node/folder';

const ENV = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1' };

describe('git', () => {
  const folder = new Folder();
  const git = (...args: string[]): string =>
    execFileSync('git', args, {
      cwd: folder.path,
      env: ENV,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const reader = (env: Record<string, string | undefined> = ENV, timeoutMs = 10_000): Git =>
    new Git({ folder: folder.path, env, timeoutMs });
  beforeEach(() => void git('init', '--quiet', '--initial-branch=main', '--template='));

  describe('an outcome', () => {
    it('is what git says', async () => {
      assert.match(required(await reader().read(['version'])).toString(), /^git version/);
    });

    it('is a refusal, with the reason, where git ends with an error', async () => {
      const outcome = await reader().read(['rev-parse', '--verify', 'nothing']);
      assert.ok(!outcome.ok && outcome.reason === 'refused' && outcome.exitCode === 128);
      assert.match(outcome.stderr, /^fatal: Needed a single revision/);
      assert.equal(textOf(outcome), undefined);
      assert.throws(() => required(outcome), isGitError);
    });

    it('tells a git that is missing, slow or too talkative from one that refuses', async () => {
      const absent = await reader({ PATH: folder.path }).read(['version']);
      assert.equal(!absent.ok && absent.reason, 'absent');
      folder.write('bin/git', '#!/bin/sh\nsleep 20\n');
      chmodSync(folder.at('bin/git'), 0o755);
      const slow = await reader({ PATH: `${folder.at('bin')}:${ENV.PATH}` }, 200).read(['version']);
      assert.equal(!slow.ok && slow.reason, 'timeout');
      const large = await reader().read(['version'], { limit: 3 });
      assert.equal(!large.ok && large.reason, 'too-large');
      assert.throws(() => textOf(absent), isGitError);
    });
  });

  it('has its whole answer where it ended in time and the machine stood still', async () => {
    const outcome = reader(ENV, 100).read(['version']);
    const end = Date.now() + 400;
    while (Date.now() < end);
    // Or it had not ended, on a busy machine.
    const answer = await outcome;
    if (answer.ok) assert.match(answer.stdout.toString(), /^git version/);
    else assert.equal(answer.reason, 'timeout');
  });

  it('runs nothing that the repository names, when it only reads', async () => {
    folder.write('evil', `#!/bin/sh\ntouch ${folder.at('ran')}\ncat\n`);
    chmodSync(folder.at('evil'), 0o755);
    folder.write('.gitattributes', '* diff=evil filter=evil\n');
    folder.write('a.txt', 'one\n');
    git('add', '.');
    const evil = folder.at('evil');
    for (const key of [
      'core.fsmonitor',
      'core.pager',
      'diff.external',
      'diff.evil.textconv',
      'diff.evil.command',
    ]) {
      git('config', key, evil);
    }
    for (const key of [
      'filter.evil.clean',
      'filter.evil.smudge',
      'core.sshCommand',
      'core.askPass',
      'pager.diff-index',
    ]) {
      git('config', key, evil);
    }
    // Since git 2.54; nothing to those before.
    git('config', 'hook.evil.command', evil);
    for (const event of ['post-index-change', 'reference-transaction'])
      git('config', '--add', 'hook.evil.event', event);
    folder.write('.git/hooks/post-index-change', `#!/bin/sh\ntouch ${folder.at('ran')}\n`);
    chmodSync(folder.at('.git/hooks/post-index-change'), 0o755);
    const found = await findRepository(reader());
    assert.equal(found.kind, 'found');
    const objects = new ObjectReader(reader());
    const files = await filesOfIndex(reader(), objects, [], { sizeOnDisk: () => undefined });
    assert.deepEqual(await Promise.all(files.map(async (file) => (await file.read())?.text)), [
      '* diff=evil filter=evil\n',
      'one\n',
      readText('evil'),
    ]);
    objects.close();
    assert.ok(!existsSync(folder.at('ran')));
  });
  const readText = (file: string): string => execFileSync('cat', [folder.at(file)], { encoding: 'utf8' });

  it('fetches nothing that a partial clone lacks', async () => {
    folder.write('evil', `#!/bin/sh\ntouch ${folder.at('ran')}\n`);
    chmodSync(folder.at('evil'), 0o755);
    for (const [key, value] of [
      ['extensions.partialClone', 'origin'],
      ['remote.origin.url', `ext::${folder.at('evil')}`],
      ['remote.origin.promisor', 'true'],
      ['protocol.ext.allow', 'always'],
    ] as const) {
      git('config', key, value);
    }
    const blobs = new ObjectReader(reader());
    assert.equal(await blobs.read('blob', '1'.repeat(40)), undefined);
    blobs.close();
    assert.ok(!existsSync(folder.at('ran')));
  });

  describe('ObjectReader', () => {
    it('reads many, in whatever order the answers are asked for', async () => {
      const ids = Array.from({ length: 300 }, (_, i) => folder.write(`f${i}`, `${i}\n`.repeat(i)));
      const hashes = git('hash-object', '-w', ...ids)
        .trim()
        .split('\n');
      const blobs = new ObjectReader(reader());
      const read = await Promise.all(hashes.toReversed().map((id) => blobs.read('blob', id)));
      assert.deepEqual(read.map(String), hashes.map((_, i) => `${i}\n`.repeat(i)).toReversed());
      blobs.close();
    });

    it('has nothing for what is missing or no blob', async () => {
      folder.write('a', 'x');
      git('add', 'a');
      const tree = git('write-tree').trim();
      const blobs = new ObjectReader(reader());
      assert.deepEqual(await Promise.all([blobs.read('blob', '2'.repeat(40)), blobs.read('blob', tree)]), [
        undefined,
        undefined,
      ]);
      blobs.close();
    });

    it('fails every question, now and later, where git cannot answer', async () => {
      const blobs = new ObjectReader(reader({ PATH: folder.path }));
      await assert.rejects(blobs.read('blob', '1'.repeat(40)), isGitError);
      await assert.rejects(blobs.read('blob', '1'.repeat(40)), isGitError);
      const closed = new ObjectReader(reader());
      closed.close();
      await assert.rejects(closed.read('blob', '1'.repeat(40)), isGitError);
    });
  });

  describe('the repository', () => {
    it('is found from a subfolder, by git and from a hook’s surroundings alike', async () => {
      mkdirSync(folder.at('src'));
      const found = await findRepository(new Git({ folder: folder.at('src'), env: ENV }));
      const expected = { topLevel: folder.path, gitDir: folder.at('.git'), commonDir: folder.at('.git') };
      assert.deepEqual(found, { kind: 'found', repository: expected, tip: undefined });
      assert.equal(likelyCommonDir(folder.at('src')), folder.at('.git'));
      assert.deepEqual(repositoryOfHook(folder.path, {}), expected);
      assert.deepEqual(repositoryOfHook(folder.path, { GIT_DIR: '.git' }), expected);
    });

    it('of a linked work tree has a git directory of its own and shares the rest', async () => {
      git('-c', 'user.name=D', '-c', 'user.email=d@x', 'commit', '--quiet', '--allow-empty', '-m', 'First');
      git('worktree', 'add', '--quiet', folder.at('linked'));
      const found = await findRepository(new Git({ folder: folder.at('linked'), env: ENV }));
      const expected = {
        topLevel: folder.at('linked'),
        gitDir: folder.at('.git/worktrees/linked'),
        commonDir: folder.at('.git'),
      };
      assert.deepEqual(found, { kind: 'found', repository: expected, tip: undefined });
      assert.deepEqual(repositoryOfHook(folder.at('linked'), {}), expected);
      assert.equal(likelyCommonDir(folder.at('linked')), undefined);
    });

    it('is found together with what a ref stands at, and without one that is not there', async () => {
      git('-c', 'user.name=D', '-c', 'user.email=d@x', 'commit', '--quiet', '--allow-empty', '-m', 'First');
      git('update-ref', 'refs/notes/aix', 'HEAD');
      const tip = async (): Promise<string | undefined> => {
        const found = await findRepository(reader(), 'refs/notes/ai');
        return found.kind === 'found' ? found.tip : assert.fail(found.message);
      };
      assert.deepEqual([await tip(), await tipOf(reader(), 'refs/notes/ai')], [undefined, undefined]);
      git('update-ref', 'refs/notes/ai', 'HEAD');
      const head = git('rev-parse', 'HEAD').trim();
      assert.deepEqual([await tip(), await tipOf(reader(), 'refs/notes/ai')], [head, head]);
    });

    it('of another user is unusable, and git says what to do', async function () {
      if (process.getuid?.() !== 0) this.skip();
      chownSync(folder.path, 1, 1);
      chownSync(folder.at('.git'), 1, 1);
      const found = await findRepository(new Git({ folder: folder.path, env: { ...ENV, HOME: '/nowhere' } }));
      // Older ones do not mind.
      if (found.kind === 'found') this.skip();
      assert.match(
        'remedy' in found ? (found.remedy ?? '') : '',
        /^if you trust it: git config .* safe\.directory /,
      );
    });

    it('is none, bare or unusable, and says so', async () => {
      const kind = async (at: string, env: typeof ENV = ENV): Promise<string> =>
        (await findRepository(new Git({ folder: at, env }))).kind;
      assert.equal(await kind('/'), 'none');
      git('init', '--quiet', '--bare', folder.at('bare'));
      assert.equal(await kind(folder.at('bare')), 'bare');
      assert.equal(await kind(folder.at('.git')), 'bare');
      folder.write('.git/config', '[broken');
      assert.equal(await kind(folder.path), 'unusable');
      assert.equal(repositoryOfHook(folder.at('src'), {}), undefined);
    });
  });
});
