/** Who wrote whole lines, as notes and `blame` tell it; what is not known is undefined. */
import { classifyLines } from './classifyLines';
import { hasInk, inkLength } from './ink';
import { LabelBuilder } from './labels';
import { lineStarts } from './lineDiff';
import type { Attribution, Author, ClassifiedLine, LabelledText } from './model';
import { realign, type Likeness } from './realign';

export interface AiWriter {
  readonly kind: 'ai';
  readonly tool: string;
  readonly toolVersion?: string;
  readonly model?: string;
  /** The tool's own name for the conversation. */
  readonly session?: string;
}

export type Writer = AiWriter | { readonly kind: 'human' };

/** By line number, from 1. */
export type LineWriters = ReadonlyMap<number, Writer>;

export interface WrittenText {
  readonly text: string;
  readonly writers: LineWriters;
  /** Of these other lines it is known that nothing is known of them. */
  readonly unknown?: ReadonlySet<number> | 'all';
}

export interface CarriedLines {
  readonly writers: LineWriters;
  /** Lines that are known to be unknown; no other evidence is of the line as it was. */
  readonly unknown: ReadonlySet<number>;
}

export function aiWriter({ tool, toolVersion, model, session }: Attribution): AiWriter {
  return {
    kind: 'ai',
    tool,
    ...(toolVersion !== undefined && { toolVersion }),
    ...(model !== undefined && { model }),
    ...(session !== undefined && { session }),
  };
}

const HUMAN: Writer = { kind: 'human' };

/** Many lines are of one suggestion. */
const ofSuggestions = new WeakMap<Attribution, AiWriter>();

export function writerOf({ class: lineClass, attribution }: ClassifiedLine): Writer | undefined {
  if (lineClass === 'human') return HUMAN;
  if (lineClass !== 'ai' || !attribution) return undefined;
  const writer = ofSuggestions.get(attribution) ?? aiWriter(attribution);
  ofSuggestions.set(attribution, writer);
  return writer;
}

/** Equal for equal writers and for no others. */
export const writerKey = (writer: Writer): string =>
  writer.kind === 'human'
    ? ''
    : JSON.stringify([writer.tool, writer.toolVersion ?? null, writer.model ?? null, writer.session ?? null]);

export const isSameTool = (a: Author | undefined, b: Author): boolean =>
  a?.kind === 'ai' &&
  b.kind === 'ai' &&
  writerKey(aiWriter(a.attribution)) === writerKey(aiWriter(b.attribution));

/**
 * The writers of the lines that a text has from another one. A line of which anything is new has none.
 *
 * @param likeness how alike a line must be to be the same
 */
export function carryWriters(from: WrittenText, text: string, likeness: Likeness = 'layout'): CarriedLines {
  const writers = new Map<number, Writer>();
  const unknown = new Set<number>();
  if (from.writers.size === 0 && !from.unknown) return { writers, unknown };
  if (from.text === text) return sameLines(from);
  const labelled = realign(labelLines(from), text, likeness);
  const starts = lineStarts(text);
  const inks = labelledInk(labelled, starts);
  for (const one of classifyLines(labelled)) {
    const { line } = one;
    const ink = inkLength(text, starts[line - 1] ?? 0, starts[line] ?? 0);
    const writer = writerOf(one);
    if (!writer || inks[line - 1] !== ink) continue;
    if (writer.kind === 'ai' && writer.tool === NOBODY) unknown.add(line);
    else writers.set(line, writer);
  }
  return { writers, unknown };
}

/** Nobody is the writer of a line without ink. */
function sameLines({ text, ...from }: WrittenText): CarriedLines {
  const writers = new Map<number, Writer>();
  const unknown = new Set<number>();
  const starts = lineStarts(text);
  for (let line = 1; line < starts.length; line++) {
    if (!hasInk(text, starts[line - 1] ?? 0, starts[line] ?? 0)) continue;
    const writer = from.writers.get(line);
    if (writer) writers.set(line, writer);
    else if (isUnknown(from, line)) unknown.add(line);
  }
  return { writers, unknown };
}

const isUnknown = ({ unknown }: Pick<WrittenText, 'unknown'>, line: number): boolean =>
  unknown === 'all' || (unknown?.has(line) ?? false);

/** No tool has this name. */
const NOBODY = '\0';
const NOBODY_KNOWN: Writer = { kind: 'ai', tool: NOBODY };

/** Time and hash matter to no class. */
const authorOf = (writer: Writer): Author =>
  writer.kind === 'human'
    ? writer
    : { kind: 'ai', attribution: { ...withoutKind(writer), time: '', textHash: '' } };

function withoutKind({ tool, toolVersion, model, session }: AiWriter): Omit<AiWriter, 'kind'> {
  return {
    tool,
    ...(toolVersion !== undefined && { toolVersion }),
    ...(model !== undefined && { model }),
    ...(session !== undefined && { session }),
  };
}

function labelLines(from: WrittenText): LabelledText {
  const { text, writers } = from;
  const starts = lineStarts(text);
  const builder = new LabelBuilder();
  // One and the same author is told from others at a glance, and a file has few next to its lines.
  const authors = new Map<Writer, Author>();
  const sameFor = (writer: Writer): Author => {
    const author = authors.get(writer) ?? authorOf(writer);
    authors.set(writer, author);
    return author;
  };
  for (let i = 0; i + 1 < starts.length; i++) {
    const writer = writers.get(i + 1) ?? (isUnknown(from, i + 1) ? NOBODY_KNOWN : undefined);
    builder.add((starts[i + 1] ?? 0) - (starts[i] ?? 0), writer && sameFor(writer));
  }
  return { text, ranges: builder.ranges };
}

/** How much ink of each line has a label. */
function labelledInk({ text, ranges }: LabelledText, starts: readonly number[]): number[] {
  const inks = Array.from({ length: starts.length }, () => 0);
  let line = 0;
  for (const range of ranges) {
    while ((starts[line + 1] ?? Infinity) <= range.start) line++;
    for (let i = line; i + 1 < starts.length && (starts[i] ?? 0) < range.end; i++) {
      const from = Math.max(range.start, starts[i] ?? 0);
      inks[i] = (inks[i] ?? 0) + inkLength(text, from, Math.min(range.end, starts[i + 1] ?? 0));
    }
  }
  return inks;
}
