/**
 * The audit log as a chain: each record holds the hash of the one before it, and its own over all that comes first in
 * its line. One JSON object a line, without spaces:
 *
 *   {"n":7,"prev":"<hash of record 6>", …event…, "hash":"<SHA-256 of the line up to here, as {…}>"}
 *
 * `n` counts from 1 over all files. The hash is unkeyed: who can write the log can compute it too, so that what somebody
 * rewrote from some record to the end shows only against an anchor kept elsewhere.
 */
import { redacted, type AuditEvent } from './record';

/** SHA-256 of a text's UTF-8 bytes, hex. */
export type Sha256 = (text: string) => string;

/** Where the log stands: how many records it has had, and the hash of the last. What is anchored elsewhere. */
export interface AuditHead {
  readonly count: number;
  readonly head: string;
}

export const EMPTY: AuditHead = { count: 0, head: '0'.repeat(64) };

export interface ChainedRecord extends AuditEvent {
  readonly n: number;
  readonly prev: string;
  readonly hash: string;
}

export interface NewRecord {
  /** With its line end. */
  readonly line: string;
  readonly head: AuditHead;
}

export function chained(after: AuditHead, event: AuditEvent, sha256: Sha256): NewRecord {
  const n = after.count + 1;
  const body = JSON.stringify({ n, prev: after.head, ...redacted(event) });
  const hash = sha256(body);
  return { line: `${withHash(body, hash)}\n`, head: { count: n, head: hash } };
}

const withHash = (body: string, hash: string): string => `${body.slice(0, -1)},"hash":"${hash}"}`;

/** The record of a line, if it is one and its own hash fits. */
export function readRecord(line: string, sha256: Sha256): ChainedRecord | undefined {
  const [, start, hash] = /^(\{"n":.*),"hash":"([0-9a-f]{64})"\}$/.exec(line) ?? [];
  if (start === undefined || hash === undefined || sha256(`${start}}`) !== hash) return undefined;
  try {
    const record = JSON.parse(line) as ChainedRecord;
    return Number.isSafeInteger(record.n) && typeof record.prev === 'string' ? record : undefined;
  } catch {
    return undefined;
  }
}
