import { DialectTables, Reading } from './scan/reading';
import { Region } from './scan/region';
import type { Span } from './types';

const tables = new DialectTables();

/**
 * What each stretch of a text is: sorted spans that cover it. Comments go without their line end; a literal string
 * is a span of its own, delimiters included, and code inside it (`${…}`) stands between its parts as code.
 * One pass, linear in every case; never throws.
 * @param language any id of a language; for an unknown one, or none, everything is code
 */
export const scan = (text: string, language: string | undefined): readonly Span[] =>
  scanCounting(text, language).spans;

/** As `scan`, with the number of characters that were looked at, some of them more than once. */
export function scanCounting(
  text: string,
  language: string | undefined,
): { readonly spans: readonly Span[]; readonly steps: number } {
  const reading = new Reading(text, tables);
  new Region(reading, reading.table(language), 0, text.length).read();
  return { spans: reading.spans.finish(text.length), steps: reading.steps };
}
