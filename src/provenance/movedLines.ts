/** Lines that a change took away at one place and put in at another. */
import { sameAuthor } from './author';
import { hasInk, inkOf, skipWhiteSpace, type Stretch } from './ink';
import { firstEndingAfter } from './labels';
import { lineStarts } from './lineDiff';
import type { Author, LabelledText } from './model';
import type { Step } from './plan';

/** A line must have this much ink for its coming back elsewhere to be no coincidence. */
const LEAST_INK = 8;

/**
 * The same steps, with lines that were moved told apart as `respaced`; the old stretches are then no longer in order.
 * Only where there are as many such lines at either place, all of one author: else nobody can say which one is which.
 */
export function withMoved(from: LabelledText, text: string, plan: readonly Step[]): readonly Step[] {
  const changed = plan.filter(({ how }) => how === 'changed');
  if (changed.length < 2) return plan;
  const lost = linesByInk(
    from.text,
    changed.map(({ old }) => old),
  );
  const found = linesByInk(
    text,
    changed.map(({ now }) => now),
  );
  const origins = new Map<number, Stretch>();
  for (const [ink, lines] of found) {
    const there = lost.get(ink) ?? [];
    if (there.length !== lines.length || !areOfOneAuthor(from, there)) continue;
    there.forEach((origin, i) => origins.set(lines[i]!.start, origin));
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

function linesByInk(text: string, stretches: readonly Stretch[]): Map<string, Stretch[]> {
  const lines = new Map<string, Stretch[]>();
  for (const line of stretches.flatMap((stretch) => linesOf(text, stretch))) {
    const ink = inkOf(text.slice(line.start, line.end));
    if (ink.length < LEAST_INK) continue;
    const alike = lines.get(ink);
    if (alike) alike.push(line);
    else lines.set(ink, [line]);
  }
  return lines;
}

function areOfOneAuthor(from: LabelledText, [first, ...others]: readonly Stretch[]): boolean {
  if (!first || others.length === 0) return true;
  const author = soleAuthor(from, first);
  return author !== undefined && others.every((line) => sameAuthor(soleAuthor(from, line), author));
}

/** Undefined also where a line is only partly anybody's. */
function soleAuthor({ text, ranges }: LabelledText, { start, end }: Stretch): Author | undefined {
  const first = skipWhiteSpace(text, start, end);
  const range = ranges[firstEndingAfter(ranges, first)];
  const isAll = range && range.start <= first && !hasInk(text, range.end, end);
  return isAll ? range.author : undefined;
}

function linesOf(text: string, { start, end }: Stretch): Stretch[] {
  const starts = lineStarts(text, start, end);
  return starts.slice(0, -1).map((from, i) => ({ start: from, end: starts[i + 1] ?? end }));
}
