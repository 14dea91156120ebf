import { DialectTables, Reading } from './scan/reading';
import { Region } from './scan/region';
import type { Embedded, Span } from './types';

const tables = new DialectTables();

/**
 * What each stretch of a text is: sorted spans that cover it. Comments go without their line end; a literal string
 * is a span of its own, delimiters included, and code inside it (`${…}`) stands between its parts as code.
 * One pass, linear in every case; never throws.
 * @param language any id of a language; for an unknown one, or none, everything is code
 */
export const scan = (text: string, language: string | undefined): readonly Span[] =>
  scanWhole(text, language).spans;

export interface Scanned {
  readonly spans: readonly Span[];
  /** Stretches in other languages, in their order, an outer one before those inside it. */
  readonly embedded: readonly Embedded[];
  /** Characters that were looked at, some of them more than once. */
  readonly steps: number;
}

/** As `scan`, with what else was found on the way. */
export function scanWhole(text: string, language: string | undefined): Scanned {
  const reading = new Reading(text, tables);
  new Region(reading, reading.table(language), 0, text.length).read();
  return {
    spans: reading.spans.finish(text.length),
    embedded: reading.embedded,
    steps: reading.steps,
  };
}
