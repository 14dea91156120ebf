/** Lines that came about from those before without anything new in them, besides those that are only laid out anew. */
import { carryLabels } from './carry';
import { carryCore, isInFlow } from './form';
import { inkLength, type Stretch } from './ink';
import { LabelBuilder } from './labels';
import { lineStarts } from './lineDiff';
import type { LabelledText } from './model';
import { withMoved } from './movedLines';
import { Effort } from './myers';
import { planChange, withReformed, type Step } from './plan';
import { keptSteps, startsIn } from './respaced';

/** Lines of less ink in a row, a bracket or two, come out alike by coincidence, unless they only take the place of such. */
const LEAST_INK = 12;

/**
 * Lines that went to another place, or in which only that is new what formatters put in, have the labels that they had
 * before, or none.
 *
 * @param isOpen whether a line of the text, by its start, may be such a one
 * @param isTaken whether a line of the text before, by its start, is known to be another one of this text
 */
export function withRearranged(
  before: LabelledText,
  { text, ranges }: LabelledText,
  isOpen: (start: number) => boolean,
  isTaken: (start: number) => boolean,
): LabelledText {
  if (before.text === text) return { text, ranges };
  const effort = new Effort();
  const kept = sureSteps(before.text, text, keptSteps(before.text, text), effort).filter(
    ({ how, old }) => how !== 'changed' && !startsIn(before.text, old).some(isTaken),
  );
  const laidOut = withLaidOut(before, { text, ranges }, kept, isOpen);
  const keptOld = new Set(kept.flatMap(({ old }) => startsIn(before.text, old)));
  const keptNow = new Set(kept.flatMap(({ now }) => startsIn(text, now)));
  const gone = linesOf(before.text).filter(({ start }) => !keptOld.has(start) && !isTaken(start));
  const news = linesOf(text).filter(({ start }) => !keptNow.has(start) && isOpen(start));
  if (gone.length === 0 || news.length === 0) return laidOut;
  const found = carried(joined(before, gone), joined(laidOut, news), effort);
  const builder = new LabelBuilder();
  let at = 0;
  for (const { start, end } of news) {
    builder.copy(laidOut.ranges, builder.length, start);
    builder.copy(found.ranges, at, at + end - start);
    at += end - start;
  }
  builder.copy(laidOut.ranges, builder.length, text.length);
  return { text, ranges: builder.ranges };
}

/** With the lines that stayed where they were and are only set otherwise. */
function withLaidOut(
  before: LabelledText,
  { text, ranges }: LabelledText,
  kept: readonly Step[],
  isOpen: (start: number) => boolean,
): LabelledText {
  const builder = new LabelBuilder();
  for (const step of kept.filter(isReformed)) {
    const { start, end } = step.now;
    const piece = new LabelBuilder();
    carryStep(piece, before, step, text.slice(start, end));
    builder.copy(ranges, builder.length, start);
    for (const line of linesOf(text, start, end)) {
      if (isOpen(line.start)) builder.copy(piece.ranges, line.start - start, line.end - start);
      else builder.copy(ranges, line.start, line.end);
    }
  }
  builder.copy(ranges, builder.length, text.length);
  return { text, ranges: builder.ranges };
}

function carried(old: LabelledText, { text, ranges }: LabelledText, effort: Effort): LabelledText {
  const plan = sureSteps(
    old.text,
    text,
    planChange(old.text, { start: 0, end: old.text.length }, text),
    effort,
  );
  const builder = new LabelBuilder();
  for (const step of withMoved(old, text, plan)) {
    const piece = text.slice(step.now.start, step.now.end);
    if (step.how === 'changed') builder.copy(ranges, step.now.start, step.now.end);
    else carryStep(builder, old, step, piece);
  }
  return { text, ranges: builder.ranges };
}

function carryStep(builder: LabelBuilder, from: LabelledText, { how, old }: Step, piece: string): void {
  if (how === 'reformed') carryCore(builder, from, old, piece);
  else if (how === 'reflowed') carryCore(builder, from, old, piece, isInFlow);
  else carryLabels(builder, from, old, piece, undefined);
}

const isReformed = ({ how }: Step): boolean => how === 'reformed' || how === 'reflowed';

/** With what only a formatter has changed told apart, where lines do not come out alike by coincidence. */
function sureSteps(oldText: string, text: string, plan: readonly Step[], effort: Effort): readonly Step[] {
  const all = plan.flatMap((step) => withReformed(oldText, text, step, effort));
  const isLoss = all.map(({ how, old }) => how === 'changed' && old.start < old.end);
  return all.map((step, i) => {
    const isSure = isReformed(step) ? !isLoss[i - 1] && !isLoss[i + 1] : isAmongKept(all, i);
    const least = isSure ? 1 : LEAST_INK;
    return inkLength(text, step.now.start, step.now.end) < least ? { ...step, how: 'changed' } : step;
  });
}

/** Whether the lines on either side, or on the only one, are old ones as well: a bracket between such is the old one, too. */
function isAmongKept(plan: readonly Step[], i: number): boolean {
  const beside = [plan[i - 1], plan[i + 1]].filter((step) => step !== undefined);
  return beside.length > 0 && beside.every(({ how }) => how !== 'changed');
}

/** These lines alone. */
function joined({ text, ranges }: LabelledText, lines: readonly Stretch[]): LabelledText {
  const builder = new LabelBuilder();
  for (const { start, end } of lines) builder.copy(ranges, start, end);
  return { text: lines.map(({ start, end }) => text.slice(start, end)).join(''), ranges: builder.ranges };
}

function linesOf(text: string, from = 0, to = text.length): Stretch[] {
  const starts = lineStarts(text, from, to);
  return starts.slice(0, -1).map((start, i) => ({ start, end: starts[i + 1] ?? to }));
}
