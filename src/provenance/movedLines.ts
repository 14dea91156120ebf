/** Lines that a change took away at one place and put in at another. */
import { inkOf, type Stretch } from './ink';
import { lineStarts } from './lineDiff';
import type { Step } from './plan';

/** A line must have this much ink for its coming back elsewhere to be no coincidence. */
const LEAST_INK = 8;

/**
 * The same steps, with lines that were moved told apart as `respaced`; the old stretches are then no longer in order.
 * Only where there is one such line at either place: else nobody can say which one it is.
 */
export function withMoved(oldText: string, text: string, plan: readonly Step[]): readonly Step[] {
  const changed = plan.filter(({ how }) => how === 'changed');
  if (changed.length < 2) return plan;
  const lost = soleLines(
    oldText,
    changed.map(({ old }) => old),
  );
  const found = soleLines(
    text,
    changed.map(({ now }) => now),
  );
  const origins = new Map<number, Stretch>();
  for (const [ink, line] of found) {
    const origin = line && lost.get(ink);
    if (origin) origins.set(line.start, origin);
  }
  if (origins.size === 0) return plan;
  return plan.flatMap((step) => (step.how === 'changed' ? apart(text, step, origins) : [step]));
}

function apart(text: string, step: Step, origins: ReadonlyMap<number, Stretch>): readonly Step[] {
  const steps: Step[] = [];
  let start = step.now.start;
  const rest = (end: number): void => {
    if (start < end) steps.push({ how: 'changed', old: nothingAt(step.old.start), now: { start, end } });
  };
  for (const line of linesOf(text, step.now)) {
    const origin = origins.get(line.start);
    if (!origin) continue;
    rest(line.start);
    steps.push({ how: 'respaced', old: origin, now: line });
    start = line.end;
  }
  if (steps.length === 0) return [step];
  rest(step.now.end);
  return steps;
}

const nothingAt = (offset: number): Stretch => ({ start: offset, end: offset });

/** By their ink; undefined for those of which there are several. */
function soleLines(text: string, stretches: readonly Stretch[]): Map<string, Stretch | undefined> {
  const sole = new Map<string, Stretch | undefined>();
  for (const line of stretches.flatMap((stretch) => linesOf(text, stretch))) {
    const ink = inkOf(text.slice(line.start, line.end));
    if (ink.length >= LEAST_INK) sole.set(ink, sole.has(ink) ? undefined : line);
  }
  return sole;
}

function linesOf(text: string, { start, end }: Stretch): Stretch[] {
  const starts = lineStarts(text, start, end);
  return starts.slice(0, -1).map((from, i) => ({ start: from, end: starts[i + 1] ?? end }));
}
