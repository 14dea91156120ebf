/**
 * A line that happens to read exactly as another one did elsewhere is taken for that one, and whatever stands between
 * the two places then comes from nowhere: a bracket that a formatter has indented as far as another one was.
 */
import { inkLength, inkOf } from './ink';
import { lineStarts } from './lineDiff';
import { planByInk, planChange, type Step } from './plan';

/** How `text` came from `oldText`: lines that are the same go before such that differ in white space, unless more comes of it the other way. */
export function planKeepingMost(oldText: string, text: string): readonly Step[] {
  const stretch = { start: 0, end: oldText.length };
  const plan = planChange(oldText, stretch, text);
  if (!losesLikeLines(oldText, text, plan)) return plan;
  const other = planByInk(oldText, stretch, text);
  return inkKept(text, other) > inkKept(text, plan) ? other : plan;
}

/** Whether a line that is new has a like one that is gone, at another place: within one they have been looked for. */
function losesLikeLines(oldText: string, text: string, plan: readonly Step[]): boolean {
  const changed = plan.filter(({ how }) => how === 'changed');
  if (changed.length < 2) return false;
  const gone = new Set(changed.flatMap(({ old }) => inksIn(oldText, old.start, old.end)));
  return changed.some(({ now }) => inksIn(text, now.start, now.end).some((ink) => gone.has(ink)));
}

function inksIn(text: string, start: number, end: number): string[] {
  const starts = lineStarts(text, start, end);
  return starts
    .slice(0, -1)
    .map((from, i) => inkOf(text.slice(from, starts[i + 1])))
    .filter((ink) => ink !== '');
}

const inkKept = (text: string, plan: readonly Step[]): number =>
  plan.reduce((sum, { how, now }) => sum + (how === 'changed' ? 0 : inkLength(text, now.start, now.end)), 0);
