/**
 * Aho–Corasick over the literals that patterns require (Aho and Corasick, 1975): a text is read once, whatever the
 * number of patterns, and yields those that are worth trying. The automaton knows how literals begin; what follows is
 * compared where one began, which keeps the table small enough for a processor's caches.
 */
import { TRANSPARENT, type Literal } from './literals';

/** Column of characters that no literal holds. */
const OTHER = 0;
/** Characters that are passed over: the state stays where it is. */
const SKIP = -1;

/** Characters of a literal in the automaton. More tell hardly more apart, and each costs a state a literal. */
const PREFIX = 8;

const KELVIN = 0x212a;
const LONG_S = 0x17f;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** Literals that count as one: finding any of them is a hit. */
export type Choice = readonly Literal[];

/** A literal whose prefix ends in a state of the automaton. */
interface Ending extends Literal {
  /** What follows the prefix. */
  readonly rest: string;
  /** Places of its choices in the list. */
  readonly choices: readonly number[];
}

export class Prefilter {
  readonly #columns: number;
  /** Column per ASCII character, upper and lower case alike. */
  readonly #ascii = new Int16Array(128).fill(OTHER);
  /** Literals that begin with a character beyond ASCII, by that character; they are few. */
  readonly #beyondAscii = new Map<number, Ending[]>();
  /** `next[state * columns + column]`. */
  readonly #next: Uint16Array | Uint32Array;
  /** Per state: itself where literals end in it, else the longest suffix in which some do; 0 for none. */
  readonly #endingAt: Uint32Array;
  /** Per state in which literals end: the longest proper suffix in which others do; 0 for none. */
  readonly #furtherEnding: Uint32Array;
  readonly #endings: readonly (readonly Ending[] | undefined)[];

