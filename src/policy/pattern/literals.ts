/**
 * Which literals must stand in a text before an RE2 pattern can match it: the input of the prefilter.
 * The method is that of RE2's own `prefilter.cc` (exact sets that grow through concatenation, a required
 * set where they cannot), cut down to a few disjunctions of literals a pattern.
 *
 * The answer errs one way only: a pattern may get weaker literals than it could, never one it can match without.
 */

/** Above these an exact set turns into a required one. */
const MAX_ALTERNATIVES = 24;
const MAX_CLASS = 4;
/** A literal shorter than this filters nothing worth the bookkeeping. */
const MIN_LENGTH = 2;
/** More would narrow little and cost the automaton states. */
const MAX_CHOICES = 3;
const MAX_DEPTH = 100;

/** A string that has to stand in the text, perhaps as a word of its own. */
export interface Literal {
  /** Lower case, without transparent characters. */
  readonly text: string;
  /** No word character (`\w`) stands before it. */
  readonly startsWord: boolean;
  /** No word character stands behind it. */
  readonly endsWord: boolean;
}

/** Strings of which a match holds at least one; `EDGE` stands in them where a word has to begin or end. */
type Choice = readonly string[];

/** No text that is judged holds this character. */
const EDGE = '\0';

interface Info {
  /** Every string that the expression matches, folded to lower case; undefined where they are too many. */
  readonly exact: Choice | undefined;
  /** Every match holds one of each of these; empty where nothing can be said. */
  readonly required: readonly Choice[];
  /** Where `exact` does not say it: a match that is not empty begins with no part of a word; so does it end. */
  readonly head?: boolean;
  readonly tail?: boolean;
  /** Where `exact` does not say it: the empty text may match. */
  readonly empty?: boolean;
}

const EMPTY: Info = { exact: [''], required: [] };
/** One of many characters, of which none is part of a word. */
const NO_WORD: Info = { exact: undefined, required: [], head: true, tail: true };
/** One character, be it what it may. */
const ONE: Info = { exact: undefined, required: [] };
/** White space: an edge for the words beside it. */
const SPACE = NO_WORD;
/** What `\b`, `^` and `$` say of a word character next to them. */
const WORD_EDGE: Info = { exact: [EDGE], required: [] };

/**
 * Characters the prefilter passes over in the text, since a view may have dropped them: quotes and escapes.
 * They are dropped from literals too, so that both sides agree.
 */
export const TRANSPARENT = new Set(['"', "'", '`', '\\', '^', '\r']);

/** White space may be a blanked comment in the view, so no literal reaches across it. */
const isBreak = (char: string): boolean => /[ \t\n\v\f\r]/.test(char);

/**
 * Literals that a text has to hold before the pattern can match it: one of each choice, at most three choices, the
 * most telling first; lower case, without transparent characters. Undefined where nothing was found and the pattern
 * has to be tried on every text.
 */
export function requiredLiterals(pattern: string): readonly (readonly Literal[])[] | undefined {
  let info: Info;
  try {
    info = new Parser(pattern).parse();
  } catch (error) {
    // Syntax this reader does not know: the engine may, so the pattern is simply always tried.
    if (error instanceof UnknownSyntax) return undefined;
    throw error;
  }
  const choices = asRequired(info)
    .filter((choice) => weight(choice) >= MIN_LENGTH)
    .toSorted(moreTelling)
    .slice(0, MAX_CHOICES)
    .map((choice) => [...new Set(choice)].map(asLiteral));
  return choices.length > 0 ? choices : undefined;
}

const withoutEdges = (literal: string): string => literal.replaceAll(EDGE, '');

const asLiteral = (literal: string): Literal => {
  const text = withoutEdges(literal);
  return {
    text,
    startsWord: literal.startsWith(EDGE) && /^\w/.test(text),
    endsWord: literal.endsWith(EDGE) && /\w$/.test(text),
  };
};

class UnknownSyntax extends Error {}

