import { inkLength } from './ink';
import { LabelBuilder } from './labels';
import type { LabelledText, TextChange } from './model';

/** Shorter lines stand beside each other by coincidence. */
const MIN_INK = 4;
const LINE_END = /\r?\n/;

interface Slices {
  readonly length: number;
  slice(start: number, end: number): LabelledText;
}

/**
 * Whole lines that are put in right beside the same lines, as an editor's commands do that copy lines up or down: what
 * stands there is the evidence of who wrote them.
 *
 * @param change a single one, or of an event that takes nothing away: what moves looks alike
 * @returns what is put in, for a change's `origin`
 */
export function duplicated(document: Slices, { start, end, text }: TextChange): LabelledText | undefined {
  if (start !== end || !LINE_END.test(text) || inkLength(text) < MIN_INK) return undefined;
  return behind(document, start, text) ?? before(document, start, text);
}

function behind(document: Slices, at: number, text: string): LabelledText | undefined {
  const there = document.slice(at, Math.min(document.length, at + text.length));
  if (there.text === text) return there;
  // The last line has no end.
  const isLast = at + there.text.length === document.length;
  const [lineEnd = ''] = /\r?\n$/.exec(text) ?? [];
  return isLast && lineEnd !== '' && there.text + lineEnd === text ? joined(there, lineEnd, '') : undefined;
}

function before(document: Slices, at: number, text: string): LabelledText | undefined {
  const there = document.slice(Math.max(0, at - text.length), at);
  if (there.text === text) return there;
  // Nothing stands before the first line.
  const isFirst = there.text.length === at;
  const [lineEnd = ''] = /^\r?\n/.exec(text) ?? [];
  return isFirst && lineEnd !== '' && lineEnd + there.text === text ? joined(there, '', lineEnd) : undefined;
}

function joined({ text, ranges }: LabelledText, after: string, ahead: string): LabelledText {
  const builder = new LabelBuilder();
  builder.add(ahead.length, undefined);
  builder.copy(ranges, 0, text.length);
  builder.add(after.length, undefined);
  return { text: ahead + text + after, ranges: builder.ranges };
}
