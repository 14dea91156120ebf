/** What `parapet agent-hook` leaves in the audit log, and `parapet audit verify`. */
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { ChainedRecord } from '../../src/audit/chain';
import type { AuditVerdict } from '../../src/audit/verify';
import { Folder } from '../unit/node/folder';
import { randomTimeoutMs } from '../unit/randomRuns';
import { claudeCode } from './agentCalls';
import { GitRepository } from './gitRepository';
import { fromJsonLines, parapet } from './parapet';

describe('parapet audit verify', () => {
  const folder = new Folder();
  let repo: GitRepository;
  beforeEach(() => {
    repo = new GitRepository(folder.path).init();
  });

  const LOG = '.git/parapet/audit.jsonl';
  const hook = (tool: string, args: object): Promise<unknown> =>
    parapet(repo.path, ['agent-hook', '--client', 'claude-code'], {
      input: JSON.stringify(claudeCode('PreToolUse', repo.path, tool, args)),
    });
  const verify = async (...args: string[]): Promise<{ code: number | null; verdict: AuditVerdict }> => {
    const { code, out, err } = await parapet(repo.path, ['audit', 'verify', '--json', ...args]);
    assert.equal(err, '');
    return { code, verdict: JSON.parse(out) as AuditVerdict };
  };

  it('finds every verdict that was not allow, without a word of what it was on', async () => {
    await hook('Bash', { command: 'rm -rf ~ # my-secret-word' });
    await hook('Bash', { command: 'npm test' });
    await hook('Write', { file_path: repo.at('src/run.sh'), content: 'rm -rf "$HOME" # my-secret-word\n' });
    const records = fromJsonLines<ChainedRecord>(readFileSync(repo.at(LOG), 'utf8'));
    assert.deepEqual(
      records.map(({ n, kind, where, tool, session, what, path, action }) => ({
        n,
        kind,
        where,
        tool,
        session,
        what,
        path,
        action,
      })),
      [
        { what: 'command', path: undefined, n: 1 },
        { what: 'edit', path: 'src/run.sh', n: 2 },
      ].map((own) => ({
        ...own,
        kind: 'verdict',
        where: 'agent',
        tool: 'claude-code',
        session: 'abc123',
        action: 'block',
      })),
    );
    assert.equal(records[0]?.rules?.[0]?.rule, 'shell/rm-recursive-home-or-root');
    assert.equal(records[0]?.length, 'rm -rf ~ # my-secret-word'.length);
    assert.ok(!readFileSync(repo.at(LOG), 'utf8').includes('secret-word'));
    const { code, verdict } = await verify();
    const log = records[0]?.hash;
    const fits = { ok: true, count: 2, head: records[1]?.hash, first: 1, log, anchored: 0, elsewhere: 0 };
    assert.deepEqual([code, verdict], [0, fits]);
  });

  it('loses no record and breaks no chain where hooks run side by side', async () => {
    await Promise.all(Array.from({ length: 6 }, () => hook('Bash', { command: 'rm -rf ~' })));
    const { verdict } = await verify();
    assert.ok(verdict.ok && verdict.count === 6, JSON.stringify(verdict));
  });

  it('names the first record that does not fit, and a cut against an anchor', async () => {
    for (let i = 0; i < 3; i++) await hook('Bash', { command: 'rm -rf ~' });
    const { verdict } = await verify();
    assert.ok(verdict.ok);
    const text = readFileSync(repo.at(LOG), 'utf8');
    const lines = text.split(/(?<=\n)/);
    writeFileSync(repo.at(LOG), lines.slice(0, 2).join(''));
    assert.equal((await verify()).code, 0);
    const cut = await verify('--anchor', `${verdict.count}:${verdict.head}`);
    assert.deepEqual([cut.code, cut.verdict.ok || cut.verdict.record], [1, 3]);
    writeFileSync(repo.at(LOG), text.replace('"block"', '"allow"'));
    const { code, out } = await parapet(repo.path, ['audit', 'verify']);
    assert.equal(code, 1);
    assert.match(out, /^✗ record 1 \(audit\.jsonl:1\): /);
  });

  it('has nothing to say of a repository without a log, and takes only anchors', async () => {
    assert.deepEqual(await parapet(repo.path, ['audit', 'verify']), {
      code: 0,
      out: 'the log is empty\n',
      err: '',
    });
    assert.ok(!existsSync(repo.at('.git/parapet')));
    const { code, err } = await parapet(repo.path, ['audit', 'verify', '--anchor', '3']);
    assert.equal(code, 2);
    assert.match(err, /^parapet: 3 is no anchor\n {2}\S/);
  });

  it('leaves the verdict as it is where the log cannot be written', async () => {
    appendFileSync(repo.at('.git/parapet'), '');
    const { code, out, err } = await parapet(repo.path, ['agent-hook', '--client', 'claude-code'], {
      input: JSON.stringify(claudeCode('PreToolUse', repo.path, 'Bash', { command: 'rm -rf ~' })),
    });
    assert.equal(code, 0);
    assert.match(out, /"deny"/);
    assert.match(err, /^parapet: the audit log could not be kept [^\n]*\n$/);
  });
}).timeout(randomTimeoutMs);
