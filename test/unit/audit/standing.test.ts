import assert from 'node:assert/strict';
import { chained, EMPTY, type AuditHead } from '../../../src/audit/chain';
import type { AuditEvent } from '../../../src/audit/record';
import { withoutTold } from '../../../src/audit/standing';
import { sha256 } from '../../../src/node/auditLog';

const TIME = '2026-11-21T12:00:00.000Z';
const mode = (state: string): AuditEvent => ({ kind: 'mode', time: TIME, state });
const policy = (path: string, text: string | undefined): AuditEvent => ({
  kind: 'policy',
  time: TIME,
  what: 'file',
  path,
  state: text === undefined ? 'gone' : 'valid',
  ...(text !== undefined && { textHash: sha256(text) }),
});
const accept: AuditEvent = { kind: 'accept', time: TIME };

describe('what stands', () => {
  const told = (...events: AuditEvent[]): (() => string[]) => {
    let head: AuditHead = EMPTY;
    return () =>
      events.map((event) => {
        const record = chained(head, event, sha256);
        head = record.head;
        return record.line;
      });
  };

  it('is recorded anew only where it has changed', () => {
    const log = told(mode('enforce'), policy('.parapet.yaml', 'a'), mode('off'));
    assert.deepEqual(withoutTold([mode('off'), policy('.parapet.yaml', 'a')], log), []);
    const changed = [mode('enforce'), policy('.parapet.yaml', 'b'), policy('x/.parapet.yaml', 'a')];
    assert.deepEqual(withoutTold(changed, log), changed);
    assert.deepEqual(withoutTold([mode('off'), mode('observe'), mode('off')], log), [
      mode('observe'),
      mode('off'),
    ]);
  });

  it('may be gone only after it was there', () => {
    const log = told(policy('a', 'x'), policy('b', 'x'), policy('b', undefined));
    const gone = ['a', 'b', 'c'].map((path) => policy(path, undefined));
    assert.deepEqual(withoutTold(gone, log), [policy('a', undefined)]);
  });

  it('leaves all else alone, and looks at no log for it', () => {
    assert.deepEqual(
      withoutTold([accept, accept], () => assert.fail('asked')),
      [accept, accept],
    );
  });
});
