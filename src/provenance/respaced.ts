/** Whoever lays lines out anew has not written them. */
import { carryLabels } from './carry';
import { rangesOf } from './authorshipNote';
import { inkLength } from './ink';
import { fillUnknown, LabelBuilder } from './labels';
import { lineStarts } from './lineDiff';
import type { LabelledText } from './model';
import { planChange } from './plan';

/** Lines of less ink in a row, a bracket or two, come out alike by coincidence, as long as others beside them change. */
const LEAST_INK = 12;

/**
 * Lines that differ from those before in nothing but white space have the labels that those had, whatever has been said
 * of them since.
 */
export function withRespaced(before: LabelledText, { text, ranges }: LabelledText): LabelledText {
  if (before.text === text || before.ranges.length === 0) return { text, ranges };
  const builder = new LabelBuilder();
  const plan = planChange(before.text, { start: 0, end: before.text.length }, text);
  const isChanged = plan.map(
    ({ how, old, now }) => how === 'changed' && (old.start < old.end || now.start < now.end),
  );
  plan.forEach(({ how, old, now }, i) => {
    const isAlone = !isChanged[i - 1] && !isChanged[i + 1];
    if (how === 'respaced' && (isAlone || inkLength(text, now.start, now.end) >= LEAST_INK))
      carryLabels(builder, before, old, text.slice(now.start, now.end), undefined);
    else builder.copy(ranges, now.start, now.end);
  });
  return fillUnknown(text, builder.ranges, ranges);
}

/** Of lines that differ from those before in white space only, those that do not by coincidence. */
export function trulyRespaced(
  text: string,
  added: readonly number[],
  isRespaced: (line: number) => boolean,
): ReadonlySet<number> {
  const starts = lineStarts(text);
  const runs = rangesOf(added);
  return new Set(
    rangesOf(added.filter(isRespaced)).flatMap(({ start, end }) => {
      const ink = inkLength(text, starts[start - 1] ?? 0, starts[end] ?? text.length);
      const isWhole = runs.some((run) => run.start === start && run.end === end);
      return isWhole || ink >= LEAST_INK ? Array.from({ length: end - start + 1 }, (_, i) => start + i) : [];
    }),
  );
}
