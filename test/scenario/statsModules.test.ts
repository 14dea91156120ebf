/** `parapet stats` by class and by module of the policy. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { parapet } from './parapet';
import { readyRepository } from './readyRepository';

const POLICY = `version: 1
modules:
  - name: payments
    paths: ["src/pay/**"]
    criticality: critical
  - name: code
    paths: ["src/**"]
    criticality: normal
`;

const NESTED = `version: 1
modules:
  - name: manual
    paths: ["manual/**"]
    criticality: low
`;

interface Stats {
  readonly lines: object;
  readonly modules: unknown;
}

describe('parapet stats', () => {
  const ready = readyRepository();

  const stats = async (...args: string[]): Promise<Stats> => {
    const { code, out, err } = await parapet(ready.repo.path, ['stats', '--json', ...args]);
    assert.deepEqual([code, err], [0, '']);
    return JSON.parse(out) as Stats;
  };

  beforeEach(async () => {
    const { repo } = ready;
    await repo.editAndCommit('src/pay/a.ts', ['ai 1', 'ai 2', 'me 3', '', 'nobody']);
    await repo.editAndCommit('src/b.ts', ['ai2 1', 'nobody', 'nobody either']);
    await repo.editAndCommit('docs/manual/c.md', ['me 1']);
    await repo.editAndCommit('docs/d.md', ['nobody']);
  });

  it('counts the lines of nobody known, blank ones left out', async () => {
    assert.deepEqual((await stats()).lines, { ai: 3, human: 2, unknown: 4 });
    assert.deepEqual((await stats('HEAD~1..')).lines, { ai: 0, human: 0, unknown: 1 });
  });

  it('names no module where no policy does', async () => {
    assert.deepEqual((await stats()).modules, []);
    const { out } = await parapet(ready.repo.path, ['stats']);
    assert.doesNotMatch(out, /module/);
  });

  it('adds lines up in each module that their file lies in, by every policy that holds there', async () => {
    const { repo } = ready;
    repo.write('.parapet.yaml', POLICY);
    repo.write('docs/.parapet.yaml', NESTED);
    assert.deepEqual((await stats()).modules, [
      { module: 'code', aiLines: 3, humanLines: 1, unknownLines: 3 },
      { module: 'payments', aiLines: 2, humanLines: 1, unknownLines: 1 },
      { module: 'manual', aiLines: 0, humanLines: 1, unknownLines: 0 },
    ]);
    const { out } = await parapet(repo.path, ['stats']);
    assert.match(out, /^4 commits, 3 with a note: 3 lines by AI, 2 by people, 4 unknown$/m);
    assert.match(out, /^ +2 +1 +1 {2}payments$/m);
    assert.match(out, /^ +0 +0 +1 {2}\(in no module\)$/m);
  });

  it('says so where a range is empty, and what to do where it is none', async () => {
    const { repo } = ready;
    assert.deepEqual(await parapet(repo.path, ['stats', 'HEAD..HEAD']), {
      code: 0,
      out: 'No commits in this range.\n',
      err: '',
    });
    const { code, err } = await parapet(repo.path, ['stats', 'nowhere..']);
    assert.equal(code, 2);
    assert.match(err, /git knows no commits nowhere\.\.\n {2}give a range as/);
  });

  it('says of which commits a shallow clone cannot tell, and counts what their notes say', async () => {
    const { repo } = ready;
    const clone = `${repo.path}-shallow`;
    repo.git('clone', '--quiet', '--depth=2', `file://${repo.path}`, clone);
    repo.git('-C', clone, 'fetch', '--quiet', 'origin', 'refs/notes/ai:refs/notes/ai');
    try {
      const { code, out, err } = await parapet(clone, ['stats', '--json']);
      const { lines, notCompared } = JSON.parse(out) as Record<string, unknown>;
      assert.deepEqual([code, lines, notCompared], [0, { ai: 0, human: 1, unknown: 1 }, 1]);
      assert.match(
        err,
        /^parapet: the unknown lines of 1 commit are not counted: .*not in this clone\n {2}fetch more/,
      );
    } finally {
      rmSync(clone, { recursive: true, force: true });
    }
  });
});
