/** Lines that came about from those before without anything new in them, besides those that are only laid out anew. */
import { carryLabels } from './carry';
import { carryCore, isInFlow } from './form';
import { inkLength, type Stretch } from './ink';
import { LabelBuilder } from './labels';
import { lineStarts } from './lineDiff';
import type { LabelledText } from './model';
import { withMoved } from './movedLines';
import { Effort } from './myers';
import { planChange, withReformed } from './plan';
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
  const kept = keptSteps(before.text, text).filter(
    ({ how, old }) => how !== 'changed' && !startsIn(before.text, old).some(isTaken),
  );
  const keptOld = new Set(kept.flatMap(({ old }) => startsIn(before.text, old)));
  const keptNow = new Set(kept.flatMap(({ now }) => startsIn(text, now)));
  const gone = linesOf(before.text).filter(({ start }) => !keptOld.has(start) && !isTaken(start));
  const news = linesOf(text).filter(({ start }) => !keptNow.has(start) && isOpen(start));
  if (gone.length === 0 || news.length === 0) return { text, ranges };
  const found = carried(joined(before, gone), joined({ text, ranges }, news));
  const builder = new LabelBuilder();
  let at = 0;
  for (const { start, end } of news) {
    builder.copy(ranges, builder.length, start);
    builder.copy(found.ranges, at, at + end - start);
    at += end - start;
  }
  builder.copy(ranges, builder.length, text.length);
  return { text, ranges: builder.ranges };
}

function carried(old: LabelledText, { text, ranges }: LabelledText): LabelledText {
  const effort = new Effort();
  const all = planChange(old.text, { start: 0, end: old.text.length }, text).flatMap((step) =>
    withReformed(old.text, text, step, effort),
  );
  const isLoss = all.map((step) => step.how === 'changed' && step.old.start < step.old.end);
  const plan = all.map((step, i) => {
    const isSure = (step.how === 'reformed' || step.how === 'reflowed') && !isLoss[i - 1] && !isLoss[i + 1];
    const least = isSure ? 1 : LEAST_INK;
    return inkLength(text, step.now.start, step.now.end) < least
      ? { ...step, how: 'changed' as const }
      : step;
  });
  const builder = new LabelBuilder();
  for (const step of withMoved(old.text, text, plan)) {
    const piece = text.slice(step.now.start, step.now.end);
    if (step.how === 'changed') builder.copy(ranges, step.now.start, step.now.end);
    else if (step.how === 'reformed') carryCore(builder, old, step.old, piece);
    else if (step.how === 'reflowed') carryCore(builder, old, step.old, piece, isInFlow);
    else carryLabels(builder, old, step.old, piece, undefined);
  }
  return { text, ranges: builder.ranges };
}

/** These lines alone. */
function joined({ text, ranges }: LabelledText, lines: readonly Stretch[]): LabelledText {
  const builder = new LabelBuilder();
  for (const { start, end } of lines) builder.copy(ranges, start, end);
  return { text: lines.map(({ start, end }) => text.slice(start, end)).join(''), ranges: builder.ranges };
}

function linesOf(text: string): Stretch[] {
  const starts = lineStarts(text);
  return starts.slice(0, -1).map((start, i) => ({ start, end: starts[i + 1] ?? text.length }));
}
