import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { chained, EMPTY, readRecord, type AuditHead, type ChainedRecord } from '../audit/chain';
import type { AuditAnchor } from '../audit/guardrailNote';
import { idOfLog } from '../audit/logId';
import type { AuditEvent } from '../audit/record';
import { withoutTold } from '../audit/standing';
import type { AuditFile } from '../audit/verify';
import { codeOf, LogFileError, LogFolder } from './workingLogFiles';
import { withLock } from './workingLogLock';

export interface AuditLogOptions {
  now(): Date;
  /** Bytes after which a file is put aside. */
  readonly fileSize?: number;
  /** Files kept besides the one that is written to. */
  readonly files?: number;
  /**
   * Whether what is appended is on the disk when the call returns (default), rather than with the system: what a process
   * that is killed does not lose, but a machine that goes down may.
   */
  readonly isFlushed?: boolean;
  /** Milliseconds for which another process may be waited for. */
  readonly patienceMs?: number;
}

export type AuditResult =
  | { readonly ok: true; readonly head: AuditHead }
  /** `isBusy`: another process is writing, so that a moment later it may be done. */
  | { readonly ok: false; readonly isBusy: boolean; readonly message: string };

class BusyError extends LogFileError {}

const CURRENT = 'audit.jsonl';
const OLDER = /^audit\.\d{10}\.jsonl$/;
const LOCK = 'audit.lock';
/** Longer than any record, in bytes. */
const TAIL = 64 * 1024;
const FIRST = TAIL;
const PAUSE_MS = 10;
const READ_ATTEMPTS = 5;

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * What the guardrails did in a repository, as a chain of records in the git directory that all its work trees share.
 * Several processes may append at once.
 */
export class AuditLog {
  private readonly folder: LogFolder;
  private readonly fileSize: number;
  private readonly files: number;
  private readonly patienceMs: number;

  /** @param commonDir the git directory that all work trees share */
  constructor(
    commonDir: string,
    private readonly options: AuditLogOptions,
  ) {
    this.folder = new LogFolder(path.join(commonDir, 'parapet'));
    ({ fileSize: this.fileSize = 2 * 1024 * 1024, files: this.files = 15 } = options);
    this.patienceMs = options.patienceMs ?? 2_000;
  }

  /** What stands as it stood when it was last recorded is not recorded again. */
  append(events: readonly AuditEvent[]): AuditResult {
    return this.attempt(() => {
      this.folder.create();
      let head: AuditHead | undefined;
      const isDone = this.locked(() => {
        this.dropTorn();
        head = this.write(this.last(), this.withoutTold(events));
        if ((this.folder.identityOf(CURRENT)?.size ?? 0) >= this.fileSize) head = this.rotate(head);
      });
      if (!isDone || !head) throw new BusyError('another process holds the audit log');
      return head;
    });
  }

  /** Whether anything was ever recorded here. */
  get hasBegun(): boolean {
    const result = this.head();
    return result.ok && result.head.count > 0;
  }

  /** Where the log stands. */
  head(): AuditResult {
    return this.attempt(() => this.last());
  }

  /**
   * The last whole record, for keeping elsewhere; undefined where there is none, or none that fits.
   *
   * @throws where the log cannot be read
   */
  anchor(): AuditAnchor | undefined {
    const newest = this.names().findLast((name) => this.wholeTail(name) !== '');
    const last = newest === undefined ? undefined : this.lastOf(newest);
    const log = last && this.id();
    return last && log !== undefined ? { log, ...last } : undefined;
  }

  /**
   * The records after the first `count` of them, as far as the newest two files hold them.
   *
   * @throws where the log cannot be read
   */
  since(count: number): AuditEvent[] {
    const names = this.names().slice(-2).toReversed();
    let records: ChainedRecord[] = [];
    for (const name of names) {
      const text = this.folder.read(name)?.bytes.toString() ?? '';
      records = [...text.split('\n').flatMap((line) => readRecord(line, sha256) ?? []), ...records];
      if ((records[0]?.n ?? Infinity) <= count + 1) break;
    }
    return records.filter(({ n }) => n > count);
  }

  /** Oldest first. @throws where a file cannot be read */
  read(): AuditFile[] {
    for (let attempt = 1; ; attempt++) {
      const names = this.names();
      const files = names.flatMap((name) => {
        const part = this.folder.read(name);
        return part ? [{ name, text: part.bytes.toString() }] : [];
      });
      // A file that was put aside meanwhile is in neither place.
      if (attempt === READ_ATTEMPTS || this.names().join() === names.join()) return files;
    }
  }

