/**
 * Aho–Corasick over the literals that patterns require (Aho and Corasick, 1975), as one dense table:
 * a text is read once, whatever the number of patterns, and yields those that are worth trying.
 */
import { TRANSPARENT, type Literal } from './literals';

/** Column of characters that no literal holds. */
const OTHER = 0;
/** Characters that are passed over: the state stays where it is. */
const SKIP = -1;

const KELVIN = 0x212a;
const LONG_S = 0x17f;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** Literals that count as one: finding any of them is a hit. */
export type Choice = readonly Literal[];

/** A literal that ends in a state of the automaton. */
interface Ending extends Literal {
  /** Place of its choice in the list. */
  readonly choice: number;
}

export class Prefilter {
  readonly #columns: number;
  /** Column per ASCII character, upper and lower case alike. */
  readonly #ascii = new Int16Array(128).fill(OTHER);
  readonly #beyondAscii = new Map<number, number>();
  /** `next[state * columns + column]`, already multiplied by `columns`. */
  readonly #next: Int32Array;
  /** Index into `#outputs` per row of the table, 0 where nothing ends. */
  readonly #outputAt: Int32Array;
  readonly #outputs: readonly (readonly Ending[])[];

  constructor(choices: readonly Choice[]) {
    const literals = new Map<string, Ending[]>();
    choices.forEach((literal, choice) => {
      for (const { text, startsWord, endsWord } of literal) {
        const endings = literals.get(text);
        if (endings) endings.push({ choice, text, startsWord, endsWord });
        else literals.set(text, [{ choice, text, startsWord, endsWord }]);
      }
    });
    this.#columns = this.#assignColumns([...literals.keys()]);

    const trie: Map<number, number>[] = [new Map()];
    const ends: Ending[][] = [[]];
    for (const [literal, endings] of literals) {
      let state = 0;
      for (let i = 0; i < literal.length; i++) {
        const column = this.#column(literal.charCodeAt(i));
        let child = trie[state]!.get(column);
        if (child === undefined) {
          child = trie.length;
          trie.push(new Map());
          ends.push([]);
          trie[state]!.set(column, child);
        }
        state = child;
      }
      ends[state]!.push(...endings);
    }
    this.#next = new Int32Array(trie.length * this.#columns);
    this.#outputAt = new Int32Array(trie.length * this.#columns);
    this.#outputs = this.#link(trie, ends);
  }

  /** One column a distinct character of the literals, so that the table stays small. */
  #assignColumns(literals: readonly string[]): number {
    let columns = 1;
    for (const literal of literals) {
      for (let i = 0; i < literal.length; i++) {
        const code = literal.charCodeAt(i);
        if (code >= 128) {
          if (!this.#beyondAscii.has(code)) this.#beyondAscii.set(code, columns++);
        } else if (this.#ascii[code] === OTHER) {
          this.#ascii[code] = columns++;
        }
      }
    }
    for (let code = 65; code <= 90; code++) this.#ascii[code] = this.#ascii[code + 32]!;
    for (const char of TRANSPARENT) this.#ascii[char.charCodeAt(0)] = SKIP;
    // The two letters beyond ASCII that RE2 folds into it.
    if (!this.#beyondAscii.has(KELVIN)) this.#beyondAscii.set(KELVIN, this.#ascii[107]!);
    if (!this.#beyondAscii.has(LONG_S)) this.#beyondAscii.set(LONG_S, this.#ascii[115]!);
    return columns;
  }

  #column(code: number): number {
    return code < 128 ? this.#ascii[code]! : (this.#beyondAscii.get(code) ?? OTHER);
  }

  /** Breadth first: fail links become plain transitions, outputs are united along them. */
  #link(
    trie: readonly ReadonlyMap<number, number>[],
    ends: readonly (readonly Ending[])[],
  ): readonly (readonly Ending[])[] {
    const columns = this.#columns;
    const outputs: (readonly Ending[])[] = [[]];
    const fail = new Int32Array(trie.length);
    const queue = [0];
    for (let head = 0; head < queue.length; head++) {
      const state = queue[head]!;
      const row = state * columns;
      const failRow = fail[state]! * columns;
      const inherited = state === 0 ? 0 : this.#outputAt[failRow]!;
      if (ends[state]!.length > 0) {
        this.#outputAt[row] = outputs.push([...ends[state]!, ...outputs[inherited]!]) - 1;
      } else {
        this.#outputAt[row] = inherited;
      }
      // What the trie does not say is said by the fail state, which is nearer to the root and so done already.
      if (state !== 0) this.#next.copyWithin(row, failRow, failRow + columns);
      for (const [column, child] of trie[state]!) {
        fail[child] = state === 0 ? 0 : this.#next[failRow + column]! / columns;
        this.#next[row + column] = child * columns;
        queue.push(child);
      }
    }
    return outputs;
  }

  /** Choices that a text hits, by their place in the list, with the offsets at which the literals end; undefined for none. */
  hits(text: string): Map<number, number[]> | undefined {
    const ascii = this.#ascii;
    const next = this.#next;
    const outputAt = this.#outputAt;
    let found: Map<number, number[]> | undefined;
    let row = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const column = code < 128 ? ascii[code]! : (this.#beyondAscii.get(code) ?? OTHER);
      if (column < 0) {
        // A continuation: the line end after an escape is passed over as well.
        if (text.charCodeAt(i + 1) === CARRIAGE_RETURN) i++;
        if (text.charCodeAt(i + 1) === NEWLINE && code !== CARRIAGE_RETURN) i++;
        continue;
      }
      row = next[row + column]!;
      const output = outputAt[row]!;
      if (output !== 0) {
        for (const ending of this.#outputs[output]!) {
          if (!standsAlone(ending, text, i)) continue;
          found ??= new Map();
          const offsets = found.get(ending.choice);
          if (offsets) offsets.push(i);
          else found.set(ending.choice, [i]);
        }
      }
    }
    return found;
  }
}

/**
 * Whether a literal that ends at `end` may be the word it has to be. What is not sure is taken for one: a view may
 * drop the transparent character that stands beside it.
 */
function standsAlone({ text: literal, startsWord, endsWord }: Literal, text: string, end: number): boolean {
  if (endsWord && isWordCharacter(text.charCodeAt(end + 1))) return false;
  if (!startsWord) return true;
  const start = end - literal.length + 1;
  if (start <= 0 || !isWordCharacter(text.charCodeAt(start - 1))) return true;
  // Further back than that where transparent characters stand in it.
  return text.slice(start, end + 1).toLowerCase() !== literal;
}

/** `\w` of RE2: ASCII alone. */
const isWordCharacter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
