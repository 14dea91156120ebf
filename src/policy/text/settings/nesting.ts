/** What a setting stands in, while a text is read from its start. */
interface Level {
  readonly path: readonly string[];
  readonly bracket: Bracket | undefined;
  /** Column of the key; of a bracket, that of the first character of its line. */
  readonly column: number;
}

export type Bracket = '{' | '[';

/** Deeper levels have no names, so that a path stays short however a text is nested. */
const MAX_LEVELS = 32;

export class Nesting {
  #levels: Level[] = [{ path: [], bracket: undefined, column: -1 }];
  #unnamed = 0;

  get path(): readonly string[] {
    return this.#levels.at(-1)!.path;
  }

  /** Whether brackets are open, inside which indentation means nothing. */
  get inBrackets(): boolean {
    return this.#levels.some(({ bracket }) => bracket !== undefined);
  }

  /** A key at the start of a line ends all that is not further to the left. */
  startLine(column: number): void {
    while (this.#levels.length > 1 && this.#levels.at(-1)!.column >= column) this.#levels.pop();
  }

  indent(names: readonly string[], column: number): void {
    this.#push(names, undefined, column);
  }

  open(bracket: Bracket, names: readonly string[], column: number): void {
    this.#push(names, bracket, column);
  }

  /** Ends the innermost level of this bracket with all inside it; a bracket that none opened ends nothing. */
  close(bracket: Bracket): void {
    if (this.#unnamed > 0) {
      this.#unnamed--;
      return;
    }
    const opened = this.#levels.findLastIndex((level) => level.bracket === bracket);
    if (opened > 0) this.#levels.length = opened;
  }

  section(names: readonly string[]): void {
    this.#levels = [{ path: names, bracket: undefined, column: -1 }];
    this.#unnamed = 0;
  }

  #push(names: readonly string[], bracket: Bracket | undefined, column: number): void {
    if (this.#levels.length >= MAX_LEVELS) {
      if (bracket !== undefined) this.#unnamed++;
      return;
    }
    const path = names.length === 0 ? this.path : [...this.path, ...names];
    this.#levels.push({ path, bracket, column });
  }
}