  private withoutTold(events: readonly AuditEvent[]): readonly AuditEvent[] {
    return withoutTold(events, () => (this.folder.read(CURRENT)?.bytes ?? '').toString().split('\n'));
  }

  private write(after: AuditHead, events: readonly AuditEvent[]): AuditHead {
    let head = after;
    const lines = events.map((event) => {
      const record = chained(head, event, sha256);
      head = record.head;
      return record.line;
    });
    if (lines.length > 0)
      this.folder.append(CURRENT, Buffer.from(lines.join('')), this.options.isFlushed ?? true);
    return head;
  }

  /** A record that a crash cut short is taken away, and said to have been. */
  private dropTorn(): void {
    const text = this.tail(CURRENT);
    if (text === '' || text.endsWith('\n')) return;
    const whole = this.folder.read(CURRENT)?.bytes ?? Buffer.alloc(0);
    const end = whole.lastIndexOf('\n') + 1;
    this.folder.replace(CURRENT, whole.subarray(0, end));
    this.write(this.last(), [{ kind: 'torn', time: this.time(), length: whole.length - end }]);
  }

  private rotate(head: AuditHead): AuditHead {
    this.folder.rename(CURRENT, `audit.${String(head.count).padStart(10, '0')}.jsonl`);
    this.folder.removeDrafts('audit.');
    const gone = this.older().slice(0, -this.files || undefined);
    const last = gone.at(-1);
    const record = last === undefined ? undefined : this.lastOf(last);
    // A file whose end does not fit is evidence.
    if (!record) return head;
    const log = this.id();
    const released = { gone: record.count, head: record.head, ...(log !== undefined && { log }) };
    const pruned = this.write(head, [{ kind: 'pruned', time: this.time(), ...released }]);
    for (const name of gone) this.folder.remove(name);
    return pruned;
  }

  private id(): string | undefined {
    const firsts = this.names().map((name) => ({
      text: this.folder.read(name, 0, FIRST)?.bytes.toString() ?? '',
    }));
    return idOfLog(firsts, sha256);
  }

  private last(): AuditHead {
    for (const name of this.names().toReversed()) {
      const text = this.wholeTail(name);
      if (text !== '') return this.lastOf(name) ?? this.guess(text);
    }
    return EMPTY;
  }

  private lastOf(name: string): AuditHead | undefined {
    const line = this.wholeTail(name).trimEnd().split('\n').at(-1);
    const record = line === undefined ? undefined : readRecord(line, sha256);
    return record && { count: record.n, head: record.hash };
  }

  /** After a line that is no record the log goes on; checking it names that line. */
  private guess(text: string): AuditHead {
    const lines = text.trimEnd().split('\n');
    const known = lines.map((line) => readRecord(line, sha256)?.n ?? 0);
    const at = known.findLastIndex((n) => n > 0);
    return { count: (known[at] ?? 0) + lines.length - 1 - at, head: sha256(lines.at(-1) ?? '') };
  }

  private tail(name: string): string {
    const { size = 0 } = this.folder.identityOf(name) ?? {};
    return size === 0 ? '' : (this.folder.read(name, Math.max(0, size - TAIL))?.bytes.toString() ?? '');
  }

  /** Without a record that is being written, or was cut short. */
  private wholeTail(name: string): string {
    const text = this.tail(name);
    return text.slice(0, text.lastIndexOf('\n') + 1);
  }

  /** Oldest first; the last may not be there. */
  private names(): string[] {
    return [...this.older(), CURRENT];
  }

  private older(): string[] {
    if (this.folder.identityOf('.') === undefined) return [];
    return readdirSync(this.folder.folder)
      .filter((name) => OLDER.test(name))
      .toSorted();
  }

  private time(): string {
    return this.options.now().toISOString();
  }

  private locked(action: () => void): boolean {
    const deadline = performance.now() + this.patienceMs;
    const pause = new Int32Array(new SharedArrayBuffer(4));
    while (!withLock(this.folder.file(LOCK), this.options.now().getTime(), action)) {
      if (performance.now() > deadline) return false;
      Atomics.wait(pause, 0, 0, PAUSE_MS);
    }
    return true;
  }

  private attempt(action: () => AuditHead): AuditResult {
    try {
      return { ok: true, head: action() };
    } catch (error) {
      if (codeOf(error) === undefined && !(error instanceof LogFileError)) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      const message = `the audit log could not be kept in ${this.folder.folder}: ${reason}`;
      return { ok: false, isBusy: error instanceof BusyError, message };
    }
  }
}
