/** How the writer of a line is shown, to programs and to people. */
import type { Writer } from '../../provenance/lineWriters';
import type { LineClass } from '../../provenance/model';
import { columnsOf, fitted } from './columns';
import { printable } from './style';

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
const writerName = ({ class: lineClass, tool, model }: LineView): string =>
  lineClass === 'unknown' ? '' : [lineClass, tool, model].filter(Boolean).join(' ');

/** More columns are left to the text of the line; `--json` tells all. */
const WIDEST_NAME = 36;

/** Beside each line who wrote it, all equally wide. */
export function writerColumn(lines: readonly LineView[]): string[] {
  const names = writerNames(lines);
  const shown = new Map([...new Set(names)].map((name) => [name, printable(name)]));
  const widest = [...shown.values()].reduce((most, name) => Math.max(most, columnsOf(name)), 0);
  const width = Math.min(widest, WIDEST_NAME);
  for (const [name, text] of shown) shown.set(name, fitted(text, width));
  return names.map((name) => shown.get(name) ?? '');
}

function writerNames(lines: readonly LineView[]): string[] {
  const names: string[] = [];
  let [last, name] = [lines[0], ''];
  for (const line of lines) {
    // Most lines are of the writer of the one before.
    if (line === lines[0] || !isSameWriter(line, last)) name = writerName(line);
    last = line;
    names.push(name);
  }
  return names;
}

const isSameWriter = (a: LineView, b: LineView | undefined): boolean =>
  a.class === b?.class && a.tool === b.tool && a.model === b.model;

/** `1 line`, `2 lines`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
