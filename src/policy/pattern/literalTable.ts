/** Required literals of many patterns, written down once, so that whoever reads them need not look for them again. */
import { requiredLiterals, type Literal } from './literals';

/** What `Pattern.literals` says of one pattern. */
export type Required = readonly (readonly Literal[])[] | undefined;

export interface LiteralTable {
  /** Distinct choices; a literal is its text between `<` where it starts a word, and `>` where it ends one. */
  readonly choices: readonly (readonly string[])[];
  /** Per pattern, in the order of the sources: places of its choices; empty where none is known. */
  readonly patterns: readonly (readonly number[])[];
}

export function literalTable(sources: readonly string[]): LiteralTable {
  const choices = new Map<string, { readonly place: number; readonly literals: readonly string[] }>();
  const placeOf = (literals: readonly string[]): number => {
    const key = literals.join('\0');
    const known = choices.get(key)?.place;
    if (known !== undefined) return known;
    choices.set(key, { place: choices.size, literals });
    return choices.size - 1;
  };
  const patterns = sources.map((source) =>
    (requiredLiterals(source) ?? []).map((choice) => placeOf(choice.map(written))),
  );
  return { choices: [...choices.values()].map(({ literals }) => literals), patterns };
}

/** By source; patterns that share a choice share the object. */
export function readLiteralTable(
  { choices, patterns }: LiteralTable,
  sources: readonly string[],
): ReadonlyMap<string, Required> {
  if (patterns.length !== sources.length)
    throw new Error(`literals of ${patterns.length} patterns for ${sources.length}`);
  const read = choices.map((literals) => literals.map(asLiteral));
  return new Map(
    sources.map((source, i) => {
      const places = patterns[i]!;
      return [source, places.length === 0 ? undefined : places.map((place) => read[place]!)];
    }),
  );
}

const NOT_AT_EDGE = '.';

const written = ({ text, startsWord, endsWord }: Literal): string =>
  `${startsWord ? '<' : NOT_AT_EDGE}${text}${endsWord ? '>' : NOT_AT_EDGE}`;

const asLiteral = (literal: string): Literal => ({
  text: literal.slice(1, -1),
  startsWord: literal.startsWith('<'),
  endsWord: literal.endsWith('>'),
});
