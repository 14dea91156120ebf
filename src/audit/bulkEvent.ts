/** How the audit log tells that a tool changed far more than usual in one session. */
import type { BulkFlag } from '../risk/bulk';
import type { AuditEvent } from './record';

const RULES: Readonly<Record<BulkFlag['measure'], string>> = {
  files: 'parapet/bulk-files',
  deletedFiles: 'parapet/bulk-deleted-files',
  addedLines: 'parapet/bulk-added-lines',
  removedLines: 'parapet/bulk-removed-lines',
  modules: 'parapet/bulk-modules',
};

/** A verdict on a session, not on a text: `length` is how many files, lines or modules it had come to. */
export const bulkEvent = ({ measure, count, from }: BulkFlag) =>
  ({
    kind: 'verdict',
    what: 'session',
    outcome: 'shown',
    action: 'warn',
    level: 'medium',
    rules: [
      { rule: `${RULES[measure]}${from === 'budget' ? '-budget' : ''}`, action: 'warn', severity: 'medium' },
    ],
    length: count,
  }) as const satisfies Partial<AuditEvent>;
