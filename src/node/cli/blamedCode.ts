/** How people are shown the lines of a file, each beside who wrote it. */
import { lineStarts } from '../../provenance/lineDiff';
import type { Terminal } from './command';
import { writerColumn, type LineView } from './lineView';
import { isPlain, printableCode, styleFor } from './style';

/** Digits of a commit's id; blanks stand before a line that is not committed. */
const SHORT_ID = 8;

/** The lines of a text without white space at their ends, and nothing in them that a terminal would obey. */
export function codeShown(text: string): readonly string[] {
  // Few files hold anything else, and to look at each line takes longer.
  const shown = isPlain(text) ? (line: string) => line : printableCode;
  const starts = lineStarts(text);
  const lines: string[] = [];
  for (let i = 1; i < starts.length; i++) lines.push(shown(text.slice(starts[i - 1], starts[i]).trimEnd()));
  return lines;
}

/** @param code all lines of the file */
export function describeLines(
  lines: readonly LineView[],
  code: readonly string[],
  terminal: Pick<Terminal, 'colour'>,
): string {
  const style = styleFor(terminal);
  const names = writerColumn(lines);
  const digits = String(lines.at(-1)?.line).length;
  const isCommitted = lines.some(({ commit }) => commit !== undefined);
  const whoAndWhere = (commit: string | undefined, name: string): string =>
    style.dim(isCommitted ? `${(commit?.slice(0, SHORT_ID) ?? '').padEnd(SHORT_ID)}  ${name}` : name);
  let [rows, beside] = ['', ''];
  for (const [i, { line, commit }] of lines.entries()) {
    // Most lines came with the one before.
    const isAsBefore = i > 0 && commit === lines[i - 1]?.commit && names[i] === names[i - 1];
    if (!isAsBefore) beside = whoAndWhere(commit, names[i] ?? '');
    rows += `${beside}  ${String(line).padStart(digits)}  ${code[line - 1] ?? ''}\n`;
  }
  return rows;
}
