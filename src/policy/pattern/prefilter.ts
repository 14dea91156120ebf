/**
 * Aho–Corasick over the literals that patterns require (Aho and Corasick, 1975): a text is read once, whatever the
 * number of patterns, and yields those that are worth trying. The automaton knows how literals begin; what follows is
 * compared where one began, which keeps the table small enough for a processor's caches.
 */
import {
  endingsOf,
  isUnfollowed,
  folded,
  isWordCharacter,
  KELVIN,
  LONG_S,
  note,
  transparentEnd,
  type Ending,
} from './endings';
import { FoundChoices, type OffsetTable } from './foundChoices';
import { TRANSPARENT, type Choice } from './literal';
import { Trie } from './trie';

/** Column of characters that no literal holds. */
const OTHER = 0;
/** Characters that are passed over: the state stays where it is. */
const SKIP = -1;

export class Prefilter {
  /** Of choices. */
  readonly #count: number;
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
  /** Per state: 1 where only words end in it that nothing follows; inside other words they are passed over at once. */
  readonly #endWords: Uint8Array;
  /** Tables that are not in use. A new one for each text would be most of the memory that a verdict takes. */
  readonly #tables: OffsetTable[] = [];

  constructor(choices: readonly Choice[]) {
    this.#count = choices.length;
    const endings = endingsOf(choices);
    this.#columns = this.#assignColumns(endings);
    const trie = new Trie(this.#columns);
    const byState: Ending[][] = [];
    for (const ending of endings) {
      const { text, prefix } = ending;
      const first = text.charCodeAt(0);
      if (first >= 128) {
        this.#beyondAscii.set(first, [...(this.#beyondAscii.get(first) ?? []), ending]);
        continue;
      }
      let state = 0;
      for (let i = 0; i < prefix; i++) state = trie.child(state, this.#ascii[text.charCodeAt(i)]!);
      (byState[state] ??= []).push(ending);
    }
    const states = trie.size;
    // Lists that grew one by one hold room for more.
    this.#endings = byState.map((list) => list.slice());
    this.#endWords = Uint8Array.from({ length: states }, (_, state) =>
      byState[state]?.every(isUnfollowed) ? 1 : 0,
    );
    this.#next =
      states <= 0xffff ? new Uint16Array(states * this.#columns) : new Uint32Array(states * this.#columns);
    this.#endingAt = new Uint32Array(states);
    this.#furtherEnding = new Uint32Array(states);
    this.#link(trie);
  }

  /** One column a distinct character of the prefixes, so that the table stays small. */
  #assignColumns(endings: readonly Ending[]): number {
    let columns = 1;
    for (const { text, prefix } of endings) {
      for (let i = 0; i < prefix; i++) {
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

  /** Choices that a text hits, to be given back with `done`; undefined for none. */
  hits(text: string): FoundChoices | undefined {
    const ascii = this.#ascii;
    const next = this.#next;
    const columns = this.#columns;
    const endingAt = this.#endingAt;
    const found = new FoundChoices(this.#tables.pop() ?? this.#newTable());
    let state = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const column = code < 128 ? ascii[code]! : this.#beyondColumn(code, text, i, found);
      if (column < 0) {
        i = transparentEnd(text, i);
        continue;
      }
      state = next[state * columns + column]!;
      for (let ending = endingAt[state]!; ending !== 0; ending = this.#furtherEnding[ending]!) {
        if (this.#endWords[ending] === 1 && isWordCharacter(text.charCodeAt(i + 1))) continue;
        note(this.#endings[ending]!, text, i, found);
      }
    }
    if (found.choices.length > 0) return found;
    this.done(found);
    return undefined;
  }

  /** Nobody is going to ask what was found. */
  done(found: FoundChoices): void {
    this.#tables.push(found.clear());
  }

  #newTable(): OffsetTable {
    const table: OffsetTable = [];
    table.length = this.#count;
    return table;
  }

  /** Notes what begins with a character beyond ASCII; two of them RE2 folds into it, the others lead nowhere. */
  #beyondColumn(code: number, text: string, at: number, found: FoundChoices): number {
    const literals = this.#beyondAscii.get(code);
    if (literals) note(literals, text, at, found);
    return code === KELVIN || code === LONG_S ? this.#ascii[folded(code)]! : OTHER;
  }
}
