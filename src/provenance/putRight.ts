/** What was recorded of a text, put right by what a commit has been found to be. */
import { authorAt, relabel } from './labels';
import { lineStarts } from './lineDiff';
import { carryWriters, type Writer } from './lineWriters';
import type { Author, LabelledText } from './model';

export interface FoundLines {
  /** As it was committed. */
  readonly text: string;
  /** By line number, from 1; undefined where nobody knows. Of other lines nothing was found. */
  readonly writers: ReadonlyMap<number, Writer | undefined>;
}

/** @param recorded whose text may have gone on since; of the lines that were found, a tool was reported to be the writer */
export function putRight(recorded: LabelledText, { text, writers: found }: FoundLines): LabelledText {
  const writers = new Map<number, Writer>();
  const unknown = new Set<number>();
  for (const [line, writer] of found) {
    if (writer) writers.set(line, writer);
    else unknown.add(line);
  }
  const there = carryWriters({ text, writers, unknown }, recorded.text);
  const starts = lineStarts(recorded.text);
  let right = recorded;
  for (const line of [...there.writers.keys(), ...there.unknown]) {
    const [start = 0, end = 0] = [starts[line - 1], starts[line]];
    const author = authorOf(there.writers.get(line), authorAt(recorded.ranges, end - 1));
    right = relabel(right, start, end, author);
  }
  return right;
}

/** @param reported when it is known to have stood there */
function authorOf(writer: Writer | undefined, reported: Author | undefined): Author | undefined {
  if (writer?.kind !== 'ai') return writer;
  if (reported?.kind !== 'ai') return undefined;
  const { time, textHash } = reported.attribution;
  const { tool, toolVersion, model, session } = writer;
  return {
    kind: 'ai',
    attribution: {
      tool,
      ...(toolVersion !== undefined && { toolVersion }),
      ...(model !== undefined && { model }),
      ...(session !== undefined && { session }),
      ...{ time, textHash },
    },
  };
}
