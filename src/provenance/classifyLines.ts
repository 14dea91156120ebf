import { attributionKey } from './author';
import { hasInk, inkLength } from './ink';
import type { Attribution, Author, ClassifiedLine, LabelledRange, LabelledText } from './model';

/**
 * The class of each line (contract 4). A line's ink is its UTF-16 units that are not white space.
 *
 * - `ai` where AI has written more than half of the ink;
 * - `human` where a person has typed more than half of it;
 * - `unknown` where neither has: also a line shared out evenly, and a blank line, which nobody can be said to
 *   have written.
 *
 * It is `tainted` where AI has written any of the ink, whatever the class.
 *
 * Lines end at `\n`; a `\r` before it is white space. What follows the last `\n` is a line unless it is empty.
 */
export function classifyLines(labelled: LabelledText): ClassifiedLine[] {
  const { text, ranges } = labelled;
  const lines: ClassifiedLine[] = [];
  let range = 0;
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline + 1;
    while (range < ranges.length && ranges[range]!.end <= start) range++;
    lines.push(classify(lines.length + 1, text, start, end, ranges, range));
    start = end;
  }
  return lines;
}

/** @param first index of the first range that ends after `start` */
function classify(
  line: number,
  text: string,
  start: number,
  end: number,
  ranges: readonly LabelledRange[],
  first: number,
): ClassifiedLine {
  const range = ranges[first];
  // Most lines of most files.
  if (range === undefined || range.start >= end) return { line, class: 'unknown', tainted: false };
  // Most of the others.
  if (range.start <= start && range.end >= end) return ofOne(line, range.author, hasInk(text, start, end));
  let human = 0;
  const ai = new AiInk();
  for (let i = first; i < ranges.length && ranges[i]!.start < end; i++) {
    const one = ranges[i]!;
    const ink = inkLength(text, Math.max(one.start, start), Math.min(one.end, end));
    if (one.author.kind === 'human') human += ink;
    else ai.add(one.author.attribution, ink);
  }
  const half = inkLength(text, start, end) / 2;
  const lineClass = ai.total > half ? 'ai' : human > half ? 'human' : 'unknown';
  const { most } = ai;
  return most === undefined
    ? { line, class: lineClass, tainted: false }
    : { line, class: lineClass, tainted: true, attribution: most };
}

function ofOne(line: number, author: Author, isInked: boolean): ClassifiedLine {
  if (!isInked) return { line, class: 'unknown', tainted: false };
  if (author.kind === 'human') return { line, class: 'human', tainted: false };
  return { line, class: 'ai', tainted: true, attribution: author.attribution };
}

interface Share {
  readonly attribution: Attribution;
  ink: number;
}

/** How much of a line each accepted suggestion has written. */
class AiInk {
  total = 0;
  /** Most lines are of one. */
  private first: Share | undefined;
  private byKey: Map<string, Share> | undefined;

  add(attribution: Attribution, ink: number): void {
    if (ink === 0) return;
    this.total += ink;
    this.shareOf(attribution).ink += ink;
  }

  private shareOf(attribution: Attribution): Share {
    const { first } = this;
    if (first === undefined) return (this.first = { attribution, ink: 0 });
    if (first.attribution === attribution) return first;
    this.byKey ??= new Map([[attributionKey(first.attribution), first]]);
    const key = attributionKey(attribution);
    const share = this.byKey.get(key) ?? { attribution, ink: 0 };
    this.byKey.set(key, share);
    return share;
  }

  /** The first of those that have written most. */
  get most(): Attribution | undefined {
    let most = this.first;
    for (const share of this.byKey?.values() ?? []) if (most && share.ink > most.ink) most = share;
    return most?.attribution;
  }
}