/** How much a literal narrows: its length, and characters beyond ASCII are rare enough to count twice. */
const telling = (literal: string): number =>
  [...withoutEdges(literal)].reduce((sum, char) => sum + (char <= '\x7f' ? 1 : 2), 0);

/** How much a choice narrows: what its least telling member does. */
const weight = (choice: Choice): number => Math.min(...choice.map(telling));

const moreTelling = (a: Choice, b: Choice): number => weight(b) - weight(a) || a.length - b.length;

const asRequired = ({ exact, required }: Info): readonly Choice[] =>
  exact && weight(exact) > 0 ? [...required, exact] : required;

const mayBeEmpty = ({ exact, empty }: Info): boolean => (exact ? exact.includes('') : empty === true);

const startsBare = (literal: string): boolean => /^[^\w]/.test(literal);
const endsBare = (literal: string): boolean => /[^\w]$/.test(literal);

/** Whether a match that is not empty begins at an edge: `EDGE` is no part of a word either. */
const headOf = ({ exact, head }: Info): boolean =>
  exact ? exact.every((literal) => literal === '' || startsBare(literal)) : head === true;
const tailOf = ({ exact, tail }: Info): boolean =>
  exact ? exact.every((literal) => literal === '' || endsBare(literal)) : tail === true;

/** Whether what the infos match one after another surely begins at an edge; of none that is not known. */
function beginsBare(parts: readonly Info[], from: number): boolean {
  for (let i = from; i < parts.length; i++) {
    if (!headOf(parts[i]!)) return false;
    if (!mayBeEmpty(parts[i]!)) return true;
  }
  return false;
}

function concatenate(parts: readonly Info[]): Info {
  let run: Choice = [''];
  let whole = true;
  /** Whether all so far surely ends at an edge. */
  let bare = false;
  const required: Choice[] = [];
  const flush = (): void => {
    if (weight(run) > 0) required.push(run);
  };
  parts.forEach((part, i) => {
    const { exact } = part;
    const before = bare;
    bare = tailOf(part) && (!mayBeEmpty(part) || before);
    if (exact && run.length * exact.length <= MAX_ALTERNATIVES) {
      // A single character after another is by far the commonest case.
      const [only] = exact;
      run =
        exact.length === 1 && only !== undefined
          ? run.map((left) => left + only)
          : run.flatMap((left) => exact.map((right) => left + right));
      return;
    }
    whole = false;
    if (beginsBare(parts, i)) run = run.map((literal) => literal + EDGE);
    flush();
    if (exact) {
      run = exact;
      return;
    }
    required.push(...part.required);
    run = [bare ? EDGE : ''];
  });
  if (whole) return { exact: run, required: [] };
  flush();
  return {
    exact: undefined,
    required,
    head: beginsBare(parts, 0),
    tail: bare,
    empty: parts.every(mayBeEmpty),
  };
}

/** What holds for the edges of a choice among infos. */
const edgesOf = (branches: readonly Info[]): Pick<Info, 'head' | 'tail' | 'empty'> => ({
  head: branches.every(headOf),
  tail: branches.every(tailOf),
  empty: branches.some(mayBeEmpty),
});

function alternate(branches: readonly Info[]): Info {
  const exact = [...new Set(branches.flatMap((branch) => branch.exact ?? []))];
  if (branches.every((branch) => branch.exact) && exact.length <= MAX_ALTERNATIVES)
    return { exact, required: [] };
  const union: string[] = [];
  for (const branch of branches) {
    const best = asRequired(branch).toSorted(moreTelling)[0];
    if (!best) return { exact: undefined, required: [], ...edgesOf(branches) };
    union.push(...best);
  }
  return { exact: undefined, required: [union], ...edgesOf(branches) };
}

