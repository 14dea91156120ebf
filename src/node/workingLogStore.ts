/**
 * The working log's files and how records pass between them:
 *
 * - `working.log`: records are appended here, by any number of processes;
 * - `working.old`: a log that was put aside and is being merged into the base;
 * - `working.base`: the last record of each file as of the last merge.
 *
 * Records only ever move from log to old to base, and an old log is deleted after the base that holds its records is
 * on the disk. So whoever reads them in this order misses none, and a merge that is killed at any point loses none:
 * at worst a record is there twice, which changes nothing.
 */
import { sameFile } from './workingLogFiles';
import type { FileIdentity, LogFolder } from './workingLogFiles';
import { LogIndex, worthKeeping } from './workingLogIndex';
import { withLock } from './workingLogLock';
import { decodeRecords, encodeRecord } from './workingLogRecord';
import type { LogRecord } from './workingLogRecord';

const LOG = 'working.log';
const OLD = 'working.old';
const BASE = 'working.base';
const LOCK = 'working.lock';

/** A log is merged when it is this long, and longer than what it would be merged into; in bytes. */
const MERGE_AT = 1024 * 1024;
/** How often a merge looks again for what was appended to the old log by those who had it open. */
const DRAINS = 5;

export class LogStore {
  private index = new LogIndex();
  private known: Known | undefined;

  constructor(private readonly folder: LogFolder) {}

  /** Everything that is on the disk by now, also what other processes wrote. */
  refresh(): LogIndex {
    const { known } = this;
    if (known === undefined || !areSame(this.folder.identityOf(BASE), known.base)) return this.readAll();
    const log = this.folder.identityOf(LOG);
    if (!areSame(log, known.log) || (log?.size ?? 0) < known.end) return this.readAll();
    if (log === undefined || log.size === known.end) return this.index;
    const part = this.folder.read(LOG, known.end);
    if (part === undefined || !areSame(part.identity, known.log)) return this.readAll();
    const { records, end } = decodeRecords(part.bytes);
    this.index.add(records);
    this.known = { ...known, end: known.end + end };
    return this.index;
  }

  /** @throws where it could not be written, or not be seen to be on the disk */
  append(record: LogRecord): void {
    this.folder.append(LOG, encodeRecord(record));
  }

  /** Where it has become worth while. */
  mergeIfLong(now: number): void {
    const size = this.folder.identityOf(LOG)?.size ?? 0;
    if (size < MERGE_AT || size < (this.folder.identityOf(BASE)?.size ?? 0)) return;
    this.merge(now, () => true);
  }

  /**
   * Merges everything into the base, but for what is not to be kept.
   *
   * @returns false, having done nothing, where another process is at it
   */
  merge(now: number, keep: (record: LogRecord) => boolean): boolean {
    this.folder.create();
    return withLock(this.folder.file(LOCK), now, () => {
      // Left behind by a merge that was killed.
      if (this.folder.identityOf(OLD) && !this.mergeOld(now, keep)) return;
      if (this.folder.identityOf(LOG)) this.folder.rename(LOG, OLD);
      this.mergeOld(now, keep);
      this.folder.removeDrafts('working.');
    });
  }

  /** @returns false where records still come in; then the old log stays */
  private mergeOld(now: number, keep: (record: LogRecord) => boolean): boolean {
    let merged: number | undefined;
    for (let drain = 0; drain < DRAINS; drain++) {
      const old = this.folder.read(OLD)?.bytes ?? NOTHING;
      if (old.length === merged) {
        this.folder.remove(OLD);
        return true;
      }
      const index = new LogIndex();
      index.add(decodeRecords(this.folder.read(BASE)?.bytes ?? NOTHING).records);
      index.add(decodeRecords(old).records);
      this.folder.replace(BASE, Buffer.concat(worthKeeping(index.records, now, keep).map(encodeRecord)));
      merged = old.length;
    }
    return false;
  }

  private readAll(): LogIndex {
    const index = new LogIndex();
    const [log, old, base] = [this.folder.read(LOG), this.folder.read(OLD), this.folder.read(BASE)];
    const { records, end } = decodeRecords(log?.bytes ?? NOTHING);
    index.add(records);
    for (const part of [old, base]) index.add(decodeRecords(part?.bytes ?? NOTHING).records);
    this.index = index;
    this.known = { log: log?.identity, end, base: base?.identity };
    return index;
  }
}

/** Up to where what is on the disk has been read. */
interface Known {
  readonly log: FileIdentity | undefined;
  readonly end: number;
  readonly base: FileIdentity | undefined;
}

const areSame = (a: FileIdentity | undefined, b: FileIdentity | undefined): boolean =>
  a === undefined || b === undefined ? a === b : sameFile(a, b);

const NOTHING = Buffer.alloc(0);
