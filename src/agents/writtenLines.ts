/** Which lines of a file a change that has been made wrote. */
import { classifyLines } from '../provenance/classifyLines';
import { allLines, exactly, lineStarts, matchLines } from '../provenance/lineDiff';
import type { Author } from '../provenance/model';
import { Effort } from '../provenance/myers';
import { realign } from '../provenance/realign';
import { textAfter } from './editText';
import type { Change, Replacement } from './request';

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
  if (before !== undefined) return linesOf(change, before, now);
  if (change.kind === 'write') return newLines('', now);
  const texts = change.kind === 'insert' ? [{ old: '', new: change.text }] : change.replacements;
  return joined(texts.flatMap((one) => found(one.old, one.new, now)));
}

/** A person, or another tool, may have changed the file in between: people are asked before an edit is made. */
function linesOf(change: Change, before: string, now: string): LineRange[] {
  const fresh = newLines(before, now);
  if (fresh.length === 0) return fresh;
  const made = textAfter(before, change);
  if (made === now) return fresh;
  if (made !== undefined) return among(fresh, linesFrom(before, made, now));
  return change.kind === 'replace' ? among(fresh, linesLike(change.replacements, now)) : fresh;
}

/** Where lines have come to that a change made of the text before, in a text that has changed since, as formatters do. */
function linesFrom(before: string, made: string, now: string): Set<number> {
  const starts = lineStarts(made);
  const ranges = newLines(before, made).map(({ startLine, endLine }) => ({
    start: starts[startLine - 1] ?? 0,
    end: starts[endLine] ?? made.length,
    author: THE_AGENT,
  }));
  return linesWhere(
    classifyLines(realign({ text: made, ranges }, now)),
    ({ class: ofLine }) => ofLine === 'ai',
  );
}

const THE_AGENT: Author = { kind: 'ai', attribution: { tool: '', time: '', textHash: '' } };

/** Tools that look less closely than we do put in what they were told all the same. */
function linesLike(replacements: readonly Replacement[], now: string): Set<number> {
  const brought = new Set(replacements.flatMap((one) => one.new.split('\n').map(withoutSpace)));
  return linesWhere(now.split('\n'), (line) => brought.has(withoutSpace(line)));
}

const withoutSpace = (line: string): string => line.replaceAll(/\s/g, '');

const linesWhere = <T>(lines: readonly T[], is: (line: T) => boolean): Set<number> =>
  new Set(lines.flatMap((line, i) => (is(line) ? [i + 1] : [])));

function among(ranges: readonly LineRange[], lines: ReadonlySet<number>): LineRange[] {
  const each = ranges.flatMap(({ startLine, endLine }) =>
    Array.from({ length: endLine - startLine + 1 }, (_, i) => startLine + i).filter((line) =>
      lines.has(line),
    ),
  );
  return joined(each.map((line) => ({ startLine: line, endLine: line })));
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
