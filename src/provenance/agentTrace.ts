/** A commit's note as a record of Agent Trace 0.1.0, `application/vnd.agent-trace.record+json`: https://agent-trace.dev */
import { writerInNote, type AuthorshipNote, type LineRange, type NotedFile } from './authorshipNote';
import { writerKey, type Writer } from './lineWriters';

export interface AgentTrace {
  readonly version: string;
  /** A UUID. */
  readonly id: string;
  /** RFC 3339, in UTC. */
  readonly timestamp: string;
  readonly vcs: { readonly type: 'git'; readonly revision: string };
  /** What wrote the record. */
  readonly tool: { readonly name: string; readonly version: string };
  readonly files: readonly TraceFile[];
  /** The format has no place for the name of a tool and its conversation: by model they cannot be told apart. */
  readonly metadata?: { readonly 'dev.parapet': { readonly tools: readonly TraceTool[] } };
}

interface TraceFile {
  readonly path: string;
  readonly conversations: readonly {
    readonly contributor: { readonly type: 'ai' | 'human'; readonly model_id?: string };
    readonly ranges: readonly { readonly start_line: number; readonly end_line: number }[];
  }[];
}

interface TraceTool {
  readonly tool: string;
  readonly session?: string;
  readonly model_id?: string;
}

const VERSION = '0.1.0';
/** The longest that the format allows. */
const LONGEST_MODEL_ID = 250;

export interface TracedCommit {
  readonly commit: string;
  readonly time: Date;
  readonly note: AuthorshipNote;
}

/** @param id a UUID, the same for the same commit */
export function agentTrace({ commit, time, note }: TracedCommit, id: string, version: string): AgentTrace {
  const tools = new Map<string, TraceTool>();
  const files = note.files
    .filter(({ entries }) => entries.length > 0)
    .map((file) => traceFile(file, note, (writer) => tools.set(writerKey(writer), toolOf(writer))));
  return {
    version: VERSION,
    id,
    timestamp: time.toISOString(),
    vcs: { type: 'git', revision: commit },
    tool: { name: 'parapet', version },
    files,
    ...(tools.size > 0 && { metadata: { 'dev.parapet': { tools: [...tools.values()] } } }),
  };
}

type Ai = Extract<Writer, { kind: 'ai' }>;

function traceFile({ path, entries }: NotedFile, note: AuthorshipNote, see: (writer: Ai) => void): TraceFile {
  return {
    path,
    conversations: entries.map(({ key, ranges }) => {
      const writer = writerInNote(note, key);
      if (writer.kind === 'ai') see(writer);
      return { contributor: { type: writer.kind, ...modelOf(writer) }, ranges: ranges.map(traceRange) };
    }),
  };
}

const traceRange = ({ start, end }: LineRange) => ({ start_line: start, end_line: end });

const modelOf = (writer: Writer): { readonly model_id?: string } =>
  writer.kind === 'ai' && writer.model !== undefined
    ? { model_id: writer.model.slice(0, LONGEST_MODEL_ID) }
    : {};

const toolOf = (writer: Ai): TraceTool => ({
  tool: writer.tool,
  ...(writer.session !== undefined && { session: writer.session }),
  ...modelOf(writer),
});