  constructor(choices: readonly Choice[]) {
    const endings = endingsOf(choices);
    this.#columns = this.#assignColumns(endings);
    const trie = new Trie(this.#columns);
    const byState: Ending[][] = [];
    for (const ending of endings) {
      const { text } = ending;
      const length = text.length - ending.rest.length;
      const first = text.charCodeAt(0);
      if (first >= 128) {
        this.#beyondAscii.set(first, [...(this.#beyondAscii.get(first) ?? []), ending]);
        continue;
      }
      let state = 0;
      for (let i = 0; i < length; i++) state = trie.child(state, this.#ascii[text.charCodeAt(i)]!);
      (byState[state] ??= []).push(ending);
    }
    const states = trie.size;
    // Lists that grew one by one hold room for more.
    this.#endings = byState.map((list) => list.slice());
    this.#next =
      states <= 0xffff ? new Uint16Array(states * this.#columns) : new Uint32Array(states * this.#columns);
    this.#endingAt = new Uint32Array(states);
    this.#furtherEnding = new Uint32Array(states);
    this.#link(trie);
  }

  /** One column a distinct character of the prefixes, so that the table stays small. */
  #assignColumns(endings: readonly Ending[]): number {
    let columns = 1;
    for (const { text, rest } of endings) {
      for (let i = 0; i < text.length - rest.length; i++) {
        const code = text.charCodeAt(i);
        if (code < 128 && this.#ascii[code] === OTHER) this.#ascii[code] = columns++;
      }
    }
    for (let code = 65; code <= 90; code++) this.#ascii[code] = this.#ascii[code + 32]!;
    for (const char of TRANSPARENT) this.#ascii[char.charCodeAt(0)] = SKIP;
    return columns;
  }

  /** Breadth first: fail links become plain transitions. */
  #link(trie: Trie): void {
    const columns = this.#columns;
    const next = this.#next;
    const fail = new Uint32Array(trie.size);
    const queue = [0];
    for (let head = 0; head < queue.length; head++) {
      const state = queue[head]!;
      const row = state * columns;
      const failRow = fail[state]! * columns;
      const inherited = this.#endingAt[fail[state]!]!;
      this.#furtherEnding[state] = inherited;
      this.#endingAt[state] = this.#endings[state] ? state : inherited;
      // What the trie does not say is said by the fail state, which is nearer to the root and so done already.
      if (state !== 0) next.copyWithin(row, failRow, failRow + columns);
      for (const { column, child } of trie.childrenOf(state)) {
        fail[child] = state === 0 ? 0 : next[failRow + column]!;
        next[row + column] = child;
        queue.push(child);
      }
    }
  }

  /**
   * Choices that a text hits, by their place in the list, with an offset inside each literal; undefined for none.
   * The offsets of one choice ascend.
   */
  hits(text: string): Map<number, number[]> | undefined {
    const ascii = this.#ascii;
    const next = this.#next;
    const columns = this.#columns;
    const endingAt = this.#endingAt;
    const found = new Map<number, number[]>();
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const column = code < 128 ? ascii[code]! : this.#beyondColumn(code, text, i, found);
      if (column < 0) {
        i = transparentEnd(text, i);
        continue;
      }
      state = next[state * columns + column]!;
      for (let ending = endingAt[state]!; ending !== 0; ending = this.#furtherEnding[ending]!)
        note(this.#endings[ending]!, text, i, found);
    }
    return found.size > 0 ? found : undefined;
  }

  /** Notes what begins with a character beyond ASCII; two of them RE2 folds into it, the others lead nowhere. */
  #beyondColumn(code: number, text: string, at: number, found: Map<number, number[]>): number {
    const literals = this.#beyondAscii.get(code);
    if (literals) note(literals, text, at, found);
    return code === KELVIN || code === LONG_S ? this.#ascii[folded(code)]! : OTHER;
  }
}

/** Adds the choices of those literals that stand whole where their prefix ends at `at`. */
function note(literals: readonly Ending[], text: string, at: number, found: Map<number, number[]>): void {
  for (const literal of literals) {
    if (!goesOn(literal, text, at)) continue;
    for (const choice of literal.choices) {
      const offsets = found.get(choice);
      if (offsets) offsets.push(at);
      else found.set(choice, [at]);
    }
  }
}

/** Each literal once, with the choices that ask for it. */
function endingsOf(choices: readonly Choice[]): Ending[] {
  const endings = new Map<string, Ending & { readonly choices: number[] }>();
  choices.forEach((literals, choice) => {
    for (const { text, startsWord, endsWord } of literals) {
      const key = `${startsWord ? '<' : '-'}${endsWord ? '>' : '-'}${text}`;
      const known = endings.get(key);
      if (known) known.choices.push(choice);
      else {
        const rest = text.slice(prefixLength(text));
        endings.set(key, { text, startsWord, endsWord, rest, choices: [choice] });
      }
    }
  });
  // The literals of one choice mostly ask for that alone: one list serves them all.
  const lists = new Map<string, readonly number[]>();
  return [...endings.values()].map((ending) => {
    const key = ending.choices.join();
    const list = lists.get(key) ?? ending.choices.slice();
    lists.set(key, list);
    return { ...ending, choices: list };
  });
}

/** Up to the first character beyond ASCII, or that alone. */
function prefixLength(text: string): number {
  const end = Math.min(PREFIX, text.length);
  for (let i = 0; i < end; i++) if (text.charCodeAt(i) >= 128) return Math.max(1, i);
  return end;
}

/** Prefixes as states; numbers in place of objects, since there are many thousand. */
class Trie {
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

/** Offset of the last character that is passed over where one stands at `at`: of an escape also the line end behind it. */
function transparentEnd(text: string, at: number): number {
  let end = at;
  if (text.charCodeAt(end + 1) === CARRIAGE_RETURN) end++;
  if (text.charCodeAt(end + 1) === NEWLINE && text.charCodeAt(at) !== CARRIAGE_RETURN) end++;
  return end;
}

/** Whether a literal whose prefix ends at `at` stands there whole, as the word it has to be. */
function goesOn(literal: Ending, text: string, at: number): boolean {
  const { rest } = literal;
  let end = at;
  for (let i = 0; i < rest.length; i++) {
    end++;
    while (IS_TRANSPARENT[text.charCodeAt(end)] === 1) end = transparentEnd(text, end) + 1;
    if (folded(text.charCodeAt(end)) !== rest.charCodeAt(i)) return false;
  }
  return standsAlone(literal, text, end);
}

const IS_TRANSPARENT = new Uint8Array(128);
for (const char of TRANSPARENT) IS_TRANSPARENT[char.charCodeAt(0)] = 1;

/** As RE2 folds a character into lower case ASCII. */
function folded(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  if (code === KELVIN) return 107;
  return code === LONG_S ? 115 : code;
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