function repeat(info: Info, min: number, max: number): Info {
  if (min === 0) {
    if (info.exact?.every((literal) => literal === EDGE)) return EMPTY;
    return max === 1 && info.exact && info.exact.length < MAX_ALTERNATIVES
      ? { exact: [...info.exact, ''], required: [] }
      : { exact: undefined, required: [], head: headOf(info), tail: tailOf(info), empty: true };
  }
  if (min === 1 && max === 1) return info;
  return { exact: undefined, required: asRequired(info), ...edgesOf([info]) };
}

const foldsToWord = (char: string): boolean => /[\w\u017F\u212A]/.test(char);

/** Whether a range of characters holds any that is part of a word, or folds into one. */
const reachesWord = (low: string, high: string): boolean =>
  high > '\x7f' || /\w/.test(range(low.charCodeAt(0), high.charCodeAt(0)));

const range = (from: number, to: number): string =>
  String.fromCharCode(...Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i));

/** Recursive descent over RE2's syntax (github.com/google/re2/wiki/Syntax); depth is bounded. */
class Parser {
  #at = 0;
  #depth = 0;
  #foldCase = false;

  constructor(private readonly source: string) {}

  parse(): Info {
    const info = this.#alternation();
    if (this.#at < this.source.length) throw new UnknownSyntax();
    return info;
  }

  #alternation(): Info {
    if (++this.#depth > MAX_DEPTH) throw new UnknownSyntax();
    const branches = [this.#concatenation()];
    while (this.#eat('|')) branches.push(this.#concatenation());
    this.#depth--;
    return branches.length === 1 ? branches[0]! : alternate(branches);
  }

  #concatenation(): Info {
    const parts: Info[] = [];
    while (this.#at < this.source.length && !this.#sees('|') && !this.#sees(')')) {
      parts.push(this.#quantified());
    }
    return concatenate(parts);
  }

  #quantified(): Info {
    let info = this.#atom();
    for (;;) {
      const bounds = this.#quantifier();
      if (!bounds) return info;
      info = repeat(info, bounds[0], bounds[1]);
      this.#eat('?');
    }
  }

  #quantifier(): readonly [min: number, max: number] | undefined {
    if (this.#eat('*')) return [0, Infinity];
    if (this.#eat('+')) return [1, Infinity];
    if (this.#eat('?')) return [0, 1];
    const counted = /^\{(\d+)(,(\d*))?\}/.exec(this.source.slice(this.#at, this.#at + 16));
    if (!counted) return undefined;
    this.#at += counted[0].length;
    const min = Number(counted[1]);
    return [min, counted[2] ? (counted[3] ? Number(counted[3]) : Infinity) : min];
  }

  #atom(): Info {
    const char = this.#take();
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return this.#class();
      case '.':
        return ONE;
      case '^':
      case '$':
        return WORD_EDGE;
      case '\\':
        return this.#escape();
      default:
        return this.#literal(char);
    }
  }

  #group(): Info {
    const outer = this.#foldCase;
    if (this.#eat('?')) {
      const head = /^(?:P?<\w+>|([imsU]*)(?:-([imsU]+))?([:)]))/.exec(
        this.source.slice(this.#at, this.#at + 80),
      );
      if (!head) throw new UnknownSyntax();
      this.#at += head[0].length;
      if (head[1]?.includes('i')) this.#foldCase = true;
      if (head[2]?.includes('i')) this.#foldCase = false;
      // `(?i)` without a colon holds to the end of the group it stands in.
      if (head[3] === ')') return EMPTY;
    }
    const info = this.#alternation();
    if (!this.#eat(')')) throw new UnknownSyntax();
    this.#foldCase = outer;
    return info;
  }

  #class(): Info {
    const members: string[] = [];
    const negated = this.#eat('^');
    let countable = !negated;
    let holdsWord = false;
    let holdsAllWords = false;
    for (let first = true; first || !this.#sees(']'); first = false) {
      if (this.#at >= this.source.length) throw new UnknownSyntax();
      if (this.source.startsWith('[:', this.#at)) {
        const end = this.source.indexOf(':]', this.#at);
        if (end < 0) throw new UnknownSyntax();
        this.#at = end + 2;
        countable = false;
        holdsWord = true;
        continue;
      }
      const written = this.source.slice(this.#at, this.#at + 2);
      const low = this.#classMember();
      if (low === undefined) {
        countable = false;
        holdsWord ||= written !== '\\s' && written !== '\\W';
        holdsAllWords ||= written === '\\w';
        continue;
      }
      if (this.#sees('-') && this.source[this.#at + 1] !== ']') {
        this.#at++;
        const high = this.#classMember();
        countable = false;
        holdsWord ||= high === undefined || reachesWord(low, high);
        continue;
      }
      holdsWord ||= foldsToWord(low);
      members.push(low);
    }
    this.#at++;
    const bare = negated ? holdsAllWords : !holdsWord;
    const literals = new Set(members.map((m) => m.toLowerCase()));
    if (!countable || literals.size > MAX_CLASS) return bare ? NO_WORD : ONE;
    return alternate([...literals].map((member) => this.#literal(member)));
  }

  /** One character of a class; undefined for an escape that stands for many. */
  #classMember(): string | undefined {
    const char = this.#take();
    if (char !== '\\') return char;
    const escaped = this.#take();
    if (escaped === 'p' || escaped === 'P') {
      this.#unicodeClass();
      return undefined;
    }
    return this.#escapedCharacter(escaped);
  }

  #escape(): Info {
    const escaped = this.#take();
    if (escaped === 'Q') {
      const end = this.source.indexOf('\\E', this.#at);
      const quoted = this.source.slice(this.#at, end < 0 ? undefined : end);
      this.#at = end < 0 ? this.source.length : end + 2;
      return concatenate([...quoted].map((char) => this.#literal(char)));
    }
    if (escaped === 'b') return WORD_EDGE;
    if ('BAzZ'.includes(escaped)) return EMPTY;
    if (escaped === 's') return SPACE;
    if (escaped === 'p' || escaped === 'P') {
      this.#unicodeClass();
      return ONE;
    }
    const char = this.#escapedCharacter(escaped);
    if (char === undefined) return escaped === 'W' ? NO_WORD : ONE;
    return this.#literal(char);
  }

  #unicodeClass(): void {
    if (!this.#eat('{')) {
      this.#take();
      return;
    }
    const end = this.source.indexOf('}', this.#at);
    if (end < 0) throw new UnknownSyntax();
    this.#at = end + 1;
  }

  #escapedCharacter(escaped: string): string | undefined {
    if ('dDsSwW'.includes(escaped)) return undefined;
    if (escaped === 'x') {
      const hex = /^(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/.exec(this.source.slice(this.#at, this.#at + 12));
      if (!hex) throw new UnknownSyntax();
      this.#at += hex[0].length;
      return String.fromCodePoint(Number.parseInt(hex[1] ?? hex[2]!, 16));
    }
    const control = { a: '\x07', f: '\f', t: '\t', n: '\n', r: '\r', v: '\v' }[escaped];
    if (control) return control;
    if (/[0-9A-Za-z]/.test(escaped)) throw new UnknownSyntax();
    return escaped;
  }

  #literal(char: string): Info {
    // Passed over in the text, but no part of a word.
    if (TRANSPARENT.has(char)) return WORD_EDGE;
    if (isBreak(char)) return SPACE;
    // Beyond ASCII one letter folds to several; the prefilter folds ASCII only.
    if (char > '\x7f' && this.#foldCase) return ONE;
    // The prefilter lowers ASCII alone, so a capital beyond it stays as it is.
    return { exact: [char <= '\x7f' ? char.toLowerCase() : char], required: [] };
  }

  #sees(char: string): boolean {
    return this.source[this.#at] === char;
  }

  #eat(char: string): boolean {
    if (!this.#sees(char)) return false;
    this.#at++;
    return true;
  }

  #take(): string {
    const code = this.source.codePointAt(this.#at);
    if (code === undefined) throw new UnknownSyntax();
    const char = String.fromCodePoint(code);
    this.#at += char.length;
    return char;
  }
}
