/** The audit log and what commits say of it in `refs/notes/parapet`. */
import assert from 'node:assert/strict';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { parseGuardrailNote, type GuardrailNote } from '../../src/audit/guardrailNote';
import type { AuditEvent } from '../../src/audit/record';
import type { AuditVerdict } from '../../src/audit/verify';
import { AuditLog } from '../../src/node/auditLog';
import { Folder } from '../unit/node/folder';
import { GitRepository } from './gitRepository';
import { parapet } from './parapet';

const REF = 'refs/notes/parapet';
const LOG = '.git/parapet/audit.jsonl';

const verdict = (rule: string): AuditEvent => ({
  kind: 'verdict',
  time: new Date().toISOString(),
  action: 'block',
  outcome: 'withheld',
  rules: [{ rule, action: 'block', severity: 'critical' }],
});
const accept: AuditEvent = { kind: 'accept', time: new Date().toISOString(), action: 'allow' };

describe('a commit', () => {
  const folder = new Folder();
  let repo: GitRepository;
  let log: AuditLog;

  beforeEach(async () => {
    repo = await new GitRepository(folder.path).init().install();
    log = new AuditLog(repo.at('.git'), { now: () => new Date() });
  });

  const note = (commit = 'HEAD'): GuardrailNote | undefined => {
    const { code, out } = repo.try(['notes', '--ref', REF, 'show', commit]);
    return code === 0 ? parseGuardrailNote(out) : undefined;
  };
  const commitFile = (name: string, ...args: string[]): void => {
    repo.stage(name, [name]);
    repo.commit(`Add ${name}`, ...args);
  };
  const verify = async (...args: string[]): Promise<{ code: number | null; verdict: AuditVerdict }> => {
    const { code, out, err } = await parapet(repo.path, ['audit', 'verify', '--json', ...args]);
    assert.equal(err, '');
    return { code, verdict: JSON.parse(out) as AuditVerdict };
  };
  const fault = ({ verdict: found }: { verdict: AuditVerdict }): unknown =>
    found.ok ? 'fits' : found.record;

  it('tells where the audit log stood and what the guardrails said since the one before', async () => {
    log.append([verdict('a/b'), verdict('a/b'), accept]);
    commitFile('one');
    const first = note();
    assert.deepEqual(
      { ...first, audit: first?.audit.count },
      {
        version: 1,
        accepts: 1,
        verdicts: [{ rule: 'a/b', action: 'block', outcome: 'withheld', times: 2 }],
        exceptions: [],
        audit: 3,
      },
    );
    log.append([
      verdict('c/d'),
      { kind: 'exception', time: accept.time, what: 'adjustment', path: 'x.tf', rules: [{ rule: 'a/b' }] },
    ]);
    commitFile('two');
    const second = note();
    assert.deepEqual(
      second?.verdicts.map(({ rule }) => rule),
      ['c/d'],
    );
    assert.deepEqual(second?.exceptions, [
      { time: accept.time, what: 'adjustment', path: 'x.tf', rules: ['a/b'] },
    ]);
    assert.equal(second?.audit.log, first?.audit.log);
    const shown = await parapet(repo.path, ['show']);
    assert.match(shown.out, /\n1 × block withheld c\/d\nadjustment for a\/b at x\.tf\n/);
    const json = JSON.parse((await parapet(repo.path, ['show', 'HEAD~1', '--json'])).out) as object;
    assert.deepEqual({ guardrails: undefined, ...json }.guardrails, {
      accepts: 1,
      verdicts: first?.verdicts,
      exceptions: [],
    });
    assert.deepEqual(await verify(), {
      code: 0,
      verdict: {
        ok: true,
        count: 5,
        head: second?.audit.head,
        first: 1,
        log: first?.audit.log,
        anchored: 2,
        elsewhere: 0,
      },
    });
  });

  it('says how risky it is, where lines of it are a tool’s, beside the note of those lines', async () => {
    repo.stage('a.ts', ['const a = 1;', 'const b = 2;']);
    await repo.record({ path: 'a.ts', lines: '1-2' });
    log.append([accept]);
    repo.commit('Add a');
    assert.equal(note()?.risk, 'low');
    assert.match(repo.git('notes', '--ref', 'refs/notes/ai', 'show', 'HEAD'), /a\.ts/);
  });

  it('gets no note where there is nothing to tell', () => {
    commitFile('one');
    log.append([accept]);
    commitFile('two');
    commitFile('three');
    assert.deepEqual([note('HEAD~2'), note('HEAD~1')?.accepts, note('HEAD')], [undefined, 1, undefined]);
  });

  it('starts nothing after it where nothing was ever recorded', () => {
    const runtimes = readFileSync(repo.at('.git/parapet/runtimes'), 'utf8');
    writeFileSync(repo.at('.git/parapet/runtimes'), runtimes.replace(/\t[^\t]*\t/, '\t/bin/false\t'));
    const tried = repo.try(['commit', '--allow-empty', '-m', 'Empty']);
    assert.deepEqual([tried.code, tried.err], [0, '']);
    log.append([accept]);
    assert.match(repo.try(['commit', '--allow-empty', '-m', 'Empty']).err, /post-commit failed/);
  });

  it('that was amended or rebased is told what the one before it was told', () => {
    commitFile('base');
    log.append([verdict('a/b')]);
    commitFile('one');
    log.append([verdict('c/d')]);
    repo.git('commit', '--quiet', '--amend', '-m', 'One');
    assert.deepEqual(
      note()?.verdicts.map(({ rule }) => rule),
      ['c/d', 'a/b'],
    );
    repo.git('commit', '--quiet', '--amend', '-m', 'Uno');
    assert.deepEqual(
      note()?.verdicts.map(({ rule }) => rule),
      ['c/d', 'a/b'],
    );
    repo.git('checkout', '--quiet', '-b', 'side', 'HEAD~1');
    commitFile('side');
    repo.git('rebase', '--quiet', 'side', 'main');
    assert.deepEqual(
      note()?.verdicts.map(({ rule, times }) => [rule, times]),
      [
        ['c/d', 1],
        ['a/b', 1],
      ],
    );
  });

  it('shows a log whose end was cut or rewritten, or that is gone or begun anew, by itself', async () => {
    log.append([verdict('a/b'), verdict('c/d'), accept]);
    commitFile('one');
    const whole = readFileSync(repo.at(LOG), 'utf8');
    const lines = whole.split(/(?<=\n)/);
    writeFileSync(repo.at(LOG), lines.slice(0, 2).join(''));
    assert.deepEqual([fault(await verify()), (await verify()).code], [3, 1]);
    log.append([verdict('e/f')]);
    assert.equal(fault(await verify()), 3);
    rmSync(repo.at('.git/parapet'), { recursive: true });
    assert.equal(fault(await verify()), 1);
    log.append([accept]);
    const { verdict: anew } = await verify();
    assert.ok(!anew.ok && /at least 3 records was kept here before/.test(anew.reason), JSON.stringify(anew));
    writeFileSync(repo.at(LOG), whole);
    assert.equal(fault(await verify()), 'fits');
  });

  it('of another clone is held against that clone’s own log', async () => {
    log.append([accept, accept]);
    commitFile('one');
    const other = new GitRepository(repo.at('..', 'parapet-clone'));
    try {
      repo.git('clone', '--quiet', '.', other.path);
      other.git('fetch', '--quiet', 'origin', `${REF}:${REF}`);
      await other.install();
      const here = await parapet(other.path, ['audit', 'verify']);
      assert.deepEqual(
        [here.code, here.out],
        [0, 'the log is empty\n1 anchor is of a log that was kept elsewhere\n'],
      );
      // What an auditor has who is given the log, and fetches the notes.
      writeFileSync(other.at(LOG), readFileSync(repo.at(LOG), 'utf8').split(/(?<=\n)/)[0] ?? '');
      other.git('update-ref', 'refs/notes/fetched', REF);
      const cut = await parapet(other.path, ['audit', 'verify', '--notes', 'refs/notes/fetched']);
      assert.deepEqual([cut.code, /cut: it once had 2/.test(cut.out)], [1, true]);
    } finally {
      rmSync(other.path, { recursive: true, force: true });
    }
  });

  it('is anchored from any work tree, also where git keeps its notes packed', async () => {
    commitFile('one');
    repo.git('worktree', 'add', '--quiet', repo.at('linked'), '-b', 'linked');
    log.append([accept]);
    const linked = new GitRepository(repo.at('linked'));
    linked.stage('two', ['two']);
    linked.commit('Add two');
    repo.git('pack-refs', '--all');
    log.append([accept]);
    commitFile('three');
    const { verdict: found } = await verify();
    assert.ok(found.ok && found.anchored === 2, JSON.stringify(found));
    assert.ok(statSync(repo.at('.git/parapet/anchored')).isFile());
  });

  it('goes through where there is a log that nobody can read', () => {
    writeFileSync(repo.at(LOG), 'no record\n');
    commitFile('one');
    assert.equal(note(), undefined);
  });

  it('is asked for by a ref that is one', async () => {
    const { code, err } = await parapet(repo.path, ['audit', 'verify', '--notes', '--all']);
    assert.deepEqual([code, /no ref|ambiguous|argument/.test(err)], [2, true]);
  });
});
