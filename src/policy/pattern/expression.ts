/** Reads a pattern in RE2's syntax (github.com/google/re2/wiki/Syntax) for what its matches have to hold. */
import { readClass } from './characterClass';
import { TRANSPARENT } from './literal';
import {
  alternation,
  concatenation,
  exactly,
  noWord,
  NOTHING,
  repeated,
  unknown,
  WORD_EDGE,
  type Matched,
} from './matched';
import { escapeReach } from './reach';
import { Source, UnknownSyntax } from './source';
import { inAnyCase } from './spelling';

const MAX_DEPTH = 100;
const FOLDED_INTO_ASCII = /[\u017F\u212A]/;

/** Throws `UnknownSyntax`. */
export const readExpression = (pattern: string): Matched => new Expression(pattern).read();

/** Recursive descent; its depth is bounded. */
class Expression {
  readonly #source: Source;
  #depth = 0;
  #foldCase = false;
  #dotIsAll = false;

  constructor(pattern: string) {
    this.#source = new Source(pattern);
  }

  read(): Matched {
    const matched = this.#alternation();
    if (!this.#source.isAtEnd) throw new UnknownSyntax();
    return matched;
  }

  #alternation(): Matched {
    if (++this.#depth > MAX_DEPTH) throw new UnknownSyntax();
    const options = [this.#concatenation()];
    while (this.#source.eat('|')) options.push(this.#concatenation());
    this.#depth--;
    return options.length === 1 ? options[0]! : alternation(options);
  }

  #concatenation(): Matched {
    const source = this.#source;
    const parts: Matched[] = [];
    while (!source.isAtEnd && !source.sees('|') && !source.sees(')')) parts.push(this.#quantified());
    return concatenation(parts);
  }

  #quantified(): Matched {
    let matched = this.#atom();
    for (;;) {
      const bounds = this.#quantifier();
      if (!bounds) return matched;
      matched = repeated(matched, bounds[0], bounds[1]);
      this.#source.eat('?');
    }
  }

  #quantifier(): readonly [min: number, max: number] | undefined {
    if (this.#source.eat('*')) return [0, Infinity];
    if (this.#source.eat('+')) return [1, Infinity];
    if (this.#source.eat('?')) return [0, 1];
    const counted = this.#source.takeMatch(/^\{(\d+)(,(\d*))?\}/, 16);
    if (!counted) return undefined;
    const min = Number(counted[1]);
    return [min, counted[2] ? (counted[3] ? Number(counted[3]) : Infinity) : min];
  }

  #atom(): Matched {
    const char = this.#source.take();
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return readClass(this.#source, (member, both) => this.#literal(member, both));
      case '.':
        return unknown(this.#dotIsAll ? 'window' : 'line');
      case '^':
      case '$':
        return WORD_EDGE;
      case '\\':
        return this.#escape();
      default:
        return this.#literal(char);
    }
  }

  #group(): Matched {
    const [foldCase, dotIsAll] = [this.#foldCase, this.#dotIsAll];
    if (this.#source.eat('?')) {
      const head = this.#source.takeMatch(/^(?:P?<\w+>|([imsU]*)(?:-([imsU]+))?([:)]))/, 80);
      if (!head) throw new UnknownSyntax();
      const [, on = '', off = '', end] = head;
      this.#foldCase = (foldCase || on.includes('i')) && !off.includes('i');
      this.#dotIsAll = (dotIsAll || on.includes('s')) && !off.includes('s');
      // `(?i)` without a colon holds to the end of the group it stands in.
      if (end === ')') return NOTHING;
    }
    const matched = this.#alternation();
    if (!this.#source.eat(')')) throw new UnknownSyntax();
    [this.#foldCase, this.#dotIsAll] = [foldCase, dotIsAll];
    return matched;
  }

  #escape(): Matched {
    const escaped = this.#source.take();
    if (escaped === 'Q')
      return concatenation([...this.#source.takeUntil('\\E')].map((char) => this.#literal(char)));
    if (escaped === 'b') return WORD_EDGE;
    if (escaped === 'B') return NOTHING;
    // The text's own ends: only the lines up to these tell whether they are there.
    if ('AzZ'.includes(escaped)) return unknown('window', { empty: true });
    if (escaped === 'p' || escaped === 'P') {
      this.#source.skipUnicodeClass();
      return unknown(escapeReach(escaped));
    }
    const char = this.#source.escapedCharacter(escaped);
    if (char !== undefined) return this.#literal(char);
    return 'sW'.includes(escaped) ? noWord(escapeReach(escaped)) : unknown(escapeReach(escaped));
  }

  /** @param either whether it matches in upper and lower case, whatever holds for others */
  #literal(char: string, either = false): Matched {
    // Passed over in the text, but no part of a word.
    if (TRANSPARENT.has(char)) return WORD_EDGE;
    // White space may be a blanked comment in the view, so no literal reaches across it.
    if (/[ \t]/.test(char)) return noWord('line');
    if (/[\n\v\f\r]/.test(char)) return noWord('near');
    // Beyond ASCII one letter folds to several; the prefilter folds ASCII only, and two others into it.
    if (char > '\x7f' && (this.#foldCase || either || FOLDED_INTO_ASCII.test(char))) return unknown('line');
    return exactly(this.#foldCase || either ? inAnyCase(char) : char);
  }
}
