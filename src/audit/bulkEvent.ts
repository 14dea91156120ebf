/** How the audit log tells that a tool changed far more than usual in one session. */
import type { BulkFlag, BulkMeasure } from '../risk/bulk';
import type { AuditEvent } from './record';

const RULES: Readonly<Record<BulkMeasure, string>> = {
  files: 'parapet/bulk-files',
  deletedFiles: 'parapet/bulk-deleted-files',
  addedLines: 'parapet/bulk-added-lines',
  removedLines: 'parapet/bulk-removed-lines',
};

/** A verdict on a session, not on a text: `length` is how many files or lines it had come to. */
export const bulkEvent = ({ measure, count }: BulkFlag) =>
  ({
    kind: 'verdict',
    what: 'session',
    outcome: 'shown',
    action: 'warn',
    level: 'medium',
    rules: [{ rule: RULES[measure], action: 'warn', severity: 'medium' }],
    length: count,
  }) as const satisfies Partial<AuditEvent>;
