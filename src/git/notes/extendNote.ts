/** Adds what is known of a commit's lines to its note, if it has one already. */
import {
  isNotable,
  rangesOf,
  SCHEMA_VERSION,
  writersInNote,
  type AuthorshipNote,
  type JsonObject,
  type NotedFile,
} from '../../provenance/authorshipNote';
import { writerKey, type AiWriter, type LineWriters, type Writer } from '../../provenance/lineWriters';
import { sha256 } from '../sha256';

export interface CommitLines {
  readonly commit: string;
  /** `Name <address>` */
  readonly author: string;
  /** By path. */
  readonly files: ReadonlyMap<string, LineWriters>;
  /** What a note says, of the same lines at the same places, that stands at a commit which this one was made of. */
  readonly carried?: AuthorshipNote | undefined;
}

/** The version of the format's own tool that writes what is written here. */
const GIT_AI_VERSION = '1.4.5';

/**
 * What the note says already stands; lines that it does not list are added. Undefined where there are none. Where there is
 * no note yet, the carried one is taken whole, with all that another tool has put into it.
 */
export function extendNote(note: AuthorshipNote | undefined, lines: CommitLines): AuthorshipNote | undefined {
  const { commit, files, carried } = lines;
  if (!carried) return withLines(note, lines);
  if (note) return withLines(note, { ...lines, files: new Map([...filesIn(carried), ...files]) });
  const own = { ...carried, metadata: { ...carried.metadata, base_commit_sha: commit } };
  return withLines(own, lines) ?? own;
}

/** A note may list more lines than any commit has. */
const MOST_LINES = 200_000;

function filesIn(note: AuthorshipNote): ReadonlyMap<string, LineWriters> {
  const files = new Map<string, LineWriters>();
  let left = MOST_LINES;
  for (const file of note.files) {
    const writers = writersInNote({ ...note, files: [file] }, file.path, left);
    files.set(file.path, new Map([...writers, ...(files.get(file.path) ?? [])]));
    left -= writers.size;
    if (left <= 0) break;
  }
  return files;
}

function withLines(
  note: AuthorshipNote | undefined,
  { commit, author, files }: CommitLines,
): AuthorshipNote | undefined {
  const keys = new Keys(note?.metadata ?? {}, commit, author);
  const noted = new Map<string, NotedFile>((note?.files ?? []).map((file) => [file.path, file]));
  let added = false;
  for (const [path, writers] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isNotable(path)) continue;
    const there = noted.get(path);
    const isListed = (line: number): boolean =>
      there?.entries.some(({ ranges }) => ranges.some(({ start, end }) => start <= line && line <= end)) ??
      false;
    const byWriter = new Map<string, { readonly writer: Writer; readonly lines: number[] }>();
    let last: { readonly writer: Writer; readonly lines: number[] } | undefined;
    for (const [line, writer] of [...writers].toSorted(([a], [b]) => a - b)) {
      if (isListed(line)) continue;
      if (last?.writer !== writer) {
        const key = writerKey(writer);
        last = byWriter.get(key) ?? { writer, lines: [] };
        byWriter.set(key, last);
      }
      last.lines.push(line);
    }
    if (byWriter.size === 0) continue;
    added = true;
    const entries = [...byWriter.values()].map(({ writer, lines }) => ({
      key: keys.of(writer),
      ranges: rangesOf(lines),
    }));
    noted.set(path, { path, entries: [...(there?.entries ?? []), ...entries] });
  }
  return added ? { files: [...noted.values()], metadata: keys.metadata } : undefined;
}

const digest = (text: string): string => sha256(text).slice(0, 14);

/** Few people and conversations write hundreds of commits. */
const digests = new Map<string, string>();

function digestOfName(name: string): string {
  const known = digests.get(name) ?? digest(name);
  digests.set(name, known);
  return known;
}

/** Hands out the keys of sessions and people, and keeps what they stand for. */
class Keys {
  private readonly sessions: Record<string, unknown>;
  private readonly humans: Record<string, unknown>;
  /** By `writerKey`. */
  private readonly found = new Map<string, string>();

  constructor(
    private readonly before: JsonObject,
    private readonly commit: string,
    private readonly author: string,
  ) {
    this.sessions = { ...objectAt(before, 'sessions') };
    this.humans = { ...objectAt(before, 'humans') };
  }

  get metadata(): JsonObject {
    return {
      schema_version: SCHEMA_VERSION,
      git_ai_version: GIT_AI_VERSION,
      base_commit_sha: this.commit,
      prompts: {},
      ...this.before,
      ...(Object.keys(this.humans).length > 0 && { humans: this.humans }),
      ...(Object.keys(this.sessions).length > 0 && { sessions: this.sessions }),
    };
  }

  /** The same for the same commit, so that writing a note twice changes nothing. */
  of(writer: Writer): string {
    const written = writerKey(writer);
    const key = this.found.get(written) ?? (writer.kind === 'ai' ? this.traceOf(writer) : this.human());
    this.found.set(written, key);
    return key;
  }

  private traceOf(writer: AiWriter): string {
    const session = this.session(writer);
    return `${session}::t_${digest([this.commit, session].join('\0'))}`;
  }

  private human(): string {
    const key = `h_${digestOfName(this.author)}`;
    this.humans[key] ??= { author: this.author };
    return key;
  }

  private session(writer: AiWriter): string {
    const { tool, model = 'unknown', session = '', toolVersion } = writer;
    const record = {
      agent_id: { tool, id: session, model },
      human_author: /<([^>]*)>$/.exec(this.author)?.[1] ?? this.author,
      ...(toolVersion !== undefined && { custom_attributes: { tool_version: toolVersion } }),
    };
    const agent = JSON.stringify([record.agent_id, toolVersion]);
    // A conversation may go on with another model, and there may be no name for it.
    for (const name of [`${tool}:${session}`, `${tool}:${session}:${model}:${toolVersion ?? ''}`]) {
      const key = `s_${digestOfName(name)}`;
      const there = objectAt(this.sessions, key);
      if (there && agentIn(there) !== agent) continue;
      this.sessions[key] ??= record;
      return key;
    }
    const key = `s_${digest(writerKey(writer))}`;
    this.sessions[key] = record;
    return key;
  }
}

const agentIn = (record: JsonObject): string => {
  const { tool, id, model } = objectAt(record, 'agent_id') ?? {};
  return JSON.stringify([{ tool, id, model }, objectAt(record, 'custom_attributes')?.['tool_version']]);
};

function objectAt(object: JsonObject, key: string): JsonObject | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}
