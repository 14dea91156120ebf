/** Which text another one is gone on with. */
import { inkLength } from './ink';
import { lineStarts } from './lineDiff';
import { carryWriters } from './lineWriters';

/** As git finds renames: gitdiffcore(7). */
const MOST = 0.5;

/** How much of the longer one they share, white space aside: 0 to 1. */
function shareOf(old: string, text: string): number {
  const longer = Math.max(inkLength(old), inkLength(text));
  if (longer === 0) return 0;
  const { unknown } = carryWriters({ text: old, writers: new Map(), unknown: 'all' }, text);
  const starts = lineStarts(text);
  const shared = [...unknown].reduce((sum, line) => sum + inkLength(text, starts[line - 1], starts[line]), 0);
  return shared / longer;
}

/** Of those that a text may be another one gone on with, the one that it shares most with. Files of one kind are all alike. */
export function mostlyFrom<T extends { readonly text: string }>(
  candidates: readonly T[],
  text: string,
): T | undefined {
  const just = candidates.find((one) => one.text === text);
  if (just) return just;
  const shares = candidates.map((one) => shareOf(one.text, text));
  const most = Math.max(MOST, ...shares);
  return candidates[shares.indexOf(most)];
}
