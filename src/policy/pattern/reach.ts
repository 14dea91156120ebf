/**
 * How far a piece of a pattern can stretch over the lines of a text. What cannot match a line end need only be looked
 * for on the lines that hold its literals, which is most of what makes judging fast.
 */

/**
 * `line`: within one line. `near`: over line ends as well, but only where white space and punctuation set words
 * apart. `window`: over any text, many lines long.
 */
export type Reach = 'line' | 'near' | 'window';

/** From the narrowest to the widest. */
export const REACHES: readonly Reach[] = ['line', 'near', 'window'];

export const wider = (a: Reach, b: Reach): Reach => (REACHES.indexOf(a) >= REACHES.indexOf(b) ? a : b);

export const widest = (reaches: readonly Reach[]): Reach => reaches.reduce(wider, 'line');

/** Of an escape that stands for a class of characters, by its letter. */
export function escapeReach(escaped: string): Reach {
  if ('WDPp'.includes(escaped)) return 'window';
  return escaped === 's' ? 'near' : 'line';
}

/** Of a class of characters, by what stands between its brackets. */
export function classReach(body: string): Reach {
  if (body.startsWith('^')) return /\\[ns]|\n/.test(body) ? 'line' : 'window';
  if (body.includes('[:') || /\\[WDPpS]/.test(body)) return 'window';
  if (!/\\(?:[snrfv]|x0|x\{|t-)|[\n\v\f\r]/.test(body)) return 'line';
  // White space and punctuation set words apart; with words in the class too it may go on for many lines.
  return /\w/.test(body.replace(/\\(?:x[0-9A-Fa-f]{2}|[snrtfv])/g, '')) ? 'window' : 'near';
}
