/** Lines that stand otherwise broken in the text before, in the midst of others that have changed. */
import { coreTokens, type CoreToken } from './form';
import type { Stretch } from './ink';
import { lineStarts } from './lineDiff';
import { matchesOf, type Effort, type Match } from './myers';

/** Less of a core in one piece, a bracket and a name, comes out alike by coincidence. UTF-16 units. */
const LEAST_CORE = 12;

/** Of longer texts, which are written anew rather than formatted, every line would be looked for in all of the other. */
const LONGEST = 32_768;

export interface Piece {
  /** May begin and end within lines. */
  readonly old: Stretch;
  /** Whole lines. */
  readonly now: Stretch;
}

/** In ascending order; the core of either side of each is the same. */
export function piecesOf(
  oldText: string,
  old: Stretch,
  text: string,
  now: Stretch,
  effort: Effort,
): readonly Piece[] {
  if (Math.max(old.end - old.start, now.end - now.start) > LONGEST) return [];
  const [a, b] = [coreTokens(oldText, old), coreTokens(text, now)];
  const lines = tokensByLine(text, now, b);
  const core = a.map(({ core: one }) => one).join('');
  if (!lines.some(({ from, to }) => from < to && core.includes(coreBetween(b, from, to)))) return [];
  const ids = new Map<string, number>();
  const idsOf = (tokens: readonly CoreToken[]): Int32Array =>
    Int32Array.from(tokens, ({ core: one }) => ids.get(one) ?? (ids.set(one, ids.size), ids.size - 1));
  return matchesOf(idsOf(a), idsOf(b), effort)
    .filter((match) => coreBetween(b, match.b, match.b + match.length).length >= LEAST_CORE)
    .flatMap((match) => wholeLines(match, lines, a, old));
}

interface LineTokens extends Stretch {
  /** Indices of the tokens in it, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** The lines that are all in a match, as one piece. */
function wholeLines(
  { a, b, length }: Match,
  lines: readonly LineTokens[],
  tokens: readonly CoreToken[],
  old: Stretch,
): Piece[] {
  const whole = lines.filter(({ from, to }) => from < to && b <= from && to <= b + length);
  const [first, last] = [whole[0], whole.at(-1)];
  if (!first || !last) return [];
  const start = tokens[a + first.from - b]?.start ?? old.start;
  const end = tokens[a + last.to - b]?.start ?? old.end;
  return [{ old: { start, end }, now: { start: first.start, end: last.end } }];
}

function tokensByLine(text: string, { start, end }: Stretch, tokens: readonly CoreToken[]): LineTokens[] {
  const starts = lineStarts(text, start, end);
  let to = 0;
  return starts.slice(0, -1).map((lineStart, i) => {
    const lineEnd = starts[i + 1] ?? end;
    const from = to;
    while ((tokens[to]?.start ?? end) < lineEnd) to++;
    return { start: lineStart, end: lineEnd, from, to };
  });
}

const coreBetween = (tokens: readonly CoreToken[], from: number, to: number): string =>
  tokens
    .slice(from, to)
    .map(({ core }) => core)
    .join('');
