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

/** Undefined where it is no such note. @param parse of its JSON, for whoever reads many that have the same */
export function parseNote(text: string, parse = parseObject): AuthorshipNote | undefined {
  const isFirst = text.startsWith(`${DIVIDER}\n`);
  const divider = isFirst ? 0 : text.indexOf(`\n${DIVIDER}\n`) + 1;
  if (divider === 0 && !isFirst) return undefined;
  const metadata = parse(text.slice(divider + DIVIDER.length + 1));
  const version = metadata?.['schema_version'];
  if (!metadata || typeof version !== 'string' || !version.startsWith('authorship/')) return undefined;
  const files: { readonly path: string; readonly entries: NoteEntry[] }[] = [];
  for (const line of text.slice(0, divider).split('\n')) {
    if (line === '') continue;
    if (!line.startsWith('  ')) {
      files.push({ path: unquoted(line), entries: [] });
      continue;
    }
    const gap = line.indexOf(' ', 2);
    const key = line.slice(2, gap);
    const ranges = gap < 3 || /\s/.test(key) ? undefined : parseRanges(line, gap + 1);
    const file = files.at(-1);
    if (!ranges || !file) return undefined;
    file.entries.push({ key, ranges });
  }
  return { files, metadata };
}

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
export const sessionOf = (key: string): string => key.split('::', 1)[0] ?? '';

/** Who is meant by the key of an entry. */
export function writerInNote({ metadata }: AuthorshipNote, key: string): Writer {
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

/** Of what stands there up to the end. */
function parseRanges(line: string, from: number): LineRange[] | undefined {
  const ranges: LineRange[] = [];
  let at = from;
  const number = (): number => {
    let value = 0;
    let digits = 0;
    for (; at < line.length; at++, digits++) {
      const unit = line.charCodeAt(at);
      if (unit < ZERO || unit > NINE) break;
      value = value * 10 + unit - ZERO;
    }
    return digits > MOST_DIGITS ? 0 : value;
  };
  for (;;) {
    const start = number();
    let end = start;
    if (line.charCodeAt(at) === DASH) {
      at++;
      end = number();
    }
    if (start < 1 || end < start) return undefined;
    ranges.push({ start, end });
    if (at === line.length) return ranges;
    if (line.charCodeAt(at++) !== COMMA) return undefined;
  }
}

/** Without any escapes, as git-ai does: what is between the first and the last quotation mark is the path. */
const quoted = (path: string): string => (/\s|^"|^---$/.test(path) ? `"${path}"` : path);
const unquoted = (line: string): string => /^"(.*)"$/.exec(line)?.[1] ?? line;

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
