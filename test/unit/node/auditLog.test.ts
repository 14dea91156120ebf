import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AuditEvent } from '../../../src/audit/record';
import { verifyAudit, type AuditVerdict } from '../../../src/audit/verify';
import { AuditLog, sha256, type AuditLogOptions } from '../../../src/node/auditLog';
import { Folder } from './folder';

const NOW = new Date('2026-11-21T12:00:00Z');
const event = (path: string): AuditEvent => ({
  kind: 'verdict',
  time: NOW.toISOString(),
  path,
  action: 'block',
});

describe('the audit log of a repository', () => {
  const folder = new Folder();
  const open = (options: Partial<AuditLogOptions> = {}): AuditLog =>
    new AuditLog(folder.path, { now: () => NOW, ...options });
  const verify = (log = open()): AuditVerdict => verifyAudit(log.read(), { anchors: [] }, sha256);
  const names = (): string[] => readdirSync(folder.at('parapet')).toSorted();

  it('appends to what other processes appended, and tells where it stands', () => {
    const [a, b] = [open(), open()];
    assert.deepEqual(a.head(), { ok: true, head: { count: 0, head: '0'.repeat(64) } });
    a.append([event('1'), event('2')]);
    b.append([event('3')]);
    const { count, head } = { count: 0, head: '', ...verify() };
    assert.equal(count, 3);
    assert.deepEqual(a.head(), { ok: true, head: { count, head } });
    assert.deepEqual(names(), ['audit.jsonl']);
  });

  it('puts files aside, lets the oldest go and says so, and the chain goes on', () => {
    const log = open({ fileSize: 1_000, files: 3 });
    for (let i = 0; i < 60; i++) assert.ok(log.append([event(`${i}`)]).ok);
    const files = names().filter((name) => name !== 'audit.jsonl');
    assert.equal(files.length, 3);
    const verdict = verify();
    assert.ok(verdict.ok && verdict.count > 60 && verdict.first > 30, JSON.stringify(verdict));
  });

  it('goes on after a record that a crash cut short, and says that there was one', () => {
    open().append([event('1')]);
    appendFileSync(folder.at('parapet/audit.jsonl'), '{"n":2,"prev":"');
    assert.equal(verify().ok, false);
    open().append([event('2')]);
    assert.ok(verify().ok);
    assert.match(open().read()[0]?.text ?? '', /"kind":"torn",.*"length":15/);
  });

  it('goes on after a record that somebody changed, which then is the first that does not fit', () => {
    open().append([event('1'), event('2')]);
    const file = folder.at('parapet/audit.jsonl');
    writeFileSync(file, (open().read()[0]?.text ?? '').replace('"path":"2"', '"path":"3"'));
    assert.ok(open().append([event('4')]).ok);
    const verdict = verify();
    assert.ok(!verdict.ok && verdict.record === 2);
  });

  it('follows no link, and says what is in the way', () => {
    mkdirSync(folder.at('elsewhere'));
    symlinkSync(folder.at('elsewhere'), folder.at('parapet'));
    const result = open().append([event('1')]);
    assert.ok(!result.ok && /not a folder/.test(result.message));
    assert.ok(!existsSync(folder.at('elsewhere/audit.jsonl')));
  });

  it('gives up on a log that another process holds', () => {
    open().append([event('1')]);
    writeFileSync(folder.at('parapet/audit.lock'), JSON.stringify({ pid: process.pid, host: 'other' }));
    const result = new AuditLog(folder.path, { now: () => new Date(), patienceMs: 30 }).append([event('2')]);
    assert.ok(!result.ok && /another process/.test(result.message));
    assert.ok(verify().ok);
  });
});
