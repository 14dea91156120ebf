/** The table of languages: one entry each, keyed by canonical id. */
import { BRACE_LANGUAGES } from './dialects/braces';
import { DATA_LANGUAGES } from './dialects/data';
import type { Dialect } from './dialects/dialect';
import { SCRIPTING_LANGUAGES } from './dialects/scripting';
import { SHELLS } from './dialects/shells';
import { canonicalLanguage } from './languages';

const DIALECTS: ReadonlyMap<string, Dialect> = new Map(
  Object.entries({ ...SHELLS, ...BRACE_LANGUAGES, ...SCRIPTING_LANGUAGES, ...DATA_LANGUAGES }),
);

/** Everything is code and every line stands alone. */
const UNKNOWN: Dialect = { joining: 'none' };

/** Canonical ids of the languages that have an entry. */
export const DIALECT_LANGUAGES: readonly string[] = [...DIALECTS.keys()];

/** The entry of a language by any of its ids; of an unknown one, or of none, the entry in which all is code. */
export const dialectOf = (language: string | undefined): Dialect =>
  (language === undefined ? undefined : DIALECTS.get(canonicalLanguage(language))) ?? UNKNOWN;
