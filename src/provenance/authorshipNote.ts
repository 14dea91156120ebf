/**
 * Line attribution of one commit in git-ai's format authorship/3.0.0: a path a line, below it who wrote which lines
 * of it, a line `---`, then JSON that says who is meant. Lines that are not listed are unknown.
 */
import type { Writer } from './lineWriters';

/** 1-based lines, both included. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
}

export interface NoteEntry {
  /** `SESSION::TRACE`, the key of a person, or in older notes the key of a prompt. */
  readonly key: string;
  readonly ranges: readonly LineRange[];
}

export interface NotedFile {
  readonly path: string;
  readonly entries: readonly NoteEntry[];
}

export type JsonObject = { readonly [key: string]: unknown };

export interface AuthorshipNote {
  readonly files: readonly NotedFile[];
  /** As it was read, with whatever another tool put there. */
  readonly metadata: JsonObject;
}

export const SCHEMA_VERSION = 'authorship/3.0.0';
const DIVIDER = '---';
const INDENT = 2;

/** Undefined where it is no such note. */
export function parseNote(text: string): AuthorshipNote | undefined {
  const files: { readonly path: string; readonly entries: OpenEntry[] }[] = [];
  const json = readAttestations(text, {
    file: (path) => void files.push({ path, entries: [] }),
    entry: (key) => void files.at(-1)?.entries.push({ key, ranges: [] }),
    range: (start, end) => void files.at(-1)?.entries.at(-1)?.ranges.push({ start, end }),
  });
  const metadata = json === undefined ? undefined : parseObject(text.slice(json));
  return isOfFormat(metadata) ? { files, metadata } : undefined;
}

interface OpenEntry extends NoteEntry {
  readonly ranges: LineRange[];
}

export function isOfFormat(metadata: JsonObject | undefined): metadata is JsonObject {
  const version = metadata?.['schema_version'];
  return typeof version === 'string' && version.startsWith('authorship/');
}

export interface AttestationReader {
  file(path: string): void;
  /** Of the file before. */
  entry(key: string): void;
  /** Of the entry before: 1-based lines, both included. */
  range(start: number, end: number): void;
}

/**
 * Tells what stands in a note before its divider. What it has told is void where it finds a line that has no place in
 * such a note, or no divider.
 *
 * @returns where the JSON begins
 */
export function readAttestations(text: string, reader: AttestationReader): number | undefined {
  let hasFile = false;
  for (let at = 0; ;) {
    const newline = text.indexOf('\n', at);
    if (newline < 0) return undefined;
    if (text.charCodeAt(at) !== SPACE || text.charCodeAt(at + 1) !== SPACE) {
      if (newline === at + DIVIDER.length && text.startsWith(DIVIDER, at)) return newline + 1;
      if (newline > at) {
        hasFile = true;
        reader.file(unquoted(text.slice(at, newline)));
      }
      at = newline + 1;
      continue;
    }
    const gap = text.indexOf(' ', at + INDENT);
    if (!hasFile || gap <= at + INDENT || gap > newline) return undefined;
    const key = text.slice(at + INDENT, gap);
    if (WHITE_SPACE.test(key)) return undefined;
    reader.entry(key);
    // Ranges: a number, or two with a dash between them, and a comma before the next.
    let start = 0;
    let value = 0;
    let digits = 0;
    for (at = gap + 1; at <= newline; at++) {
      const unit = text.charCodeAt(at);
      if (unit >= ZERO && unit <= NINE) {
        if (++digits > MOST_DIGITS) return undefined;
        value = value * 10 + unit - ZERO;
        continue;
      }
      if (unit === DASH) {
        if (start > 0 || value === 0) return undefined;
        start = value;
      } else {
        if (value < 1 || value < start || (unit !== COMMA && at < newline)) return undefined;
        reader.range(start || value, value);
        start = 0;
      }
      value = 0;
      digits = 0;
    }
  }
}

const WHITE_SPACE = /\s/;

export function printNote({ files, metadata }: AuthorshipNote): string {
  const attestations = files.flatMap(({ path, entries }) => [
    quoted(path),
    ...entries.map(({ key, ranges }) => `  ${key} ${printRanges(ranges)}`),
  ]);
  return `${[...attestations, DIVIDER].join('\n')}\n${JSON.stringify(metadata, null, 2)}`;
}

