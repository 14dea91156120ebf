import assert from 'node:assert/strict';
import { redacted, type AuditEvent } from '../../../src/audit/record';

const TIME = '2026-11-21T12:00:00.000Z';

describe('an audit record', () => {
  it('keeps ids, hashes, lengths and paths', () => {
    const event: AuditEvent = {
      kind: 'verdict',
      time: TIME,
      where: 'agent',
      tool: 'cursor',
      session: 's',
      what: 'edit',
      path: 'src/a.ts',
      action: 'block',
      level: 'high',
      rules: [{ rule: 'shell/x', action: 'block', severity: 'high' }],
      textHash: 'a'.repeat(64),
      length: 12,
    };
    assert.deepEqual(redacted(event), event);
  });

  it('keeps nothing else, whatever it is given', () => {
    const event = {
      kind: 'verdict',
      time: TIME,
      text: 'password=hunter2',
      textHash: 'password=hunter2',
      length: 1.5,
      action: 'password',
      rules: [{ rule: 'a/b', action: 'block', severity: 'high', text: 'hunter2', why: 'hunter2' }],
    } as unknown as AuditEvent;
    assert.deepEqual(redacted(event), {
      kind: 'verdict',
      time: TIME,
      rules: [{ rule: 'a/b', action: 'block', severity: 'high' }],
    });
  });

  it('is one line and bounded, whatever a path or an id holds', () => {
    const long = `a\n\u001B[31m\u202E${'x'.repeat(10_000)}`;
    const rules = Array.from(
      { length: 1_000 },
      () => ({ rule: long, action: 'block', severity: 'high' }) as const,
    );
    const text = JSON.stringify(redacted({ kind: 'verdict', time: TIME, tool: long, path: long, rules }));
    assert.ok(text.length < 12_000);
    assert.doesNotMatch(text, /\\n|\\u001b|\u202E/);
  });
});
