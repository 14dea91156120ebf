import { Effort } from '../pattern/effort';
import type { Hits, JudgedText } from './readText';

/** How much of a document around an edit is judged with it, on each side of it. */
export interface WindowSize {
  readonly lines: number;
  readonly characters: number;
}

/** UTF-16 units; the scanner reads them in a fraction of a millisecond. */
const BEYOND = 65_536;

/**
 * The part of a document that an edit can bear on, as it was or as it would be: the changed range and whole
 * lines around it. What stands further off is alike on both sides and so never *introduced*.
 */
export class Window implements JudgedText {
  readonly text: string;
  /** Offset of the window in the document. */
  readonly offset: number;
  /** Window offsets of the changed range. */
  readonly changedStart: number;
  readonly changedEnd: number;
  /** What follows the window: not judged, but it tells where a comment or string that is open at its end ends. */
  readonly beyond: string;
  /** What the prefilter found in the text; a pattern with literals that is not in it matches nowhere. */
  readonly hits: Hits = new Map();

  /**
   * @param before the document up to the changed range
   * @param changed the text of the range on this side
   */
  constructor(
    readonly before: string,
    changed: string,
    after: string,
    size: WindowSize,
    readonly effort: Effort = new Effort(),
  ) {
    this.offset = windowStart(before, size);
    this.changedStart = before.length - this.offset;
    this.changedEnd = this.changedStart + changed.length;
    const end = windowEnd(after, size);
    this.text = before.slice(this.offset) + changed + after.slice(0, end);
    this.beyond = after.slice(end, end + BEYOND);
  }
}

/** Offset of the first line of the window: at most `lines` line ends and `characters` above the end of `before`. */
function windowStart(before: string, size: WindowSize): number {
  const floor = before.length - size.characters;
  let start = before.length;
  for (let line = 0; line <= size.lines && start > 0; line++) {
    const lineStart = start < 2 ? 0 : before.lastIndexOf('\n', start - 2) + 1;
    // A line too long to hold whole is cut, where it is the edit's own; elsewhere it is left out.
    if (lineStart < floor) return line === 0 ? floor : start;
    start = lineStart;
  }
  return start;
}

/** Length of the window's part after the changed range. */
function windowEnd(after: string, size: WindowSize): number {
  let end = 0;
  for (let line = 0; line <= size.lines && end < after.length; line++) {
    const lineEnd = after.indexOf('\n', end);
    const next = lineEnd < 0 ? after.length : lineEnd + 1;
    if (next > size.characters) return line === 0 ? Math.min(size.characters, after.length) : end;
    end = next;
  }
  return end;
}
