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

/** Undefined where it is no such note. */
export function parseNote(text: string): AuthorshipNote | undefined {
  const at = dividerIn(text);
  const metadata = at === undefined ? undefined : parseObject(text.slice(at + AFTER_DIVIDER));
  if (at === undefined || !isOfFormat(metadata)) return undefined;
  const files: { readonly path: string; readonly entries: NoteEntry[] }[] = [];
  const isWhole = readAttestations(text, at, {
    file: (path) => void files.push({ path, entries: [] }),
    entry: (key, ranges) => void files.at(-1)?.entries.push({ key, ranges }),
  });
  return isWhole ? { files, metadata } : undefined;
}

/** Where the line stands that its JSON follows; undefined where there is none. */
export function dividerIn(text: string): number | undefined {
  if (text.startsWith(`${DIVIDER}\n`)) return 0;
  const before = text.indexOf(`\n${DIVIDER}\n`);
  return before < 0 ? undefined : before + 1;
}

/** From the divider to what follows it. */
export const AFTER_DIVIDER = DIVIDER.length + 1;

export function isOfFormat(metadata: JsonObject | undefined): metadata is JsonObject {
  const version = metadata?.['schema_version'];
  return typeof version === 'string' && version.startsWith('authorship/');
}

export interface AttestationReader {
  file(path: string): void;
  /** Of the file before. */
  entry(key: string, ranges: readonly LineRange[]): void;
}

/**
 * Tells what stands in a note before its divider.
 *
 * @param end where that is
 * @returns false, at the first line that has no place in such a note
 */
export function readAttestations(text: string, end: number, reader: AttestationReader): boolean {
  let hasFile = false;
  let newline = 0;
  for (let at = 0; at < end; at = newline + 1) {
    newline = text.indexOf('\n', at);
    if (newline === at) continue;
    if (!text.startsWith('  ', at)) {
      hasFile = true;
      reader.file(unquoted(text.slice(at, newline)));
      continue;
    }
    const gap = text.indexOf(' ', at + 2);
    if (gap < at + 3 || gap > newline || !hasFile) return false;
    const key = text.slice(at + 2, gap);
    const ranges = WHITE_SPACE.test(key) ? undefined : parseRanges(text, gap + 1, newline);
    if (!ranges) return false;
    reader.entry(key, ranges);
  }
  return true;
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

const [ZERO, NINE, COMMA, DASH] = [...'09,-'].map((unit) => unit.charCodeAt(0)) as [
  number,
  number,
  number,
  number,
];
const MOST_DIGITS = 9;

/** Of all that stands there. */
function parseRanges(text: string, from: number, end: number): LineRange[] | undefined {
  const ranges: LineRange[] = [];
  for (let at = from; ; at++) {
    let start = 0;
    let value = 0;
    let digits = 0;
    for (; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (unit === DASH && start === 0) {
        if (value === 0) return undefined;
        start = value;
        value = 0;
        digits = 0;
        continue;
      }
      if (unit < ZERO || unit > NINE) break;
      if (++digits > MOST_DIGITS) return undefined;
      value = value * 10 + unit - ZERO;
    }
    if (value < 1 || value < start) return undefined;
    ranges.push({ start: start || value, end: value });
    if (at === end) return ranges;
    if (text.charCodeAt(at) !== COMMA) return undefined;
  }
}

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
  try {
    return asObject(JSON.parse(json));
  } catch {
    return undefined;
  }
}
