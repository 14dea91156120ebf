/** The text of a pattern while it is read, and the escapes of RE2's syntax (github.com/google/re2/wiki/Syntax). */

/** Syntax that this reader does not know. */
export class UnknownSyntax extends Error {}

export class Source {
  /** UTF-16 offset of what is read next. */
  at = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  sees(char: string): boolean {
    return this.text[this.at] === char;
  }

  eat(char: string): boolean {
    if (!this.sees(char)) return false;
    this.at++;
    return true;
  }

  /** The next character, whole. */
  take(): string {
    const code = this.text.codePointAt(this.at);
    if (code === undefined) throw new UnknownSyntax();
    const char = String.fromCodePoint(code);
    this.at += char.length;
    return char;
  }

  ahead(length: number): string {
    return this.text.slice(this.at, this.at + length);
  }

  since(from: number): string {
    return this.text.slice(from, this.at);
  }

  /** What stands here, if it is that; read then. */
  takeMatch(pattern: RegExp, length: number): RegExpExecArray | undefined {
    const match = pattern.exec(this.ahead(length));
    if (!match) return undefined;
    this.at += match[0].length;
    return match;
  }

  /** Up to that, or to the end. */
  takeUntil(closing: string): string {
    const end = this.text.indexOf(closing, this.at);
    const taken = this.text.slice(this.at, end < 0 ? undefined : end);
    this.at = end < 0 ? this.text.length : end + closing.length;
    return taken;
  }

  /** `[:alpha:]` in a class. */
  skipNamedClass(): boolean {
    if (this.isAtEnd) throw new UnknownSyntax();
    if (this.ahead(2) !== '[:') return false;
    const end = this.text.indexOf(':]', this.at);
    if (end < 0) throw new UnknownSyntax();
    this.at = end + 2;
    return true;
  }

  /** One character of a class; undefined for an escape that stands for many. */
  classMember(): string | undefined {
    const char = this.take();
    if (char !== '\\') return char;
    const escaped = this.take();
    if (escaped === 'p' || escaped === 'P') {
      this.skipUnicodeClass();
      return undefined;
    }
    return this.escapedCharacter(escaped);
  }

  /** What follows `\p`. */
  skipUnicodeClass(): void {
    if (!this.eat('{')) {
      this.take();
      return;
    }
    const end = this.text.indexOf('}', this.at);
    if (end < 0) throw new UnknownSyntax();
    this.at = end + 1;
  }

  /** The character that a backslash and what was read behind it stand for; undefined where they stand for many. */
  escapedCharacter(escaped: string): string | undefined {
    if ('dDsSwW'.includes(escaped)) return undefined;
    if (escaped === 'x') {
      const hex = this.takeMatch(/^(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))/, 12);
      if (!hex) throw new UnknownSyntax();
      return String.fromCodePoint(Number.parseInt(hex[1] ?? hex[2]!, 16));
    }
    const control = { a: '\x07', f: '\f', t: '\t', n: '\n', r: '\r', v: '\v' }[escaped];
    if (control) return control;
    if (/[0-9A-Za-z]/.test(escaped)) throw new UnknownSyntax();
    return escaped;
  }
}
