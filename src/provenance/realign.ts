import { carryLabels } from './carry';
import { carryCore, isInFlow } from './form';
import { inkLength, isWhiteSpace } from './ink';
import type { Stretch } from './ink';
import { LabelBuilder } from './labels';
import type { LabelledText } from './model';
import type { Step } from './plan';
import { Effort } from './myers';
import { withMoved } from './movedLines';
import { withReformed } from './plan';
import { planKeepingMost } from './planKeepingMost';
import { sharedEnds } from './sharedEnds';

/**
 * - `layout`: lines are the same that differ in white space only, and stand where they stood;
 * - `form`: also those that differ in what formatters change besides;
 * - `anywhere`: also those that went elsewhere.
 */
export type Likeness = 'layout' | 'form' | 'anywhere';

/**
 * Labels for a text that came from a labelled one in a way nobody saw: the file changed on disk, the editor was
 * killed, part of it was staged. Lines that a line diff finds unchanged keep their labels, lines that differ only in
 * what formatters change keep them too, and so do lines that went to another place, if it is clear which ones they are.
 * Of one line that became one line, the ends and the longest piece that stayed keep them where they are most of the line,
 * but never so much of it that its class would be theirs: nobody is known to have written it so. All else is unknown.
 *
 * Linear in the texts' length, but for a line diff of bounded effort.
 *
 * @param mayHaveParts whether a line of the text, by its start, may have labels of one of which only parts are left
 */
export function realign(
  from: LabelledText,
  text: string,
  likeness: Likeness = 'anywhere',
  mayHaveParts: (start: number) => boolean = () => true,
): LabelledText {
  if (text === from.text) return from;
  const builder = new LabelBuilder();
  if (from.ranges.length === 0) return { text, ranges: [] };
  const budget: Budget = { comparisons: MAX_COMPARISONS };
  for (const step of planOf(from, text, likeness)) {
    const { how, old, now } = step;
    if (how === 'same') builder.copy(from.ranges, old.start, old.end);
    else if (how === 'respaced') carryLabels(builder, from, old, text.slice(now.start, now.end), undefined);
    else if (how === 'reformed') carryCore(builder, from, old, text.slice(now.start, now.end));
    else if (how === 'reflowed') carryCore(builder, from, old, text.slice(now.start, now.end), isInFlow);
    else if (mayHaveParts(now.start)) realignChanged(builder, from, text, step, budget);
    else builder.add(now.end - now.start, undefined);
  }
  return { text, ranges: builder.ranges };
}

function planOf(from: LabelledText, text: string, likeness: Likeness): readonly Step[] {
  const plan = planKeepingMost(from.text, text);
  if (likeness === 'layout') return plan;
  const effort = new Effort();
  const reformed = plan.flatMap((step) => withReformed(from.text, text, step, effort));
  return likeness === 'form' ? reformed : withMoved(from, text, reformed);
}

function realignChanged(
  builder: LabelBuilder,
  from: LabelledText,
  text: string,
  { old, now }: Step,
  budget: Budget,
): void {
  const isOneLine = hasOneLine(from.text, old) && hasOneLine(text, now);
  const kept = isOneLine ? sharedStretches(from.text, old, text, now, budget) : [];
  if (!areMostOf(kept, from.text, old, text, now)) {
    builder.add(now.end - now.start, undefined);
    return;
  }
  let at = now.start;
  let left = Math.floor(inkLength(text, now.start, now.end) / 2);
  for (const { oldStart, start, length } of kept) {
    builder.add(start - at, undefined);
    let taken = 0;
    while (taken < length && left > 0) if (!isWhiteSpace(text.charCodeAt(start + taken++))) left--;
    builder.copy(from.ranges, oldStart, oldStart + taken);
    at = start + taken;
  }
  builder.add(now.end - at, undefined);
}

const hasOneLine = (text: string, { start, end }: Stretch): boolean => {
  const lineEnd = text.indexOf('\n', start);
  return end > start && (lineEnd < 0 || lineEnd >= end - 1);
};

/** A stretch that both lines have, in UTF-16 units. */
interface Shared {
  readonly oldStart: number;
  readonly start: number;
  readonly length: number;
}

/** The ends that stayed and, between them, the longest piece that did: a person typed before, behind or around it. */
function sharedStretches(
  oldText: string,
  old: Stretch,
  text: string,
  now: Stretch,
  budget: Budget,
): readonly Shared[] {
  const { prefix, suffix } = sharedEnds(oldText, old, text, now);
  const oldMiddle = { start: old.start + prefix, end: old.end - suffix };
  const middle = { start: now.start + prefix, end: now.end - suffix };
  const piece = longestShared(oldText, oldMiddle, text, middle, budget);
  return [
    { oldStart: old.start, start: now.start, length: prefix },
    ...(piece ? [piece] : []),
    { oldStart: oldMiddle.end, start: middle.end, length: suffix },
  ];
}

/** A shorter piece is shared by coincidence. */
const MIN_PIECE = 4;

/** Comparisons that looking for shared pieces may take in one text; lines beyond that keep their ends only. */
const MAX_COMPARISONS = 4_000_000;

interface Budget {
  comparisons: number;
}

function longestShared(
  oldText: string,
  old: Stretch,
  text: string,
  now: Stretch,
  budget: Budget,
): Shared | undefined {
  const [rows, columns] = [old.end - old.start, now.end - now.start];
  budget.comparisons -= rows * columns;
  if (Math.min(rows, columns) < MIN_PIECE || budget.comparisons < 0) return undefined;
  // Length of the common piece that ends at each unit of the new line, and at the old one of the row.
  let above = new Uint16Array(columns + 1);
  let row = new Uint16Array(columns + 1);
  let best = { length: MIN_PIECE - 1, oldEnd: 0, end: 0 };
  for (let i = 1; i <= rows; i++) {
    const unit = oldText.charCodeAt(old.start + i - 1);
    for (let j = 1; j <= columns; j++) {
      const length = text.charCodeAt(now.start + j - 1) === unit ? above[j - 1]! + 1 : 0;
      row[j] = length;
      if (length > best.length) best = { length, oldEnd: old.start + i, end: now.start + j };
    }
    [above, row] = [row, above];
  }
  const { length, oldEnd, end } = best;
  return length < MIN_PIECE ? undefined : { oldStart: oldEnd - length, start: end - length, length };
}

/** A bracket or a semicolon that two lines happen to share does not make them one line. */
function areMostOf(
  kept: readonly Shared[],
  oldText: string,
  old: Stretch,
  text: string,
  now: Stretch,
): boolean {
  const shared = kept.reduce((sum, { start, length }) => sum + inkLength(text, start, start + length), 0);
  const longer = Math.max(inkLength(oldText, old.start, old.end), inkLength(text, now.start, now.end));
  return 2 * shared > longer;
}