/** Such a path the format cannot hold. */
export const isNotable = (path: string): boolean => path !== '' && !/[\n\r]/.test(path);

/** What the key of an entry is the same in for all that one session or person wrote. */
export const sessionOf = (key: string): string => {
  const trace = key.indexOf('::');
  return trace < 0 ? key : key.slice(0, trace);
};

/** Who is meant by the key of an entry. */
export function writerInNote({ metadata }: Pick<AuthorshipNote, 'metadata'>, key: string): Writer {
  const name = sessionOf(key);
  if (name.startsWith('h_') || recordAt(metadata['humans'], name)) return { kind: 'human' };
  const record = recordAt(metadata['sessions'], name) ?? recordAt(metadata['prompts'], name);
  const agent = asObject(record?.['agent_id']);
  const version = asObject(record?.['custom_attributes'])?.['tool_version'];
  const [tool, model, session] = [agent?.['tool'], agent?.['model'], agent?.['id']];
  return {
    kind: 'ai',
    // A key that nothing explains still says that a tool wrote it.
    tool: isText(tool) ? tool : 'unknown',
    ...(isText(version) && { toolVersion: version }),
    ...(isText(model) && model !== 'unknown' && { model }),
    ...(isText(session) && { session }),
  };
}

/** How many lines are looked at, however often a note lists them. */
const PATIENCE = 4_000_000;

/** Of a file with so many lines. Where two lay claim to a line, a tool goes before a person. */
export function writersInNote(note: AuthorshipNote, path: string, lines: number): Map<number, Writer> {
  const writers = new Map<number, Writer>();
  let patience = PATIENCE;
  for (const { entries } of note.files.filter((file) => file.path === path)) {
    for (const { key, ranges } of entries) {
      const writer = writerInNote(note, key);
      for (const { start, end } of ranges) {
        for (let line = start; line <= Math.min(end, lines) && patience > 0; line++, patience--) {
          if (writer.kind === 'ai' || !writers.has(line)) writers.set(line, writer);
        }
      }
    }
  }
  return writers;
}

/** Ascending lines as ranges. */
export function rangesOf(lines: Iterable<number>): LineRange[] {
  const ranges: { start: number; end: number }[] = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last && last.end + 1 === line) last.end = line;
    else ranges.push({ start: line, end: line });
  }
  return ranges;
}

const printRanges = (ranges: readonly LineRange[]): string =>
  ranges.map(({ start, end }) => (start === end ? `${start}` : `${start}-${end}`)).join(',');

const [SPACE, COMMA, DASH, ZERO, NINE] = [0x20, 0x2c, 0x2d, 0x30, 0x39];
const MOST_DIGITS = 9;

/** Without any escapes, as git-ai does: what is between the first and the last quotation mark is the path. */
const quoted = (path: string): string => (/\s|^"|^---$/.test(path) ? `"${path}"` : path);
const unquoted = (line: string): string =>
  line.startsWith('"') ? (/^"(.*)"$/.exec(line)?.[1] ?? line) : line;

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const asObject = (value: unknown): JsonObject | undefined => (isObject(value) ? value : undefined);

function recordAt(table: unknown, key: string): JsonObject | undefined {
  const object = asObject(table);
  return object && Object.hasOwn(object, key) ? asObject(object[key]) : undefined;
}

export function parseObject(json: string): JsonObject | undefined {
  if (isDeep(json)) return undefined;
  try {
    return asObject(JSON.parse(json));
  } catch {
    return undefined;
  }
}

/** No note is nested so deep but to do harm: what can be read could then not be written. */
const MOST_DEPTH = 500;

function isDeep(json: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let i = 0; i < json.length; i++) {
    const unit = json.charCodeAt(i);
    if (unit === QUOTE) isInText = !isInText;
    else if (isInText) i += Number(unit === BACKSLASH);
    else if (unit === BRACE || unit === BRACKET) depth++;
    else if (unit === BRACE + CLOSING || unit === BRACKET + CLOSING) depth--;
    if (depth > MOST_DEPTH) return true;
  }
  return false;
}

const [QUOTE, BACKSLASH, BRACKET, BRACE, CLOSING] = [0x22, 0x5c, 0x5b, 0x7b, 2];
