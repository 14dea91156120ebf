/** Required literals of many patterns, written down once, so that whoever reads them need not look for them again. */
import { requiredLiterals, type Literal } from './literals';

/** What `Pattern.literals` says of one pattern. */
export type Required = readonly (readonly Literal[])[] | undefined;

export interface LiteralTable {
  /** Distinct choices, a literal a line: its text between `<` where it starts a word, and `>` where it ends one. */
  readonly choices: readonly string[];
  /** Per pattern, in the order of the sources: places of its choices; empty where none is known. */
  readonly patterns: readonly (readonly number[])[];
}

export function literalTable(sources: readonly string[]): LiteralTable {
  const choices = new Map<string, number>();
  const placeOf = (choice: string): number => {
    const place = choices.get(choice) ?? choices.size;
    choices.set(choice, place);
    return place;
  };
  const patterns = sources.map((source) =>
    (requiredLiterals(source) ?? []).map((choice) => placeOf(choice.map(written).join('\n'))),
  );
  return { choices: [...choices.keys()], patterns };
}

/** By source; patterns that share a choice share the object. */
export function readLiteralTable(
  { choices, patterns }: LiteralTable,
  sources: readonly string[],
): ReadonlyMap<string, Required> {
  if (patterns.length !== sources.length)
    throw new Error(`literals of ${patterns.length} patterns for ${sources.length}`);
  const read = choices.map((choice) => choice.split('\n').map(asLiteral));
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
