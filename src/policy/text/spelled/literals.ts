import type { Span } from '../types';

/** A string literal, with what is interpolated in it. */
export interface StringLiteral {
  /** Offsets with its delimiters, and those of what stands between them. */
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly quote: string;
  /** Stretches of code in it. */
  readonly interpolated: readonly Span[];
}

const OPENING = /[$@]{0,2}(["'`])/y;
const INTERPOLATION = /[$#]?\{|\$\(|\\\(|`/y;

/** The literals of a text that one quotation mark opens and closes, in its order. */
export function literalsOf(text: string, spans: readonly Span[]): StringLiteral[] {
  const found: StringLiteral[] = [];
  for (let i = 0; i < spans.length; i++) {
    const { kind, start } = spans[i]!;
    if (kind !== 'string') continue;
    OPENING.lastIndex = start;
    const quote = OPENING.exec(text)?.[1];
    const from = OPENING.lastIndex;
    if (quote === undefined || text.startsWith(quote + quote, from)) continue;
    const last = lastOf(text, spans, i, from, quote);
    if (last === undefined) continue;
    const { end } = spans[last]!;
    const interpolated = spans.slice(i, last).filter((span) => span.kind === 'code');
    found.push({ start, end, from, to: end - 1, quote, interpolated });
    i = last;
  }
  return found;
}

/** Index of the span that ends the literal which span `i` begins. */
function lastOf(
  text: string,
  spans: readonly Span[],
  first: number,
  from: number,
  quote: string,
): number | undefined {
  for (let i = first; ; i += 2) {
    const { end, start } = spans[i]!;
    const contentStart = i === first ? from : start;
    if (end > contentStart && text.charAt(end - 1) === quote && !isEscaped(text, end - 1, contentStart))
      return i;
    const [code, next] = [spans[i + 1], spans[i + 2]];
    if (code?.kind !== 'code' || next?.kind !== 'string') return undefined;
    INTERPOLATION.lastIndex = code.start;
    if (!INTERPOLATION.test(text)) return undefined;
  }
}

function isEscaped(text: string, at: number, from: number): boolean {
  let before = at;
  while (before > from && text.charAt(before - 1) === '\\') before--;
  return (at - before) % 2 === 1;
}
