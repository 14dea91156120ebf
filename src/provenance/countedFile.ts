/**
 * A table of sums as bytes, in the order in which they are needed, so that most of them need not be looked at.
 *
 * `HEAD_WORDS` numbers; the numbers of the table; JSON with the names, padded with blanks to a whole word; a line for
 * each id of a commit, padded likewise. A checksum is of all before the ids, another one of
 * these. Numbers are words as the machine has them: on another kind of machine the first one is not `MARK`.
 */
import type { CountedTable, CountedWriter, Names } from './countedTable';

export interface KeptTable {
  /** The commit that held the notes then; undefined where there were none. */
  readonly tip: string | undefined;
  readonly table: CountedTable;
  /** Whether the ids are as they were written, too. */
  areIdsWhole(): boolean;
}

/** To be raised with every change of what stands where. */
const MARK = 0x5043_5403;
const HEAD_WORDS = 8;
const WORD = 4;
/** Of an id: SHA-1, SHA-256. */
const DIGITS = [40, 64];

/** How long the parts are. */
interface Sizes {
  readonly commits: number;
  readonly entries: number;
  /** Of an id. */
  readonly digits: number;
  /** Bytes of JSON. */
  readonly names: number;
}

/** Where they begin, in words. */
function layoutOf({ commits, entries, digits, names }: Sizes) {
  const count = HEAD_WORDS + commits;
  const path = count + commits;
  const writer = path + entries;
  const lines = writer + entries;
  const json = lines + entries;
  const ids = json + Math.ceil(names / WORD);
  const idBytes = commits * (digits + 1);
  return {
    author: HEAD_WORDS,
    count,
    path,
    writer,
    lines,
    json,
    ids,
    idBytes,
    all: ids + Math.ceil(idBytes / WORD),
  };
}

/** @param madeBy the version of what reads notes: another one may make something else of them */
export function encodeCounted(tip: string | undefined, table: CountedTable, madeBy: string): Uint8Array {
  const names = new TextEncoder().encode(JSON.stringify({ madeBy, tip, ...table.names }));
  const sizes = {
    commits: table.count.length,
    entries: table.lines.length,
    digits: table.digits,
    names: names.length,
  };
  const layout = layoutOf(sizes);
  const words = new Uint32Array(layout.all);
  const bytes = new Uint8Array(words.buffer);
  for (const part of ['author', 'count', 'path', 'writer', 'lines'] as const)
    words.set(table[part], layout[part]);
  bytes.fill(BLANK, layout.json * WORD);
  bytes.set(names, layout.json * WORD);
  bytes.set(table.ids, layout.ids * WORD);
  const { commits, entries, digits } = sizes;
  words.set([MARK, 0, checksumOf(words, layout.ids), layout.all, commits, entries, digits, names.length]);
  words[1] = checksumOf(words, 2, layout.ids);
  return bytes;
}

const BLANK = 0x20;

/** Undefined where the bytes are not what `encodeCounted` has made, whole, and for the same reader of notes. */
export function decodeCounted(bytes: Uint8Array, madeBy: string): KeptTable | undefined {
  if (bytes.length < HEAD_WORDS * WORD || bytes.length % WORD !== 0) return undefined;
  const aligned = bytes.byteOffset % WORD === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length / WORD);
  const [mark, checksum, checksumOfIds, all, commits = 0, entries = 0, digits = 0, names = 0] = words;
  if (mark !== MARK || all !== words.length || !DIGITS.includes(digits)) return undefined;
  const layout = layoutOf({ commits, entries, digits, names });
  if (layout.all !== words.length || checksum !== checksumOf(words, 2, layout.ids)) return undefined;
  const json = layout.json * WORD;
  const named = namesIn(new TextDecoder().decode(aligned.subarray(json, json + names)), madeBy);
  const ids = layout.ids * WORD;
  const table = named && {
    digits,
    names: named.names,
    ids: aligned.subarray(ids, ids + layout.idBytes),
    author: words.subarray(layout.author, layout.count),
    count: words.subarray(layout.count, layout.path),
    path: words.subarray(layout.path, layout.writer),
    writer: words.subarray(layout.writer, layout.lines),
    lines: words.subarray(layout.lines, layout.json),
  };
  if (!table || !isSound(table)) return undefined;
  return { tip: named.tip, table, areIdsWhole: () => checksumOfIds === checksumOf(words, layout.ids) };
}

/** A repository, and with it the file, may have been made by anybody. */
function isSound({ names, author, count, path, writer }: CountedTable): boolean {
  const { authors, paths, writers } = names;
  let entries = 0;
  for (const number of count) entries += number;
  return (
    entries === path.length &&
    areBelow(author, authors.length) &&
    areBelow(path, paths.length) &&
    areBelow(writer, writers.length)
  );
}

function areBelow(numbers: Uint32Array, limit: number): boolean {
  for (let i = 0; i < numbers.length; i++) if ((numbers[i] ?? limit) >= limit) return false;
  return true;
}

type Parsed = { readonly [key: string]: unknown };

function namesIn(
  json: string,
  madeBy: string,
): { readonly tip: string | undefined; readonly names: Names } | undefined {
  const found = parsed(json);
  const { tip, authors, paths, folders, writers } = found;
  if (found['madeBy'] !== madeBy || (tip !== undefined && !isText(tip))) return undefined;
  if (!isListOf(authors, isText) || !isListOf(paths, isText) || !isListOf(folders, isText)) return undefined;
  return isListOf(writers, isWriter) ? { tip, names: { authors, paths, folders, writers } } : undefined;
}

function parsed(json: string): Parsed {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Parsed) : {};
  } catch {
    return {};
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';

function isWriter(value: unknown): value is CountedWriter {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, tool, model } = value as Parsed;
  return kind === 'human' || (kind === 'ai' && isText(tool) && (model === undefined || isText(model)));
}

const isListOf = <T>(value: unknown, isOne: (one: unknown) => one is T): value is T[] =>
  Array.isArray(value) && value.every(isOne);

/** Odd: then a change of one word always shows. */
const FACTOR = 0x9e37_79b1;

/**
 * Notices what a disk makes of bytes, or a writer that was killed, and no forger. In numbers of 32 bits with a sign
 * throughout: others have to be put somewhere, thousands of times.
 */
function checksumOf(words: Uint32Array, from: number, to = words.length): number {
  const signed = new Int32Array(words.buffer, words.byteOffset, words.length);
  const { imul } = Math;
  let sum = to - from;
  for (let i = from; i < to; i++) sum = imul(sum, FACTOR) ^ (signed[i] ?? 0);
  return sum >>> 0;
}
