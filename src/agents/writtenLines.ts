/** Which lines of a file a change that has been made wrote. */
import { allLines, exactly, lineStarts, matchLines } from '../provenance/lineDiff';
import { Effort } from '../provenance/myers';
import type { Change } from './request';

/** 1-based, both included. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

/** Beyond this a file was written anew for all that matters. */
const MOST_RANGES = 500;

/**
 * @param before the file's text before the change, where it is known
 * @param now its text on disk
 */
export function writtenLines(change: Change, before: string | undefined, now: string): LineRange[] {
  if (now === '' || change.kind === 'delete') return [];
  if (before !== undefined) return newLines(before, now);
  if (change.kind === 'write') return newLines('', now);
  const texts = change.kind === 'insert' ? [{ old: '', new: change.text }] : change.replacements;
  return joined(texts.flatMap((one) => found(one.old, one.new, now)));
}

/** Lines that the new text has and the old one has not, or has elsewhere. */
function newLines(before: string, now: string): LineRange[] {
  const all = allLines(now);
  const count = all.to;
  const ranges: LineRange[] = [];
  let next = 0;
  for (const { b, length } of matchLines(allLines(before), all, exactly, new Effort())) {
    if (b > next) ranges.push({ startLine: next + 1, endLine: b });
    next = b + length;
  }
  if (next < count) ranges.push({ startLine: next + 1, endLine: count });
  return ranges.length > MOST_RANGES ? [{ startLine: 1, endLine: count }] : ranges;
}

/** Without the text before, a new text tells its place only where it stands once; its unchanged lines are left out. */
function found(old: string, text: string, now: string): LineRange[] {
  const here = now.includes(text) || !now.includes('\r\n') ? text : text.replaceAll('\n', '\r\n');
  const at = here.trim() === '' ? -1 : now.indexOf(here);
  if (at < 0 || now.indexOf(here, at + 1) >= 0) return [];
  const first = lineStarts(now, 0, at + 1).length - 2;
  return newLines(old, here.replaceAll('\r\n', '\n')).map(({ startLine, endLine }) => ({
    startLine: first + startLine,
    endLine: first + endLine,
  }));
}

function joined(ranges: readonly LineRange[]): LineRange[] {
  const result: LineRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.startLine - b.startLine)) {
    const last = result.at(-1);
    if (last && range.startLine <= last.endLine + 1)
      result[result.length - 1] = { ...last, endLine: Math.max(last.endLine, range.endLine) };
    else result.push(range);
  }
  return result;
}
