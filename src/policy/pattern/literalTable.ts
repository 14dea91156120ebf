/** Required literals of many patterns, written down once, so that whoever reads them need not look for them again. */
import { keyOf, ofKey, type Choice } from './literal';
import { requiredLiterals, type Anchor, type Required } from './literals';
import { REACHES } from './reach';

/** An anchor in a number: the place of its choice, then how far a match may stretch above and below it. */
type WrittenAnchor = number;

export interface LiteralTable {
  /** Distinct choices, the key of a literal a line. */
  readonly choices: readonly string[];
  /** Per pattern, in the order of the sources: its branches, set apart by `;`, their anchors by `,`; '' where nothing is known. */
  readonly patterns: readonly string[];
}

export function literalTable(sources: readonly string[]): LiteralTable {
  const choices = new Map<string, number>();
  const placeOf = (choice: string): number => {
    const place = choices.get(choice) ?? choices.size;
    choices.set(choice, place);
    return place;
  };
  const written = ({ choice, above, below }: Anchor): WrittenAnchor =>
    (placeOf(choice.map(keyOf).join('\n')) * REACHES.length + REACHES.indexOf(above)) * REACHES.length +
    REACHES.indexOf(below);
  const patterns = sources.map((source) =>
    (requiredLiterals(source) ?? []).map((branch) => branch.map(written).join()).join(';'),
  );
  return { choices: [...choices.keys()], patterns };
}

/** What is written down of patterns, read when it is asked for. */
export class KnownLiterals {
  readonly #places: ReadonlyMap<string, number>;
  /** What was read, while many patterns are asked for in a row: they share choices, and each is one object then. */
  #choices: Choice[] | undefined = [];

  /** @param sources those that the table was made of */
  constructor(
    private readonly table: LiteralTable,
    sources: readonly string[],
  ) {
    if (table.patterns.length !== sources.length)
      throw new Error(`literals of ${table.patterns.length} patterns for ${sources.length}`);
    this.#places = new Map(sources.map((source, i) => [source, i]));
  }

  has(source: string): boolean {
    return this.#places.has(source);
  }

  read(source: string): Required {
    const branches = this.table.patterns[this.#places.get(source)!]!;
    return branches === ''
      ? undefined
      : branches
          .split(';')
          .map((branch) => branch.split(',').map((written) => this.#anchor(Number(written))));
  }

  /** Lets go what was read, and keeps nothing from now on; it takes more memory than the table. */
  forget(): void {
    this.#choices = undefined;
  }

  #anchor(written: WrittenAnchor): Anchor {
    const reaches = Math.floor(written / REACHES.length);
    const place = Math.floor(reaches / REACHES.length);
    const choice = this.#choices?.[place] ?? this.table.choices[place]!.split('\n').map(ofKey);
    if (this.#choices) this.#choices[place] = choice;
    return {
      choice,
      above: REACHES[reaches % REACHES.length]!,
      below: REACHES[written % REACHES.length]!,
    };
  }
}
