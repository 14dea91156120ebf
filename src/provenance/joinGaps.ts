/**
 * Of lines alike, a longest common subsequence may match any. Matched so that what is new stands where what is gone
 * stood, they tell what took the place of what; git moves its hunks together likewise (`xdl_change_compact`).
 */
import type { Match } from './myers';

export type Side = 'a' | 'b';

/** Indices of lines of one side, `to` exclusive. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Lines of both sides that are in no match, between two of them. */
type Gap = { readonly [side in Side]: Span };

export interface Comparison {
  readonly all: Gap;
  /** Whether two lines of one side are the same. */
  areSame(side: Side, one: number, other: number): boolean;
  /** Whether a line of each side differ in white space only. */
  areLike(a: number, b: number): boolean;
}

/** As many matched lines, but those slid that can stand beside another gap, so that there are fewer or likelier gaps. */
export function joinGaps(matches: readonly Match[], comparison: Comparison): readonly Match[] {
  const { all } = comparison;
  const joined: Match[] = [];
  matches.forEach((match, i) => {
    const last = joined.at(-1);
    const next = matches[i + 1];
    const span = (side: Side): { above: Span; below: Span } => ({
      above: { from: last ? last[side] + last.length : all[side].from, to: match[side] },
      below: { from: match[side] + match.length, to: next ? next[side] : all[side].to },
    });
    const [a, b] = [span('a'), span('b')];
    const [above, below] = [
      { a: a.above, b: b.above },
      { a: a.below, b: b.below },
    ];
    const slid = slide(match, above, below, comparison) ?? slide(match, below, above, comparison) ?? match;
    if (last && slid.a === above.a.from && slid.b === above.b.from)
      joined[joined.length - 1] = { ...last, length: last.length + slid.length };
    else joined.push(slid);
  });
  return joined;
}

const lengthOf = ({ from, to }: Span): number => to - from;

/** Over the lines that one side has in a gap, which thereby come to stand in the other one. */
function slide(match: Match, other: Gap, over: Gap, comparison: Comparison): Match | undefined {
  if (lengthOf(other.a) + lengthOf(other.b) === 0) return undefined;
  for (const side of ['a', 'b'] as const) {
    const count = lengthOf(over[side]);
    if (count === 0) continue;
    const opposite = side === 'a' ? 'b' : 'a';
    const isAbove = over[side].from < match[side];
    const moved = isAbove
      ? { from: match[side] + match.length - count, to: match[side] + match.length }
      : { from: match[side], to: match[side] + count };
    const closesGap = lengthOf(over[opposite]) === 0;
    if (!closesGap && (lengthOf(other[side]) > 0 || !haveLike(side, moved, other[opposite], comparison)))
      continue;
    const distance = isAbove ? -count : count;
    if (canSlide(match, side, distance, comparison)) return { ...match, [side]: match[side] + distance };
  }
  return undefined;
}

function canSlide(match: Match, side: Side, distance: number, { areSame }: Comparison): boolean {
  for (let i = 0; i < match.length; i++) {
    if (!areSame(side, match[side] + i, match[side] + i + distance)) return false;
  }
  return true;
}

/** The first lines, and so the rest: what was laid out anew is so from there on. */
const haveLike = (side: Side, moved: Span, others: Span, { areLike }: Comparison): boolean =>
  lengthOf(others) > 0 &&
  (side === 'a' ? areLike(moved.from, others.from) : areLike(others.from, moved.from));
