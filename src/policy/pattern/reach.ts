/**
 * How far a match can stretch from a literal of its pattern, told from the pattern's text. A pattern that cannot
 * match a line end need only be run on the lines that hold its literals, which is most of what makes judging fast.
 */

/**
 * `line`: within one line. `near`: over line ends as well, but only where white space and punctuation set words
 * apart. `window`: over any text, many lines long.
 */
export type Reach = 'line' | 'near' | 'window';

const WIDER: readonly Reach[] = ['line', 'near', 'window'];
const wider = (a: Reach, b: Reach): Reach => (WIDER.indexOf(a) >= WIDER.indexOf(b) ? a : b);

/** Escapes that match a line end among other things, or that this reader does not know. */
const isWide = (escaped: string): boolean => 'WDPpQC'.includes(escaped);
const isSpace = (escaped: string): boolean => 'snrfv'.includes(escaped);

export function reachOf(pattern: string): Reach {
  let reach: Reach = 'line';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i]!;
    if (char === '\\') {
      i++;
      reach = wider(reach, escapeReach(pattern, i));
    } else if (char === '[') {
      const end = classEnd(pattern, i);
      if (end < 0) return 'window';
      reach = wider(reach, classReach(pattern.slice(i + 1, end)));
      i = end;
    } else if (char === '(' && /^\(\?[imU-]*s/.test(pattern.slice(i, i + 8))) {
      return 'window';
    } else if (char === '\n') {
      reach = wider(reach, 'near');
    }
    if (reach === 'window') return reach;
  }
  return reach;
}

function escapeReach(pattern: string, at: number): Reach {
  const escaped = pattern[at] ?? '';
  if (isWide(escaped)) return 'window';
  if (isSpace(escaped)) return 'near';
  // A character by its number may be a line end.
  if (escaped === 'x' || /[0-7]/.test(escaped)) return 'near';
  return 'line';
}

/** Index of the `]` that ends the class which begins at `at`. */
function classEnd(pattern: string, at: number): number {
  let i = at + 1;
  if (pattern[i] === '^') i++;
  if (pattern[i] === ']') i++;
  for (; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern.startsWith('[:', i)) i = pattern.indexOf(':]', i) + 1;
    else if (pattern[i] === ']') return i;
    if (i === 0) return -1;
  }
  return -1;
}

function classReach(body: string): Reach {
  if (body.startsWith('^')) return /\\[ns]|\n/.test(body) ? 'line' : 'window';
  if (body.includes('[:') || /\\[WDPp0-7S]/.test(body)) return 'window';
  if (!/\\[snrfv]|[\n\t]/.test(body)) return 'line';
  // White space and punctuation set words apart; with words in the class too it may go on for many lines.
  return /\w/.test(body.replace(/\\(?:x[0-9A-Fa-f]{2}|[snrtfv])/g, '')) ? 'window' : 'near';
}
