import { carryLabels } from './carry';
import { inkLength } from './ink';
import type { Stretch } from './ink';
import { LabelBuilder } from './labels';
import type { LabelledText } from './model';
import type { Step } from './plan';
import { planChange } from './plan';
import { sharedEnds } from './sharedEnds';

/**
 * Labels for a text that came from a labelled one in a way nobody saw: the file changed on disk, the editor was
 * killed, part of it was staged. Lines that a line diff finds unchanged keep their labels, lines that differ in
 * white space only keep them too; of one line that became one line, the ends that stayed, where they are most of
 * the line. All else is unknown.
 *
 * Linear in the texts' length, but for a line diff of bounded effort.
 */
export function realign(from: LabelledText, text: string): LabelledText {
  if (text === from.text) return from;
  const builder = new LabelBuilder();
  if (from.ranges.length === 0) return { text, ranges: [] };
  for (const step of planChange(from.text, { start: 0, end: from.text.length }, text)) {
    const { how, old, now } = step;
    if (how === 'same') builder.copy(from.ranges, old.start, old.end);
    else if (how === 'respaced') carryLabels(builder, from, old, text.slice(now.start, now.end), undefined);
    else realignChanged(builder, from, text, step);
  }
  return { text, ranges: builder.ranges };
}

function realignChanged(builder: LabelBuilder, from: LabelledText, text: string, { old, now }: Step): void {
  const length = now.end - now.start;
  const { prefix, suffix } = sharedEnds(from.text, old, text, now);
  const isOneLine = hasOneLine(from.text, old) && hasOneLine(text, now);
  if (!isOneLine || !areMostOf(from.text, old, text, now, prefix, suffix)) {
    builder.add(length, undefined);
    return;
  }
  builder.copy(from.ranges, old.start, old.start + prefix);
  builder.add(length - prefix - suffix, undefined);
  builder.copy(from.ranges, old.end - suffix, old.end);
}

const hasOneLine = (text: string, { start, end }: Stretch): boolean => {
  const lineEnd = text.indexOf('\n', start);
  return end > start && (lineEnd < 0 || lineEnd >= end - 1);
};

/** A bracket or a semicolon that two lines happen to share does not make them one line. */
function areMostOf(
  oldText: string,
  old: Stretch,
  text: string,
  now: Stretch,
  prefix: number,
  suffix: number,
): boolean {
  const shared =
    inkLength(oldText, old.start, old.start + prefix) + inkLength(oldText, old.end - suffix, old.end);
  const longer = Math.max(inkLength(oldText, old.start, old.end), inkLength(text, now.start, now.end));
  return 2 * shared > longer;
}
