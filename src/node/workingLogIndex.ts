import type { LogRecord } from './workingLogRecord';

export type Labels = Extract<LogRecord, { t: 'labels' }>;

/** More processes than this do not write one file without hearing of each other. */
const MAX_HEADS = 16;

/**
 * What of the records still matters: of each file, those that no other record takes the place of. That is one, but
 * for processes that wrote at the same moment; then what each of them knew counts.
 */
export class LogIndex {
  private readonly heads = new Map<string, readonly LogRecord[]>();
  private latest = 0;

  /** Of the newest record seen, so that the next one is newer whatever the clock says. */
  get newest(): number {
    return this.latest;
  }

  get records(): readonly LogRecord[] {
    return [...this.heads.values()].flat();
  }

  /** In any order and any number of times. */
  add(records: Iterable<LogRecord>): void {
    for (const record of records) {
      this.latest = Math.max(this.latest, record.o);
      const heads = this.headsOf(record.p);
      if (heads.some((head) => replaces(head, record))) continue;
      const others = heads.filter((head) => !replaces(record, head));
      this.heads.set(record.p, [record, ...others].toSorted((a, b) => b.o - a.o).slice(0, MAX_HEADS));
    }
  }

  /** Newest first. */
  headsOf(path: string): readonly LogRecord[] {
    return this.heads.get(path) ?? [];
  }

  /** Newest first. */
  labelsOf(path: string): readonly Labels[] {
    return this.headsOf(path).flatMap((head) => (head.t === 'labels' ? [head] : []));
  }

  paths(): string[] {
    return [...this.heads.keys()].filter((path) => this.labelsOf(path).length > 0).toSorted();
  }
}

/** Also where both are the same record. */
const replaces = (a: LogRecord, b: LogRecord): boolean =>
  a.w === b.w ? b.o <= a.o : b.o <= a.b && !(a.t === 'labels' && a.k?.includes(b.w));

const DAY_MS = 86_400_000;
/** Labels of a file that nobody has touched for so long are of no commit to come. */
const KEEP_LABELS_MS = 90 * DAY_MS;
/** That a file has no labels any more must outlive every older record of it in the other files of the log. */
const KEEP_GONE_MS = DAY_MS;
/** Of all that is kept, in bytes as encoded; what was written last is kept first. */
const KEEP_BYTES = 16 * 1024 * 1024;
/** So much where it is of the last day: an agent may write a whole project before anybody commits it. */
const KEEP_BYTES_OF_A_DAY = 48 * 1024 * 1024;

/**
 * What to keep when the log is put in order, oldest first.
 *
 * @param now milliseconds since 1970
 */
export function worthKeeping(
  records: readonly LogRecord[],
  now: number,
  keep: (record: LogRecord) => boolean,
): readonly LogRecord[] {
  let bytes = 0;
  return records
    .toSorted((a, b) => b.o - a.o)
    .filter((record) => {
      if (record.t === 'gone') return now - record.o < KEEP_GONE_MS;
      if (now - record.o >= KEEP_LABELS_MS || !keep(record)) return false;
      bytes += record.d.length;
      return bytes <= (now - record.o < DAY_MS ? KEEP_BYTES_OF_A_DAY : KEEP_BYTES);
    })
    .toReversed();
}
