/** Prefixes as states; numbers in place of objects, since there are many thousand. */
export class Trie {
  readonly #children = new Map<number, number>();
  readonly #first: number[] = [0];
  readonly #sibling: number[] = [0];
  readonly #columnOf: number[] = [0];

  constructor(readonly columns: number) {}

  get size(): number {
    return this.#first.length;
  }

  /** The state behind `state` by that column, made where there is none. */
  child(state: number, column: number): number {
    const edge = state * this.columns + column;
    const known = this.#children.get(edge);
    if (known !== undefined) return known;
    const made = this.#first.push(0) - 1;
    this.#children.set(edge, made);
    this.#sibling.push(this.#first[state]!);
    this.#columnOf.push(column);
    this.#first[state] = made;
    return made;
  }

  *childrenOf(state: number): Generator<{ readonly column: number; readonly child: number }> {
    for (let child = this.#first[state]!; child !== 0; child = this.#sibling[child]!)
      yield { column: this.#columnOf[child]!, child };
  }
}
