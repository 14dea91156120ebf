/**
 * Records of the working log, each one line of JSON that can be checked by itself:
 *
 *     {"n":     123,"s":"0123456789abcdef","r":{…}}
 *
 * `n` is the length of the JSON in `r` in bytes, right-aligned, `s` its checksum. Of a record that was cut short, or
 * written over, nothing is believed; a record that stands right behind what is left of one is found again, since `{"n":`
 * cannot stand inside a record.
 */
import { checksum, CHECKSUM_DIGITS } from './checksum';

const START = '{"n":';
const LENGTH_DIGITS = 8;
const HEAD_LENGTH = START.length + LENGTH_DIGITS + ',"s":"'.length + CHECKSUM_DIGITS + '","r":'.length;
const END = '}\n';
/** Longest payload, in bytes. */
export const MAX_PAYLOAD = 24 * 1024 * 1024;

interface Common {
  /** Milliseconds since 1970, and later than every record that its writer knew. */
  readonly o: number;
  /** Who wrote it: a process. */
  readonly w: string;
  /** The file. */
  readonly p: string;
  /** Of the newest record of this file that its writer knew, 0 without one. */
  readonly b: number;
}

/** The labels of a file, or that it has none any more. */
export type LogRecord =
  | (Common & {
      readonly t: 'labels';
      /** See `encodeBody`. */
      readonly d: string;
      /** The name that git gives a file of this text, where it goes by SHA-1. */
      readonly i?: string;
      /** Writers whose records of this file it does not take the place of, although it knew them. */
      readonly k?: readonly string[];
    })
  | (Common & { readonly t: 'gone' });

export function encodeRecord(record: LogRecord): Buffer {
  const payload = Buffer.from(JSON.stringify(record), 'utf8');
  return Buffer.concat([Buffer.from(headOf(payload), 'latin1'), payload, Buffer.from(END, 'latin1')]);
}

function headOf(payload: Buffer): string {
  return `${START}${String(payload.length).padStart(LENGTH_DIGITS)},"s":"${checksum(payload)}","r":`;
}

export interface Decoded {
  readonly records: readonly LogRecord[];
  /** Up to here nothing more will come of these bytes; what follows may be a record that is still being written. */
  readonly end: number;
}

export function decodeRecords(bytes: Buffer): Decoded {
  const records: LogRecord[] = [];
  // Whoever can write the file could make one checksum after another fail over the same bytes.
  let patience = 2 * bytes.length;
  let end = 0;
  for (let at = bytes.indexOf(START); at >= 0 && patience > 0;) {
    const payload = payloadAt(bytes, at);
    if (payload === undefined) {
      at = bytes.indexOf(START, at + 1);
      continue;
    }
    if (bytes.toString('latin1', at, at + HEAD_LENGTH) !== headOf(payload)) {
      patience -= payload.length + HEAD_LENGTH;
      at = bytes.indexOf(START, at + 1);
      continue;
    }
    const record = asRecord(payload);
    if (record !== undefined) records.push(record);
    end = at + HEAD_LENGTH + payload.length + END.length;
    at = bytes.indexOf(START, end);
  }
  return { records, end };
}

function payloadAt(bytes: Buffer, at: number): Buffer | undefined {
  const digits = bytes.toString('latin1', at + START.length, at + START.length + LENGTH_DIGITS);
  if (!/^ *[1-9][0-9]*$/.test(digits)) return undefined;
  const length = Number(digits);
  const from = at + HEAD_LENGTH;
  if (length > MAX_PAYLOAD || from + length + END.length > bytes.length) return undefined;
  if (bytes.toString('latin1', from + length, from + length + END.length) !== END) return undefined;
  return bytes.subarray(from, from + length);
}

/** Undefined for what another version may have written. */
function asRecord(payload: Buffer): LogRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(payload.toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { t, o, w, p, b, d, i, k }: { readonly [K in (typeof FIELDS)[number]]?: unknown } = value;
  if (!isOrder(o) || !isOrder(b) || typeof w !== 'string' || typeof p !== 'string') return undefined;
  if (t === 'gone') return { t, o, w, p, b };
  if (t !== 'labels' || typeof d !== 'string') return undefined;
  return { t, o, w, p, b, d, ...(isBlobId(i) && { i }), ...(isWriters(k) && { k }) };
}

const FIELDS = ['t', 'o', 'w', 'p', 'b', 'd', 'i', 'k'] as const;

const isBlobId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{40}$/.test(value);

const isWriters = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

const isOrder = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
