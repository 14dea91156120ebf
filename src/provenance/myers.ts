/**
 * Longest common subsequence of two sequences of numbers, by Eugene W. Myers, "An O(ND) Difference Algorithm and
 * Its Variations" (1986), in its linear-space form. Two bounds keep it from its quadratic worst case: a box whose
 * middle is not found within `DIAGONALS` steps is split at what stands once on either side, or else where the search
 * came farthest, as git and GNU diff do; and once an effort is spent, what is left of a box counts as changed but
 * for its common ends.
 */
import { anchorsIn } from './anchors';
import type { Box } from './anchors';

/** Elements `a` to `a + length` of the one sequence are elements `b` to `b + length` of the other. */
export interface Match {
  readonly a: number;
  readonly b: number;
  readonly length: number;
}

type Point = readonly [number, number];

const DIAGONALS = 128;
/** What looking for anchors costs for each element. */
const ANCHOR_STEPS = 4;
/** Fewer than one in so many elements tell less than a farthest point does. */
const ANCHOR_SPACING = 64;

/** What several comparisons may cost together, in inner steps of a few nanoseconds each. */
export class Effort {
  constructor(public left = 4_000_000) {}
}

/** In ascending order, neighbours joined. */
export function matchesOf(a: Int32Array, b: Int32Array, effort: Effort): readonly Match[] {
  const search = new Search(a, b, effort);
  search.compare(0, a.length, 0, b.length);
  return search.matches;
}

class Search {
  readonly matches: Match[] = [];
  private readonly forward: Int32Array;
  private readonly backward: Int32Array;
  private readonly zero: number;

  constructor(
    private readonly a: Int32Array,
    private readonly b: Int32Array,
    private readonly effort: Effort,
  ) {
    const size = Math.min(a.length + b.length, 2 * DIAGONALS) + 3;
    this.zero = size;
    this.forward = new Int32Array(2 * size + 1);
    this.backward = new Int32Array(2 * size + 1);
  }

  /** Iterates over the upper half and recurses into the lower, so that the stack stays shallow. */
  compare(aStart: number, aEnd: number, bStart: number, bEnd: number): void {
    let [aLow, aHigh, bLow, bHigh] = [aStart, aEnd, bStart, bEnd];
    const tails: Match[] = [];
    for (;;) {
      let prefix = 0;
      while (
        aLow + prefix < aHigh &&
        bLow + prefix < bHigh &&
        this.a[aLow + prefix] === this.b[bLow + prefix]
      )
        prefix++;
      this.push({ a: aLow, b: bLow, length: prefix });
      aLow += prefix;
      bLow += prefix;
      let suffix = 0;
      while (
        aLow < aHigh - suffix &&
        bLow < bHigh - suffix &&
        this.a[aHigh - suffix - 1] === this.b[bHigh - suffix - 1]
      )
        suffix++;
      aHigh -= suffix;
      bHigh -= suffix;
      tails.push({ a: aHigh, b: bHigh, length: suffix });
      if (aLow === aHigh || bLow === bHigh || this.effort.left <= 0) break;
      for (const [a, b] of this.split({ aLow, aHigh, bLow, bHigh })) {
        this.compare(aLow, a, bLow, b);
        aLow = a;
        bLow = b;
      }
    }
    while (tails.length > 0) this.push(tails.pop()!);
  }

  private push(match: Match): void {
    if (match.length === 0) return;
    const last = this.matches.at(-1);
    if (last !== undefined && last.a + last.length === match.a && last.b + last.length === match.b) {
      this.matches[this.matches.length - 1] = { ...last, length: last.length + match.length };
    } else this.matches.push(match);
  }

  /** Points within the box, ascending, that its parts may be compared between; the box is not empty at either side. */
  private split(box: Box): readonly Point[] {
    const middle = this.middle(box);
    if (middle !== undefined) return [middle];
    this.effort.left -= ANCHOR_STEPS * (box.aHigh - box.aLow + box.bHigh - box.bLow);
    const anchors = anchorsIn(this.a, this.b, box);
    const areMany = ANCHOR_SPACING * anchors.length >= Math.min(box.aHigh - box.aLow, box.bHigh - box.bLow);
    return areMany ? anchors : [this.farthest(box)];
  }

  /** A point that some shortest path through the box visits; nothing where it takes too long to find. */
  private middle({ aLow, aHigh, bLow, bHigh }: Box): Point | undefined {
    const { a, b, forward, backward, zero } = this;
    const width = aHigh - aLow;
    const height = bHigh - bLow;
    const delta = width - height;
    const odd = (delta & 1) !== 0;
    const most = Math.min(DIAGONALS, (width + height + 1) >> 1);
    forward[zero + 1] = 0;
    backward[zero + 1] = 0;
    for (let d = 0; d <= most; d++) {
      for (let k = -d; k <= d; k += 2) {
        const down = k === -d || (k !== d && forward[zero + k - 1]! < forward[zero + k + 1]!);
        let x = down ? forward[zero + k + 1]! : forward[zero + k - 1]! + 1;
        const from = x;
        while (x < width && x - k < height && x - k >= 0 && a[aLow + x] === b[bLow + x - k]) x++;
        this.effort.left -= 1 + x - from;
        forward[zero + k] = x;
        const other = delta - k;
        if (
          odd &&
          Math.abs(other) < d &&
          x + backward[zero + other]! >= width &&
          x <= width &&
          x - k <= height
        )
          return [aLow + x, bLow + x - k];
      }
      for (let k = -d; k <= d; k += 2) {
        const down = k === -d || (k !== d && backward[zero + k - 1]! < backward[zero + k + 1]!);
        let x = down ? backward[zero + k + 1]! : backward[zero + k - 1]! + 1;
        const from = x;
        while (x < width && x - k < height && x - k >= 0 && a[aHigh - x - 1] === b[bHigh - x + k - 1]) x++;
        this.effort.left -= 1 + x - from;
        backward[zero + k] = x;
        const other = delta - k;
        if (
          !odd &&
          Math.abs(other) <= d &&
          x + forward[zero + other]! >= width &&
          x <= width &&
          x - k <= height
        )
          return [aHigh - x, bHigh - x + k];
      }
    }
    return undefined;
  }

  /** After a search in vain: the farthest point it came to, from either side. */
  private farthest({ aLow, aHigh, bLow, bHigh }: Box): Point {
    let best: Point = [aLow, bLow];
    let bestGain = 0;
    for (let k = -DIAGONALS; k <= DIAGONALS; k += 2) {
      const x = Math.min(this.forward[this.zero + k]!, aHigh - aLow);
      const y = x - k;
      if (y >= 0 && y <= bHigh - bLow && x + y > bestGain) [best, bestGain] = [[aLow + x, bLow + y], x + y];
      const u = Math.min(this.backward[this.zero + k]!, aHigh - aLow);
      const v = u - k;
      if (v >= 0 && v <= bHigh - bLow && u + v > bestGain) [best, bestGain] = [[aHigh - u, bHigh - v], u + v];
    }
    return best;
  }
}
