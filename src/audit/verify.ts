/** Whether an audit log is as it was written. */
import { EMPTY, readRecord, type AuditHead, type Sha256 } from './chain';
import type { AuditAnchor } from './guardrailNote';
import { idOfLog } from './logId';

export interface AuditFile {
  readonly name: string;
  readonly text: string;
}

/** What the log is held against. */
export interface Anchors {
  /** Whichever log they name; one without a name is of this log. */
  readonly anchors: readonly (AuditHead & Partial<Pick<AuditAnchor, 'log'>>)[];
  /** Logs that are known to have been kept here. There should be none but this one. */
  readonly keptHere?: readonly string[];
}

export type AuditVerdict =
  | ({
      readonly ok: true;
      /** The number of the oldest record that is kept; 1 unless older ones were let go. */
      readonly first: number;
      /** Undefined while the log is empty. */
      readonly log?: string;
      /** How many anchors the log fits, and how many are of other logs: those of other clones. */
      readonly anchored: number;
      readonly elsewhere: number;
    } & AuditHead)
  | {
      readonly ok: false;
      /** Of the first line that does not fit, 1-based; undefined where a whole file or the end is missing. */
      readonly file?: string;
      readonly line?: number;
      /** The number that the record there should have had. */
      readonly record: number;
      readonly reason: string;
    };

/** @param files oldest first */
export function verifyAudit(
  files: readonly AuditFile[],
  { anchors: all, keptHere = [] }: Anchors,
  sha256: Sha256,
): AuditVerdict {
  const log = idOfLog(files, sha256);
  const isOurs = (id: string | undefined): boolean => id === undefined || id === log;
  const anchors = all.filter((anchor) => isOurs(anchor.log));
  let head: AuditHead | undefined;
  let beginning: AuditHead = EMPTY;
  const released = files.flatMap(({ text }) => releasesIn(text, sha256));
  const heads = new Map<number, string>();
  for (const { name, text } of files) {
    const lines = text.split('\n');
    const rest = lines.pop();
    for (const [index, line] of [...lines, ...(rest ? [rest] : [])].entries()) {
      const fault = (reason: string): AuditVerdict => ({
        ok: false,
        file: name,
        line: index + 1,
        record: head ? head.count + 1 : 1,
        reason,
      });
      const record = readRecord(line, sha256);
      if (!record || (rest && index === lines.length))
        return fault(record ? 'its line has no end' : 'it is no record, or was changed after it was written');
      if (head === undefined) {
        beginning = { count: record.n - 1, head: record.prev };
        heads.set(beginning.count, beginning.head);
        if (beginning.count > 0 && !released.some((one) => sameHead(one, beginning)))
          return fault(`the first ${beginning.count} records are missing`);
      }
      const before: AuditHead = head ?? beginning;
      if (record.n !== before.count + 1 || record.prev !== before.head)
        return fault('it does not follow the record before it');
      if (record.n === 1 && record.prev !== EMPTY.head) return fault('it does not begin a log');
      head = { count: record.n, head: record.hash };
      heads.set(record.n, record.hash);
    }
  }
  if (!head) heads.set(EMPTY.count, EMPTY.head);
  const { count, head: last } = head ?? EMPTY;
  const missing = keptHere.filter((id) => !isOurs(id));
  if (missing.length > 0) {
    const records = Math.max(
      0,
      ...all.filter(({ log: id = '' }) => missing.includes(id)).map((one) => one.count),
    );
    const size = records > 0 ? ` of at least ${records} records` : '';
    return { ok: false, record: 1, reason: `a log${size} was kept here before, and is gone` };
  }
  const kept = anchors.filter((anchor) => anchor.count >= beginning.count);
  const broken = kept
    .filter((anchor) => heads.get(anchor.count) !== anchor.head)
    .toSorted((a, b) => a.count - b.count)[0];
  if (broken) {
    return count < broken.count
      ? { ok: false, record: count + 1, reason: `the log was cut: it once had ${broken.count} records` }
      : { ok: false, record: broken.count, reason: 'it is not the record that was anchored' };
  }
  return {
    ok: true,
    count,
    head: last,
    first: beginning.count + 1,
    ...(log !== undefined && { log }),
    anchored: kept.length,
    elsewhere: all.length - anchors.length,
  };
}

/** What the log itself says it has let go of its oldest records. */
function releasesIn(text: string, sha256: Sha256): AuditHead[] {
  const lines = text.split('\n').filter((line) => line.includes('"kind":"pruned"'));
  return lines.flatMap((line) => {
    const { gone, head } = readRecord(line, sha256) ?? {};
    return gone === undefined || head === undefined ? [] : [{ count: gone, head }];
  });
}

const sameHead = (a: AuditHead, b: AuditHead): boolean => a.count === b.count && a.head === b.head;
