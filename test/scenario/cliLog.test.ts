/** `parapet log`, and what people read page by page. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { inRepository } from '../host/paths';
import { environment, fromJsonLines, parapet } from './parapet';
import { readyRepository } from './readyRepository';

describe('parapet log', () => {
  const ready = readyRepository();

  beforeEach(async () => {
    await ready.repo.editAndCommit('a.ts', ['ai 1', 'ai2 2', 'ai 3', '', 'me 4', 'nobody']);
    await ready.repo.editAndCommit('b.ts', ['nobody']);
  });

  it('says of each commit what AI wrote of it, the newest first', async () => {
    const { repo } = ready;
    const { code, out, err } = await parapet(repo.path, ['log', '--json']);
    assert.deepEqual([code, err], [0, '']);
    const [newest, first, ...more] = fromJsonLines<{ commit: string; lines: object; tools: object }>(out);
    assert.deepEqual(more, []);
    assert.equal(newest?.commit, repo.git('rev-parse', 'HEAD').trim());
    assert.deepEqual(newest?.lines, { ai: 0, human: 0, unknown: 1 });
    assert.deepEqual(first?.lines, { ai: 3, human: 1, unknown: 1 });
    assert.deepEqual(first?.tools, [
      { tool: 'ai', model: 'm-1', lines: 2 },
      { tool: 'ai2', model: 'm-2', lines: 1 },
    ]);
    const people = await parapet(repo.path, ['log', 'HEAD~1']);
    assert.match(people.out, /^[0-9a-f]{8} {2}\d{4}-\d\d-\d\d {2}Dev +3\/5 {2}ai, ai2 .*\n$/);
  });

  it('keeps its columns where names are as wide as two', async () => {
    const { repo } = ready;
    repo.git('config', 'user.name', '山田太郎（開発部）です');
    await repo.editAndCommit('c.ts', ['ai 1', '\tnobody']);
    const [newest = ''] = (await parapet(repo.path, ['log'])).out.split('\n');
    assert.match(newest, / {2}山田太郎（開発… {11}1\/2 {2}ai {30}c\.ts$/);
    const { out } = await parapet(repo.path, ['show']);
    assert.match(out, /\n {9} {2}2 {2}\tnobody\n/);
  });

  it('says so where a range is empty, and what to do where it is none', async () => {
    const { repo } = ready;
    assert.equal((await parapet(repo.path, ['log', 'HEAD..HEAD'])).out, 'No commits in this range.\n');
    const { code, err } = await parapet(repo.path, ['log', 'nowhere..']);
    assert.equal(code, 2);
    assert.match(err, /git knows no commits nowhere/);
  });

  describe('on a terminal', function () {
    before(function () {
      if (spawnSync('script', ['--version']).error) this.skip();
    });

    /** What a person sees, by util-linux's script(1), which makes a pseudo-terminal. */
    function seen(args: string, env: NodeJS.ProcessEnv) {
      const command = `'${process.execPath}' '${inRepository('dist', 'cli.js')}' ${args}`;
      const { status, stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
        cwd: ready.repo.path,
        env: environment(env),
        encoding: 'utf8',
        input: '',
      });
      return { code: status, out: stdout };
    }

    const PAGER = 'echo "LESS=$LESS"; sed "s/^/paged: /"';

    it('goes through the pager that git would use', () => {
      for (const args of ['log', 'show HEAD~1', 'stats', 'blame a.ts']) {
        const { code, out } = seen(args, { GIT_PAGER: PAGER, LESS: undefined });
        assert.equal(code, 0);
        assert.match(out, /^LESS=FRX\r\npaged: /, args);
        assert.ok(out.includes('\u001B['), 'coloured');
      }
      ready.repo.git('config', 'core.pager', 'sed "s/^/configured: /"');
      assert.match(seen('stats', { PAGER: 'false' }).out, /^configured: /);
    });

    it('goes through none where that is asked for, for programs, and for errors', () => {
      for (const [args, env] of [
        ['--no-pager', { GIT_PAGER: PAGER }],
        ['--json', { GIT_PAGER: PAGER }],
        ['nowhere', { GIT_PAGER: PAGER }],
        ['', { GIT_PAGER: 'cat' }],
        ['', { GIT_PAGER: '' }],
        ['', { PAGER: 'cat' }],
      ] as const) {
        const { out } = seen(`log ${args}`, env);
        assert.doesNotMatch(out, /paged: /);
        assert.notEqual(out, '');
      }
    });

    it('loses nothing where the pager is missing, and a pager that is left early is no error', () => {
      const missing = seen('log', { GIT_PAGER: 'no-such-pager-here' });
      assert.equal(missing.code, 0);
      assert.equal(missing.out.match(/Dev/g)?.length, 2);
      assert.equal(seen('log', { GIT_PAGER: 'true' }).code, 0);
      assert.equal(seen('log', { GIT_PAGER: 'head -n 1' }).out.match(/Dev/g)?.length, 1);
    });
  });

  it('is not paged into a pipe', async () => {
    const { out } = await parapet(ready.repo.path, ['log'], { env: { GIT_PAGER: 'false' } });
    assert.equal(out.match(/Dev/g)?.length, 2);
  });
});
