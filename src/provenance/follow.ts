import { carryLabels } from './carry';
import { inkLength, inkOf, sameInk } from './ink';
import type { Stretch } from './ink';
import { LabelBuilder } from './labels';
import { allLines } from './lineDiff';
import type { Author, LabelledText, TextChange } from './model';
import { planChange } from './plan';
import { sharedEnds } from './sharedEnds';

/** A change whose place is known exactly, and what is known of the text it inserts. */
export interface AuthoredChange extends TextChange {
  /** Of what is inserted and was not there before. */
  readonly author: Author | undefined;
  /** A text that this change puts back or moves here, with the labels it had: they hold if the inks are equal. */
  readonly origin?: LabelledText;
}

/** A line must have this much ink for its coming back elsewhere in a change to be no coincidence. */
const MOVED_LINE_INK = 4;

/**
 * The inserted text with its labels. What a change takes away and puts back keeps its labels: lines that stay or
 * only trade places, white space aside; of what is left, a common beginning and a common end.
 */
export function labelInsertion(from: LabelledText, change: AuthoredChange): LabelledText {
  const { text, author, origin } = change;
  const builder = new LabelBuilder();
  const old: Stretch = change;
  const now: Stretch = { start: 0, end: text.length };
  const isRespaced = sameInk(from.text, old, text, now);
  if (origin !== undefined && !isRespaced && sameInk(origin.text, whole(origin.text), text, now)) {
    carryLabels(builder, origin, whole(origin.text), text, author);
  } else if (!isRespaced && text.includes('\n') && from.text.slice(old.start, old.end).includes('\n')) {
    followLines(builder, from, change);
  } else followStretch(builder, from, old, text, author);
  return { text, ranges: builder.ranges };
}

const whole = (text: string): Stretch => ({ start: 0, end: text.length });

function followLines(builder: LabelBuilder, from: LabelledText, change: AuthoredChange): void {
  const { text, author } = change;
  const plan = planChange(from.text, change, text);
  const lost = new LostLines(from);
  for (const { how, old } of plan) if (how === 'changed') lost.add(old);
  for (const { how, old, now } of plan) {
    if (how === 'same') builder.copy(from.ranges, old.start, old.end);
    else if (how === 'respaced') carryLabels(builder, from, old, text.slice(now.start, now.end), author);
    else if (!followMovedLines(builder, from, lost, text, now, author))
      followStretch(builder, from, old, text.slice(now.start, now.end), author);
  }
}

/** One stretch took the place of another. */
function followStretch(
  builder: LabelBuilder,
  from: LabelledText,
  old: Stretch,
  text: string,
  author: Author | undefined,
): void {
  const { prefix, suffix } = sharedEnds(from.text, old, text, whole(text));
  const middle: Stretch = { start: old.start + prefix, end: old.end - suffix };
  const inserted = text.slice(prefix, text.length - suffix);
  builder.copy(from.ranges, old.start, middle.start);
  if (sameInk(from.text, middle, inserted, whole(inserted)))
    carryLabels(builder, from, middle, inserted, author);
  else builder.add(inserted.length, author);
  builder.copy(from.ranges, middle.end, old.end);
}

/** @returns false, having done nothing, where no line of the new stretch was lost elsewhere */
function followMovedLines(
  builder: LabelBuilder,
  from: LabelledText,
  lost: LostLines,
  text: string,
  now: Stretch,
  author: Author | undefined,
): boolean {
  const { starts, to } = allLines(text, now.start, now.end);
  const lines = Array.from({ length: to }, (_, i) => text.slice(starts[i], starts[i + 1]));
  const origins = lines.map((line) => lost.take(line));
  if (origins.every((origin) => origin === undefined)) return false;
  lines.forEach((line, i) => {
    const origin = origins[i];
    if (origin === undefined) builder.add(line.length, author);
    else carryLabels(builder, from, origin, line, author);
  });
  return true;
}

/** Lines that a change took away, to be found again where it put them. */
class LostLines {
  private readonly byInk = new Map<string, Stretch[]>();

  constructor(private readonly from: LabelledText) {}

  add(stretch: Stretch): void {
    const { text, starts, to } = allLines(this.from.text, stretch.start, stretch.end);
    for (let i = 0; i < to; i++) {
      const line = { start: starts[i]!, end: starts[i + 1]! };
      if (inkLength(text, line.start, line.end) < MOVED_LINE_INK) continue;
      const ink = inkOf(text.slice(line.start, line.end));
      const alike = this.byInk.get(ink);
      if (alike === undefined) this.byInk.set(ink, [line]);
      else alike.push(line);
    }
  }

  take(line: string): Stretch | undefined {
    return this.byInk.size === 0 ? undefined : this.byInk.get(inkOf(line))?.shift();
  }
}
