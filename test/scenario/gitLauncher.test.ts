/** A commit is never held up by Parapet, whatever has become of it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { failuresSince, FAILURES, FAILURES_KEPT } from '../../src/git/hooks/failures';
import { markerOf } from '../../src/git/notes/marker';
import { hasReftable } from '../../src/git/refStorage';
import { AuditLog } from '../../src/node/auditLog';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';
import { needsGit } from './gits';
import { lastMove } from './lastMove';
import { environment, parapet, type Run } from './parapet';

/** Where the shell and git are, and neither node nor parapet. */
const BARE_PATH = '/nowhere';

describe('a commit with Parapet’s hooks', () => {
  const folder = new Folder();
  let repo: GitRepository;
  beforeEach(async () => {
    repo = await new GitRepository(folder.at('repo')).init().install();
    repo.stage('a.ts', ['one', 'two']);
    await repo.record({ path: 'a.ts', lines: '2' });
  });

  const commit = (env: NodeJS.ProcessEnv = {}): Run =>
    repo.try(['commit', '--quiet', '-m', 'Subject'], { env });
  const failures = (): string[] =>
    failuresSince(repo.at('.git/parapet'), new Date(Date.now() - 60_000)).map(
      ({ hook, problem }) => `${hook}: ${problem}`,
    );
  /** No ref can be where there are refs below, not even for root. */
  const takeTheName = (notes: string): void => {
    const made = repo.git('commit-tree', repo.git('write-tree').trim(), '-m', 'In the way').trim();
    repo.git('update-ref', `refs/notes/${notes}/in-the-way`, made);
  };
  const runtimes = (content: string): void => repo.write('.git/parapet/runtimes', content);

  /** A folder with the tools that scripts need, and no runtime. */
  function pathWithoutRuntime(): string {
    const tools = ['sh', 'git', 'grep', 'sleep', 'cat', 'dirname', 'basename', 'rm', 'kill'];
    for (const tool of tools)
      folder.write(
        `bin/${tool}`,
        `#!/bin/sh\nPATH=${environment()['PATH'] ?? BARE_PATH}\nexec ${tool} "$@"\n`,
      );
    for (const tool of tools) chmodSync(folder.at('bin', tool), 0o755);
    return folder.at('bin');
  }

  it('says one line and goes through where there is no runtime', () => {
    runtimes('');
    const { code, out, err } = commit({ PATH: pathWithoutRuntime() });
    assert.equal(code, 0);
    assert.equal(out, '');
    assert.match(err, /^parapet: no runtime found[^\n]*\n$/);
    assert.equal(repo.message(), 'Subject\n');
    assert.deepEqual(failures(), ['prepare-commit-msg: no runtime found']);
  });

  it('says one line where an editor is used, too', () => {
    runtimes('');
    const env = { PATH: pathWithoutRuntime(), GIT_EDITOR: 'printf "Subject\\n" >' };
    const { code, err } = repo.try(['commit', '--quiet'], { env });
    assert.equal(code, 0);
    assert.match(err, /^parapet: no runtime found[^\n]*\n$/);
  });

  it('goes through where the launcher is gone', () => {
    rmSync(repo.at('.git/parapet'), { recursive: true });
    const { code, err } = commit();
    assert.equal(code, 0);
    assert.match(err, /its launcher is gone/);
  });

  it('finds node where the recorded one is gone', () => {
    const [line = ''] = repo.read('.git/parapet/runtimes').split('\n');
    const [, , script = ''] = line.split('\t');
    runtimes(`node\t/gone/node\t${script}\n`);
    assert.deepEqual(commit(), { code: 0, out: '', err: '' });
    assert.equal(repo.aiLines(), '1/2');
  });

  it('takes the next recorded place where one is gone', () => {
    const good = repo.read('.git/parapet/runtimes');
    runtimes(`node\t${process.execPath}\t/gone/hook.js\n${good}`);
    assert.deepEqual(commit(), { code: 0, out: '', err: '' });
    assert.equal(repo.aiLines(), '1/2');
  });

  it('runs parapet from the PATH where nothing recorded is left', () => {
    const [, , script = ''] = repo.read('.git/parapet/runtimes').trim().split('\t');
    runtimes('');
    folder.write('path/parapet', `#!/bin/sh\nexec ${process.execPath} ${script} "$@"\n`);
    chmodSync(folder.at('path/parapet'), 0o755);
    assert.deepEqual(commit({ PATH: `${folder.at('path')}:${process.env['PATH']}` }), {
      code: 0,
      out: '',
      err: '',
    });
    assert.equal(repo.aiLines(), '1/2');
  });

  it('runs what PARAPET_CLI names, a script or a program', () => {
    const [, , script = ''] = repo.read('.git/parapet/runtimes').trim().split('\t');
    runtimes('');
    assert.deepEqual(commit({ PARAPET_CLI: script }), { code: 0, out: '', err: '' });
    assert.equal(repo.aiLines(), '1/2');
    folder.write(
      'program',
      `#!/bin/sh\necho "$@" >${folder.at('args')}\nexec ${process.execPath} ${script} "$@"\n`,
    );
    chmodSync(folder.at('program'), 0o755);
    repo.stage('a.ts', ['two']);
    assert.equal(
      repo.try(['commit', '--quiet', '--amend', '--no-edit'], { env: { PARAPET_CLI: folder.at('program') } })
        .code,
      0,
    );
    assert.equal(repo.aiLines(), '1/1');
  });

  it('runs an editor’s own program as Node', () => {
    const [, , script = ''] = repo.read('.git/parapet/runtimes').trim().split('\t');
    folder.write('editor', `#!/bin/sh\n[ "$ELECTRON_RUN_AS_NODE" = 1 ] && exec ${process.execPath} "$@"\n`);
    chmodSync(folder.at('editor'), 0o755);
    runtimes(`electron\t${folder.at('editor')}\t${script}\n`);
    assert.deepEqual(commit(), { code: 0, out: '', err: '' });
    assert.equal(repo.aiLines(), '1/2');
  });

  it('does not mind what people set for their own programs', () => {
    const env = { NODE_OPTIONS: '--require /gone.js', NODE_EXTRA_CA_CERTS: '/gone.pem' };
    assert.deepEqual(commit(env), { code: 0, out: '', err: '' });
    assert.equal(repo.aiLines(), '1/2');
  });

  it('goes through where the handler fails', () => {
    writeFileSync(folder.at('bad.js'), 'process.exit(7)');
    const { code, err } = commit({ PARAPET_CLI: folder.at('bad.js') });
    assert.equal(code, 0);
    assert.match(err, /^parapet: prepare-commit-msg failed[^\n]*\n$/);
    assert.deepEqual(failures(), ['prepare-commit-msg: failed with status 7']);
  });

  it('says no more than that where hooks go on though nobody reads what they write', () => {
    repo.write('.git/COMMIT_EDITMSG', 'Subject\n');
    const hook = 'trap "" PIPE; .git/hooks/prepare-commit-msg .git/COMMIT_EDITMSG message';
    const { status, stderr } = spawnSync('sh', ['-c', hook], {
      cwd: repo.path,
      env: environment({ PARAPET_CLI: '/bin/false', GIT_EDITOR: ':' }),
      encoding: 'utf8',
    });
    assert.equal(status, 0);
    assert.match(stderr, /^parapet: prepare-commit-msg failed[^\n]*\n$/);
  });

  it('goes through where the handler hangs', () => {
    writeFileSync(folder.at('slow.js'), 'setInterval(() => {}, 1000)');
    const start = Date.now();
    const { code, err } = commit({ PARAPET_CLI: folder.at('slow.js') });
    assert.equal(code, 0);
    assert.match(err, /^parapet: prepare-commit-msg took over 10 seconds[^\n]*\n$/);
    assert.deepEqual(failures(), ['prepare-commit-msg: took over 10 seconds and was ended']);
    assert.ok(Date.now() - start < 20_000);
  }).timeout(40_000);

  it('goes through where the log is damaged or cannot be read', () => {
    repo.write('.git/parapet/working.log', 'not a log');
    assert.equal(commit().code, 0);
    assert.equal(repo.message(), 'Subject\n');
  });

  it('says and keeps what went wrong where its note cannot be written', async () => {
    takeTheName('ai');
    const { code, err } = commit();
    assert.equal(code, 0);
    assert.match(err, /^parapet: its note could not be written: [^\n]*\n$/);
    assert.match(failures().join('\n'), /^post-commit: its note could not be written: [^\n]*$/);
    const { out } = await parapet(repo.path, ['hooks', 'status']);
    assert.match(out, /! \d{4}-[^\n]* post-commit: its note could not be written/);
    const json = JSON.parse((await parapet(repo.path, ['hooks', 'status', '--json'])).out);
    assert.equal(json.failures.length, 1);
    // What is mended is found again.
    repo.git('update-ref', '-d', 'refs/notes/ai/in-the-way');
    assert.equal((await parapet(repo.path, ['notes', 'repair', 'HEAD'])).code, 0);
    const lines = JSON.parse((await parapet(repo.path, ['blame', 'a.ts', '--json'])).out);
    assert.deepEqual(
      lines.map((line: { class: string }) => line.class),
      ['unknown', 'ai'],
    );
  });

  it('gets the note of its lines where that of the guardrails fails', () => {
    const log = new AuditLog(repo.at('.git'), { now: () => new Date() });
    log.append([{ kind: 'accept', time: new Date().toISOString(), action: 'allow' }]);
    takeTheName('parapet');
    const { code, err } = commit();
    assert.equal(code, 0);
    assert.match(err, /^parapet: its note could not be written: [^\n]*\n$/);
    assert.equal(failures().length, 1);
    assert.match(repo.git('notes', '--ref=ai', 'show', 'HEAD'), /a\.ts/);
  });

  it('goes through where nothing can be written, with a line that says so', () => {
    rmSync(repo.at('.git/parapet/hooks.log'), { force: true });
    mkdirSync(repo.at('.git/parapet', FAILURES));
    takeTheName('ai');
    const { code, err } = commit();
    assert.equal(code, 0);
    assert.match(err, /^parapet: its note could not be written: [^\n]*\n$/);
  });

  it('keeps the last failures and no more', () => {
    writeFileSync(folder.at('bad.js'), 'process.exit(7)');
    const old = '2026-01-01T00:00:00Z\tpost-commit\told and long enough\n';
    repo.write(`.git/parapet/${FAILURES}`, old.repeat(2_000));
    commit({ PARAPET_CLI: folder.at('bad.js') });
    const lines = repo.read(`.git/parapet/${FAILURES}`).trimEnd().split('\n');
    assert.equal(lines.length, FAILURES_KEPT + 1);
    assert.match(lines.at(-1) ?? '', /^\d{4}-\d\d-\d\dT[\d:]+Z\tprepare-commit-msg\tfailed with status 7$/);
  });

  it('keeps each hook compiled, from a run in which it did what it does each time', async () => {
    const kept = (): string[] =>
      existsSync(repo.at('.git/parapet/compiled'))
        ? readdirSync(repo.at('.git/parapet/compiled')).map((name) => name.replace(/-v\d.*/, ''))
        : [];
    const again = async (line: string): Promise<void> => {
      repo.stage('a.ts', ['one', line]);
      await repo.record({ path: 'a.ts', lines: '2' });
      assert.deepEqual(commit(), { code: 0, out: '', err: '' });
    };
    await again('two');
    assert.deepEqual(kept().toSorted(), ['post-commit', 'prepare-commit-msg']);
    rmSync(repo.at('.git/parapet/compiled'), { recursive: true });
    repo.stage('a.ts', ['one', 'three']);
    repo.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-m', 'Missed');
    await again('four');
    assert.deepEqual(kept(), ['prepare-commit-msg']);
    await again('five');
    assert.deepEqual(kept().toSorted(), ['post-commit', 'prepare-commit-msg']);
    await again('six');
    assert.equal(repo.aiLines(), '1/1');
  });

  it('asks nothing of Node where nobody reported anything', async () => {
    const other = await new GitRepository(folder.at('other')).init().install();
    other.stage('a.ts', ['one']);
    writeFileSync(
      folder.at('tell.js'),
      `require('fs').writeFileSync(${JSON.stringify(folder.at('ran'))}, '')`,
    );
    const env = { PARAPET_CLI: folder.at('tell.js') };
    assert.deepEqual(other.try(['commit', '--quiet', '-m', 'x'], { env }), { code: 0, out: '', err: '' });
    assert.ok(!existsSync(folder.at('ran')));
  });

  describe('compares while the handler gets ready', () => {
    /** A `git` that keeps its arguments, one line each time, and does what `also` says before. */
    function watchedGit(also = ''): NodeJS.ProcessEnv {
      const real = environment()['PATH'] ?? BARE_PATH;
      folder.write(
        'bin/git',
        `#!/bin/sh\necho "$*" >>'${folder.at('asked')}'\n${also}\nPATH='${real}' exec git "$@"\n`,
      );
      chmodSync(folder.at('bin/git'), 0o755);
      // git puts its own folder first.
      return { PATH: `${folder.at('bin')}:${real}`, GIT_EXEC_PATH: folder.at('bin') };
    }
    const asked = (): string[] =>
      readFileSync(folder.at('asked'), 'utf8')
        .trimEnd()
        .split('\n')
        .filter((line) => / (diff-index|diff-tree|cat-file) /.test(line));
    /** As git does, with what stands in the index. */
    const prepare = (env: NodeJS.ProcessEnv): Run => {
      repo.write('.git/COMMIT_EDITMSG', 'Subject\n');
      const args = ['.git/hooks/prepare-commit-msg', '.git/COMMIT_EDITMSG', 'message'];
      const { status, stdout, stderr } = spawnSync('sh', args, {
        cwd: repo.path,
        env: environment({ GIT_EDITOR: ':', GIT_INDEX_FILE: '.git/index', ...env }),
        encoding: 'utf8',
      });
      return { code: status, out: stdout, err: stderr };
    };
    const said = (): string => repo.read('.git/COMMIT_EDITMSG');
    const right = /^AI-Lines: 1\/1$/m;
    beforeEach(async () => {
      repo.commit('First');
      repo.stage('a.ts', ['one', 'two', 'three']);
      await repo.record({ path: 'a.ts', lines: '3' });
    });

    it('and asks git nothing more of what was recorded as it is committed', () => {
      assert.deepEqual(prepare(watchedGit()), { code: 0, out: '', err: '' });
      assert.match(said(), right);
      assert.equal(asked().length, 1);
      // As the handler asks.
      assert.doesNotMatch(asked()[0] ?? '', /^-C /);
    });

    it('and what a commit has changed, for its note', () => {
      repo.git('commit', '--quiet', '--no-verify', '-m', 'Second');
      repo.git('update-ref', '-d', 'refs/notes/ai');
      const { status, stderr } = spawnSync('sh', ['.git/hooks/post-commit'], {
        cwd: repo.path,
        env: environment({ GIT_EDITOR: ':', ...watchedGit() }),
        encoding: 'utf8',
      });
      assert.deepEqual({ status, stderr }, { status: 0, stderr: '' });
      assert.match(repo.git('notes', '--ref=ai', 'show', 'HEAD'), / 3$/m);
      const diffs = asked().filter((line) => / diff-tree /.test(line));
      assert.equal(diffs.length, 1);
      assert.doesNotMatch(diffs[0] ?? '', /^-C /);
    });

    /** As git does. */
    const afterCommit = (env: NodeJS.ProcessEnv): Run => {
      const { status, stdout, stderr } = spawnSync('sh', ['.git/hooks/post-commit'], {
        cwd: repo.path,
        env: environment({ GIT_EDITOR: ':', ...env }),
        encoding: 'utf8',
      });
      return { code: status, out: stdout, err: stderr };
    };
    const commitWithoutNote = (): void => {
      repo.git('commit', '--quiet', '--no-verify', '-m', 'Second');
      repo.git('update-ref', '-d', 'refs/notes/ai');
    };

    it('and what was noted of commits that HEAD has left', function () {
      needsGit(this, 'refs in files, which can be read without it', !hasReftable(repo.at('.git')));
      repo.commit('Second');
      repo.git('checkout', '--quiet', '-b', 'other', 'HEAD^');
      repo.stage('b.ts', ['by nobody that is known']);
      repo.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-m', 'Third');
      assert.deepEqual(afterCommit(watchedGit()), { code: 0, out: '', err: '' });
      const all = readFileSync(folder.at('asked'), 'utf8').split('\n');
      assert.ok(all.some((line) => / --walk-reflogs /.test(line)));
      assert.deepEqual(
        all.filter((line) => line.startsWith('-C ')),
        [],
      );
    });

    describe('what a rebase has made anew', () => {
      let env: NodeJS.ProcessEnv;
      const rebase = (also = '', ...how: string[]): string[] => {
        env = watchedGit(also);
        assert.deepEqual(repo.try(['rebase', '--quiet', ...how, 'side'], { env }), {
          code: 0,
          out: '',
          err: '',
        });
        return asked().filter((line) => / diff-tree /.test(line));
      };
      const note = (of: string): string => repo.git('notes', '--ref=ai', 'show', of);
      beforeEach(async () => {
        repo.commit('Second');
        repo.stage('a.ts', ['one', 'two', 'three', 'four']);
        await repo.record({ path: 'a.ts', lines: '4' });
        repo.commit('Third');
        repo.git('checkout', '--quiet', '-b', 'side', 'HEAD~2');
        repo.stage('b.ts', ['side']);
        repo.commit('Side');
        repo.git('checkout', '--quiet', '-');
      });

      it('and asks no other git for it, nor any for the lines of what is as it was', () => {
        const diffs = rebase();
        assert.equal(diffs.length, 2);
        // The handler asks for what there was before.
        assert.equal(diffs.filter((line) => line.startsWith('-C ')).length, 1);
        assert.ok(diffs.every((line) => !line.includes(' -p ')));
        assert.match(note('HEAD'), / 4$/m);
        assert.match(note('HEAD^'), / 3$/m);
      });

      it('and asks again where git was cut short', () => {
        const first = folder.at('first');
        rebase(`case $* in *diff-tree*) mkdir '${first}' 2>/dev/null && { head -n 1; exit 7; } ;; esac`);
        assert.match(note('HEAD'), / 4$/m);
        assert.match(note('HEAD^'), / 3$/m);
      });

      it('and looks no further into many of which nothing is known', () => {
        for (let i = 0; i <= 20; i++) {
          repo.stage('c.ts', [`${' '.repeat(i)}of nobody`]);
          repo.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '-m', `${i}`);
        }
        rebase();
        assert.match(note('HEAD~21'), / 4$/m);
        assert.doesNotMatch(readFileSync(folder.at('asked'), 'utf8'), / blame /);
      });
    });

    it('and writes its note beside what another one has written at the same moment', () => {
      commitWithoutNote();
      repo.git('notes', '--ref=ai', 'add', '-m', 'theirs', 'HEAD^');
      const theirs = repo.git('rev-parse', 'refs/notes/ai').trim();
      repo.git('update-ref', '-d', 'refs/notes/ai');
      const real = environment()['PATH'] ?? BARE_PATH;
      const once = `mkdir '${folder.at('first')}' 2>/dev/null && PATH='${real}' git update-ref refs/notes/ai ${theirs}`;
      const env = watchedGit(`case $* in *fast-import*) ${once} ;; esac`);
      assert.deepEqual(afterCommit(env), { code: 0, out: '', err: '' });
      assert.match(repo.git('notes', '--ref=ai', 'show', 'HEAD'), / 3$/m);
      assert.equal(repo.git('notes', '--ref=ai', 'show', 'HEAD^').trim(), 'theirs');
    });

    it('and finishes in the next hook what git could not write', async () => {
      const env = watchedGit('case $* in *fast-import*) exit 128 ;; esac');
      const { code, err } = repo.try(['commit', '--quiet', '-m', 'Second'], { env });
      assert.equal(code, 0);
      assert.match(err, /^parapet: its note could not be written[^\n]*\n$/);
      assert.throws(() => repo.git('notes', '--ref=ai', 'show', 'HEAD'));
      repo.stage('a.ts', ['one', 'two', 'three', 'four']);
      await repo.record({ path: 'a.ts', lines: '4' });
      repo.commit('Third');
      assert.match(repo.git('notes', '--ref=ai', 'show', 'HEAD'), / 4$/m);
      assert.match(repo.git('notes', '--ref=ai', 'show', 'HEAD^'), / 3$/m);
      // Nothing is left for the one after it.
      assert.equal(markerOf(repo.at('.git')), (await lastMove(repo)).line);
    });

    it('and waits for nothing that it does not need', () => {
      commitWithoutNote();
      const start = Date.now();
      const env = watchedGit('case $* in *--branches*) sleep 60 ;; esac');
      assert.deepEqual(afterCommit(env), { code: 0, out: '', err: '' });
      assert.match(repo.git('notes', '--ref=ai', 'show', 'HEAD'), / 3$/m);
      assert.ok(Date.now() - start < 40_000);
    }).timeout(90_000);

    it('and asks again where git was cut short', () => {
      const env = watchedGit(`mkdir '${folder.at('first')}' 2>/dev/null && exit 7`);
      assert.deepEqual(prepare(env), { code: 0, out: '', err: '' });
      assert.match(said(), right);
    });

    it('and waits no longer where git hangs', () => {
      const start = Date.now();
      const { code, err } = prepare(watchedGit('case $* in *diff-index*) sleep 60 ;; esac'));
      assert.equal(code, 0);
      assert.match(err, /^parapet: prepare-commit-msg took over 10 seconds[^\n]*\n$/);
      assert.ok(Date.now() - start < 40_000);
    }).timeout(90_000);

    it('whatever is set for people’s own diffs', () => {
      const env = { GIT_DIFF_OPTS: '-u9', GIT_EXTERNAL_DIFF: 'false' };
      repo.git('config', 'diff.context', '9');
      repo.git('config', 'diff.noprefix', 'true');
      assert.deepEqual(prepare(env), { code: 0, out: '', err: '' });
      assert.match(said(), right);
    });

    it('and reads what is staged otherwise than it was recorded', () => {
      repo.write('a.ts', ['one', 'two', 'and', 'three']);
      repo.git('add', 'a.ts');
      assert.deepEqual(prepare({}), { code: 0, out: '', err: '' });
      assert.match(said(), /^AI-Lines: 1\/2$/m);
    });
  });
});
