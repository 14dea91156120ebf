/** How the writer of a line is shown, to programs and to people. */
import type { Writer } from '../../provenance/lineWriters';
import type { LineClass } from '../../provenance/model';

/** Contract 3. */
export interface LineView {
  readonly line: number;
  readonly class: LineClass;
  readonly tool?: string;
  readonly model?: string;
  readonly session?: string;
  /** Full id; none where the line is not committed. */
  readonly commit?: string;
}

export function lineView(line: number, writer: Writer | undefined, commit?: string): LineView {
  const where = commit !== undefined && { commit };
  if (writer?.kind !== 'ai') return { line, class: writer?.kind ?? 'unknown', ...where };
  const { tool, model, session } = writer;
  return {
    line,
    class: 'ai',
    tool,
    ...(model !== undefined && { model }),
    ...(session !== undefined && { session }),
    ...where,
  };
}

/** Nothing for a line of which nothing is known. */
export const writerName = ({ class: lineClass, tool, model }: LineView): string =>
  lineClass === 'unknown' ? '' : [lineClass, tool, model].filter(Boolean).join(' ');

/** `1 line`, `2 lines`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
