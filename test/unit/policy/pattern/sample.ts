/** Texts that a pattern matches, made at random: for what must find every one of them. */

/** A number from 0 up to, and not including, `below`. */
export type Random = (below: number) => number;

/**
 * What stands for each part of a pattern in RE2's syntax. Whether it matches has to be asked of the engine: edges of words
 * and lines are left to chance.
 */
export const sampleOf = (pattern: string, random: Random): string =>
  new Sampler(pattern, random).alternation();

const WORDS = ['a', 'B', '7', '_', 'x'];
const ANY = [...WORDS, '.', '-', '/', ' ', '=', '"', '('];

class Sampler {
  #at = 0;
  #foldCase = false;

  constructor(
    readonly pattern: string,
    readonly random: Random,
  ) {}

  alternation(): string {
    const options = [this.#concatenation()];
    while (this.#eat('|')) options.push(this.#concatenation());
    return this.#oneOf(options);
  }

  #concatenation(): string {
    let text = '';
    while (this.#at < this.pattern.length && !'|)'.includes(this.pattern.charAt(this.#at)))
      text += this.#quantified();
    return text;
  }

  #quantified(): string {
    const from = this.#at;
    const foldCase = this.#foldCase;
    let text = this.#atom();
    const behind = this.#at;
    const bounds = /^(?:([*+?])|\{(\d+)(,(\d*))?\})\??/.exec(this.pattern.slice(behind));
    if (!bounds) return text;
    const min = bounds[1] ? (bounds[1] === '+' ? 1 : 0) : Number(bounds[2]);
    const max = bounds[1] === '?' ? 1 : min + ((bounds[1] ?? bounds[3]) ? 2 : 0);
    const times = min + this.random(max - min + 1);
    if (times === 0) text = '';
    for (let i = 1; i < times; i++) {
      [this.#at, this.#foldCase] = [from, foldCase];
      text += this.#atom();
    }
    this.#at = behind + bounds[0].length;
    return text;
  }

  #atom(): string {
    const char = this.#take();
    if (char === '(') return this.#group();
    if (char === '[') return this.#class();
    if (char === '.') return this.#oneOf(ANY);
    if (char === '^' || char === '$') return '';
    return char === '\\' ? this.#escape() : this.#inCase(char);
  }

  #group(): string {
    const outer = this.#foldCase;
    const head = /^\?(?:P?<\w+>|([a-zA-Z]*)(?:-[a-zA-Z]+)?([:)]))/.exec(this.pattern.slice(this.#at));
    if (head) {
      this.#at += head[0].length;
      this.#foldCase ||= head[1]?.includes('i') === true;
      if (head[2] === ')') return '';
    }
    const text = this.alternation();
    this.#at++;
    this.#foldCase = outer;
    return text;
  }

  #class(): string {
    const negated = this.#eat('^');
    const from = this.#at;
    const members: string[] = [];
    while (this.#at === from || this.pattern.charAt(this.#at) !== ']') {
      const low = this.#member();
      if (this.pattern.charAt(this.#at) === '-' && this.pattern.charAt(this.#at + 1) !== ']') {
        this.#at++;
        const high = this.#member();
        if (low.length === 1 && high.length === 1)
          members.push(
            String.fromCharCode(low.charCodeAt(0) + this.random(high.charCodeAt(0) - low.charCodeAt(0) + 1)),
          );
      } else members.push(...low);
    }
    const body = this.pattern.slice(from, this.#at++);
    if (!negated) return this.#inCase(this.#oneOf(members));
    const excluded = new RegExp(`[${body.replaceAll('[', String.raw`\[`)}]`);
    return this.#oneOf(ANY.filter((char) => !excluded.test(char)));
  }

  /** The character, or some of those that an escape stands for. */
  #member(): string {
    const char = this.#take();
    return char === '\\' ? this.#escape(true) : char;
  }

  #escape(inClass = false): string {
    const escaped = this.#take();
    const some = {
      w: WORDS,
      d: ['0', '7'],
      s: [' ', '\n', '\t'],
      W: [' ', '.'],
      D: ['a'],
      S: ANY.filter((c) => c !== ' '),
    }[escaped];
    if (some) return inClass ? some.join('') : this.#oneOf(some);
    if (escaped === 'x') {
      const [whole, long, short] = /^(?:\{([0-9A-Fa-f]+)\}|(..))/.exec(this.pattern.slice(this.#at))!;
      this.#at += whole.length;
      return String.fromCodePoint(Number.parseInt(long ?? short!, 16));
    }
    if ('bBAzZ'.includes(escaped)) return '';
    return { n: '\n', t: '\t', r: '\r', f: '\f', v: '\v' }[escaped] ?? this.#inCase(escaped);
  }

  #inCase(char: string): string {
    if (!this.#foldCase) return char;
    return this.random(2) === 0 ? char.toUpperCase() : char.toLowerCase();
  }

  #oneOf(options: readonly string[]): string {
    return options[this.random(options.length)] ?? '';
  }

  #eat(char: string): boolean {
    if (this.pattern.charAt(this.#at) !== char) return false;
    this.#at++;
    return true;
  }

  #take(): string {
    const char = String.fromCodePoint(this.pattern.codePointAt(this.#at)!);
    this.#at += char.length;
    return char;
  }
}
