import { findWithin, lineEnd } from '../characters';
import type { BlockComment, LineComment } from '../dialects/dialect';
import { opensAt } from './place';

/** The end of the line comment at `at`, or -1; the text is read from `start` to `limit`. */
export function endOfLineComment(
  text: string,
  rule: LineComment,
  at: number,
  start: number,
  limit: number,
): number {
  const behind = at + rule.open.length;
  if (behind > limit) return -1;
  const opens = rule.ignoreCase
    ? text.slice(at, behind).toLowerCase() === rule.open
    : text.startsWith(rule.open, at);
  if (!opens || (behind < limit && isExcluded(rule, text.charAt(behind)))) return -1;
  if (at > start && rule.notAfter?.includes(text.charAt(at - 1))) return -1;
  return opensAt(rule.at, text, at, start) ? lineEnd(text, at, limit) : -1;
}

const isExcluded = ({ notBefore, ignoreCase }: LineComment, next: string): boolean =>
  notBefore?.includes(ignoreCase ? next.toLowerCase() : next) ?? false;

/** Whether a block comment opens at `at`, where its first characters stand. */
export const opensBlockComment = (
  text: string,
  rule: BlockComment,
  at: number,
  start: number,
  limit: number,
): boolean =>
  !(at + rule.open.length < limit && rule.notBefore?.includes(text.charAt(at + rule.open.length))) &&
  (rule.at === undefined || opensAt(rule.at, text, at, start));

/** The end of the block comment that opens at `at`, or -1 where nothing closes it before `limit`. */
export function endOfBlockComment(
  text: string,
  { open, close, nested }: BlockComment,
  at: number,
  limit: number,
): number {
  let from = at + open.length;
  if (!nested) {
    const end = findWithin(text, close, from, limit);
    return end < 0 ? -1 : end + close.length;
  }
  for (let depth = 1; from < limit;) {
    if (text.startsWith(close, from)) {
      from += close.length;
      if (--depth === 0) return from <= limit ? from : -1;
    } else if (text.startsWith(open, from)) {
      from += open.length;
      depth++;
    } else from++;
  }
  return -1;
}
