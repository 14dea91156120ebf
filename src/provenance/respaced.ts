/** Whoever lays lines out anew has not written them. */
import { carryLabels } from './carry';
import { rangesOf } from './authorshipNote';
import { inkLength, sameInk, type Stretch } from './ink';
import { LabelBuilder } from './labels';
import { lineStarts } from './lineDiff';
import type { LabelledText } from './model';
import type { Step } from './plan';
import { planKeepingMost } from './planKeepingMost';

/** Lines of less ink in a row, a bracket or two, come out alike by coincidence, as long as others beside them change. */
const LEAST_INK = 12;

/**
 * Lines that differ from those before in nothing but white space have the labels that those had, or none, whatever has
 * been said of them since.
 *
 * @param isTaken whether a line of the text before, by its start, is known to be another one of this text
 */
export function withRespaced(
  before: LabelledText,
  { text, ranges }: LabelledText,
  isTaken: (start: number) => boolean = () => false,
): LabelledText {
  if (before.text === text) return { text, ranges };
  const builder = new LabelBuilder();
  for (const { how, old, now } of keptSteps(before.text, text).flatMap((step) =>
    byLine(before.text, text, step),
  )) {
    if (how === 'respaced' && !startsIn(before.text, old).some(isTaken))
      carryLabels(builder, before, old, text.slice(now.start, now.end), undefined);
    else builder.copy(ranges, now.start, now.end);
  }
  return { text, ranges: builder.ranges };
}

/**
 * How a text came from the one before, where lines that are the same or differ in white space only are not so by
 * coincidence: there is more than a bracket or two of them, or nothing was taken away beside them.
 */
export function keptSteps(before: string, text: string): readonly Step[] {
  const plan = planKeepingMost(before, text);
  const isLoss = plan.map(({ how, old }) => how === 'changed' && old.start < old.end);
  return plan.map((step, i) => {
    const { how, now } = step;
    if (how === 'changed' || (!isLoss[i - 1] && !isLoss[i + 1])) return step;
    return inkLength(text, now.start, now.end) >= LEAST_INK ? step : { ...step, how: 'changed' };
  });
}

/** Line by line, unless lines are broken elsewhere. */
function byLine(before: string, text: string, step: Step): readonly Step[] {
  const [old, now] = [linesIn(before, step.old), linesIn(text, step.now)];
  const isSame = (line: Stretch, i: number): boolean => !!now[i] && sameInk(before, line, text, now[i]);
  if (step.how !== 'respaced' || old.length !== now.length || !old.every(isSame)) return [step];
  return old.map((line, i) => ({ how: step.how, old: line, now: now[i]! }));
}

function linesIn(text: string, stretch: Stretch): Stretch[] {
  const starts = startsIn(text, stretch);
  return starts.map((start, i) => ({ start, end: starts[i + 1] ?? stretch.end }));
}

/** Where the lines of a stretch start. */
export const startsIn = (text: string, { start, end }: Stretch): number[] =>
  lineStarts(text, start, end).slice(0, -1);

/** Of lines that differ from those before in white space only, those that do not by coincidence. */
export function trulyRespaced(
  before: string,
  text: string,
  added: readonly number[],
  isRespaced: (line: number) => boolean,
): ReadonlySet<number> {
  const starts = lineStarts(text);
  const runs = rangesOf(added);
  const kept = new Set(
    keptSteps(before, text).flatMap(({ how, now }) => (how === 'respaced' ? startsIn(text, now) : [])),
  );
  return new Set(
    rangesOf(added.filter(isRespaced)).flatMap(({ start, end }) => {
      const ink = inkLength(text, starts[start - 1] ?? 0, starts[end] ?? text.length);
      const isWhole = runs.some((run) => run.start === start && run.end === end);
      const lines = Array.from({ length: end - start + 1 }, (_, i) => start + i);
      return isWhole || ink >= LEAST_INK ? lines : lines.filter((line) => kept.has(starts[line - 1] ?? 0));
    }),
  );
}
