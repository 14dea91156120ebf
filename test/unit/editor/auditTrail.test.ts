import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { AuditEvent } from '../../../src/audit/record';
import { verifyAudit } from '../../../src/audit/verify';
import { AuditTrail, type AuditedRepository, type AuditFact } from '../../../src/editor/auditTrail';
import { AuditLog, sha256 } from '../../../src/node/auditLog';
import { Folder } from '../node/folder';
import { uri } from './intercept/fakes';

const NOW = new Date('2026-11-28T12:00:00Z');
const FILE = uri('/repo/a.ts');
const verdict: AuditFact = {
  kind: 'verdict',
  uri: FILE,
  tool: 'x.assistant',
  what: 'suggestion',
  action: 'block',
};
const accept: AuditFact = { kind: 'accept', uri: FILE, tool: 'x.assistant', text: 'const a = 1;' };

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('the audit trail of a window', () => {
  const folder = new Folder();
  const messages: string[] = [];
  const failures: unknown[] = [];
  let log: AuditLog;
  let repository: AuditedRepository;
  let trail: AuditTrail;
  let standing: AuditEvent[];

  beforeEach(() => {
    messages.length = failures.length = 0;
    standing = [];
    log = new AuditLog(folder.path, { now: () => NOW, patienceMs: 0 });
    repository = { audit: log };
    trail = new AuditTrail({
      placeOf: ({ path }) =>
        Promise.resolve(path.startsWith('/repo') ? { repository, path: path.slice(6) } : undefined),
      repositories: () => [repository],
      standing: () => standing,
      now: () => NOW,
      unwritable: (message) => messages.push(message),
      failed: (error) => failures.push(error),
    });
  });
  afterEach(() => trail.dispose());

  const records = (): AuditEvent[] =>
    log.read().flatMap(({ text }) =>
      text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as AuditEvent),
    );
  const kinds = (): string[] => records().map(({ kind }) => kind);
  const until = async (condition: () => boolean): Promise<void> => {
    for (let tries = 0; !condition(); tries++) {
      assert.ok(tries < 1_000, 'it never came');
      await sleep(5);
    }
  };

  it('writes what it is told with a hash of the text and not the text, and returns before it does', async () => {
    trail.record(accept);
    assert.deepEqual(kinds(), []);
    await until(() => kinds().length === 1);
    const [record] = records();
    assert.deepEqual(
      { ...record, prev: '', hash: '' },
      {
        ...{ n: 1, prev: '', kind: 'accept', time: NOW.toISOString(), where: 'editor', tool: 'x.assistant' },
        ...{ path: 'a.ts', textHash: sha256('const a = 1;'), length: 12, hash: '' },
      },
    );
  });

  it('writes verdicts together, and with the next of anything else', async () => {
    for (let i = 0; i < 20; i++) trail.record(verdict);
    await sleep(20);
    assert.deepEqual(kinds(), []);
    trail.record(accept);
    await until(() => kinds().length > 0);
    assert.deepEqual(kinds(), [...Array<string>(20).fill('verdict'), 'accept']);
  });

  it('writes what waits when its window closes', async () => {
    trail.record(verdict);
    await sleep(1);
    trail.dispose();
    assert.deepEqual(kinds(), ['verdict']);
  });

  it('records nothing of a document outside of repositories, and the mode in every repository', async () => {
    trail.record({ ...accept, uri: uri('/elsewhere/a.ts') });
    trail.record({ kind: 'mode', state: 'off' });
    await until(() => kinds().length > 0);
    assert.deepEqual(kinds(), ['mode']);
  });

  it('says before anything else what holds, once', async () => {
    standing = [{ kind: 'mode', time: NOW.toISOString(), where: 'editor', state: 'observe' }];
    trail.record(verdict);
    trail.record(accept);
    await until(() => kinds().length > 0);
    assert.deepEqual(kinds(), ['mode', 'verdict', 'accept']);
  });

  it('waits for another process that holds the log, without a word', async () => {
    mkdirSync(folder.at('parapet'));
    writeFileSync(folder.at('parapet/audit.lock'), JSON.stringify({ pid: process.pid, host: 'other' }));
    const held = new AuditLog(folder.path, { now: () => new Date(), patienceMs: 0 });
    repository = { audit: held };
    trail.record(accept);
    await sleep(30);
    assert.deepEqual(kinds(), []);
    rmSync(folder.at('parapet/audit.lock'));
    await until(() => kinds().length === 1);
    assert.deepEqual(messages, []);
  });

  it('says once that a log cannot be written, and keeps what it can for when it can be', async () => {
    const answers: boolean[] = [];
    let works = false;
    repository = {
      audit: {
        append: (events) => {
          answers.push(works);
          return works ? log.append(events) : { ok: false, isBusy: false, message: 'the disk is full' };
        },
      },
    };
    for (let i = 0; i < 1_200; i++) trail.record(accept);
    await until(() => messages.length > 0);
    for (let i = 0; i < 10; i++) trail.record(accept);
    await sleep(20);
    assert.deepEqual(messages, ['the disk is full']);
    assert.deepEqual(answers, [false]);
    works = true;
    trail.dispose();
    assert.equal(kinds().length, 1_001);
    assert.deepEqual(
      { ...records().at(-1), n: 0, prev: '', hash: '' },
      {
        ...{ n: 0, prev: '', kind: 'lost', time: NOW.toISOString(), where: 'editor', gone: 210, hash: '' },
      },
    );
    assert.ok(verifyAudit(log.read(), { anchors: [] }, sha256).ok);
  });

  it('goes on after a log or a place that fails', async () => {
    repository = { audit: { append: () => assert.fail('a mistake') } };
    trail.record(accept);
    await until(() => failures.length === 1);
    assert.deepEqual(messages, []);
  });
});
