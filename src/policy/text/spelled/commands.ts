/** Command lines and statements that programs put together from pieces. */
import type { Span } from '../types';
import { constantsOf, isWord } from './constants';
import { literalsOf, type StringLiteral } from './literals';
import { LIST_OPENER, relationOf, type Relation } from './relations';
import type { Replacement } from './rewritten';
import type { Value, Variables } from './variables';

/** In the literals of these a name behind a dollar sign is a variable. */
const DOLLAR_NAMES = new Set(['php', 'perl', 'kotlin', 'groovy', 'scala', 'dart']);

/** Verbs of SQL, which begin lists of words that are no command line. */
const STATEMENTS = /^(?:drop|delete|truncate|alter|update|insert|select|create|grant|revoke)$/i;
const PROGRAM = /^(?=[^A-Za-z]*[A-Za-z])[\w./~\\:$@{}+-]{1,200}$/;

const JOINED_BEHIND = /\s*[\])]\s*\.join\(\s*["'] ["']\s*\)/y;
const JOINED_BEFORE = /["'] ["']\.join\(\s*[[(]\s*$/;
const SPLIT_BEHIND = /\.(?:split|split_whitespace)\(\s*(?:["'] ["'])?\s*\)/y;
/** A name that goes on with a literal, be it a list that is spread or added; PHP's dot is told from a member's. */
const NAME_BEHIND =
  /\s{0,40}(?<list>\]\s{0,9})?(?<sign>[,+]|\.\.|\|\||<>|\.(?=\s{0,9}\$))\s{0,40}(?:\[?\.{3}|\*{1,2}|&)?(?<name>[A-Za-z_$][\w.$]{0,80}?)(?:\.{3})?\s{0,40}(?=[,)\]};]|$)/my;
/** A class's constant. */
const MEMBER = /^(?:self|this|cls)\.(?=[A-Z][A-Z\d_]*$)/;
const NAME_BEFORE = /(?<![\w.])[A-Za-z_$]\w{0,63}$/;
const OPENER = new RegExp(`^ ?${LIST_OPENER} ?$`);
/** `"command": "x", "args": ["y"]` */
const ARGUMENTS_KEY = /^(?:args|arguments|argv)$/;
const PROGRAM_KEY = /(?:command|cmd|program|executable)["']\s{0,5}:\s{0,5}$/;
const LIST_OF_KEY = /^\s{0,40}:\s{0,40}\[\s{0,40}$/;
const LISTED_NAMES = /(?<=,\s*)[\w.$]+(?=\s*,)/g;
const ADDED_NAMES = /(?<=[+.|>]\s*)[A-Za-z_$][\w.$]*(?=\s*[+.|<])/g;
const FILLED_IN = /\s*(?:%\s*\(?|,|\.format\(|-f)\s*(?<name>[A-Za-z_$]\w{0,63})\s*[,)\s;]/y;
const PLACEHOLDER = /%[svq]|\{0?\}/;
const INTERPOLATED = /^(?:[$#]?\{|\\\()\s*(?:[\w.]{0,40}\.)?(\w{1,64})\s*[})]$/;

export function commandReplacements(text: string, spans: readonly Span[], language: string): Replacement[] {
  const literals = literalsOf(text, spans);
  if (literals.length === 0) return [];
  const { constants, sums } = constantsOf(text, spans, literals, language);
  return [...sums, ...new CommandReader(text, literals, constants, language).read()];
}

class CommandReader {
  readonly #found: Replacement[] = [];

  constructor(
    readonly text: string,
    readonly literals: readonly StringLiteral[],
    readonly constants: Variables,
    readonly language: string,
  ) {}

  read(): Replacement[] {
    const { literals } = this;
    for (let i = 0; i < literals.length;) {
      const run = [i];
      const isListPart = this.#isWord(i);
      let relation: Relation | undefined;
      for (;;) {
        const [next, index] = this.#nextOf(run.at(-1)!, isListPart);
        if (!next || (relation && next !== relation)) break;
        if (next !== 'list' && this.#content(index).includes(literals[run[0]!]!.quote)) break;
        relation = next;
        run.push(index);
      }
      this.#join(run, relation ?? (isListPart ? 'list' : 'concatenation'));
      i = run.at(-1)! + 1;
    }
    if (!this.constants.isEmpty) for (const literal of literals) this.#fillIn(literal);
    return this.#found;
  }

  /** The literal that goes on with the one at `index`, and how; a list goes on with words alone. */
  #nextOf(index: number, isListPart: boolean): [Relation | undefined, number] {
    const { text, literals, language } = this;
    const [literal, next, last] = literals.slice(index, index + 3);
    if (!literal || !next) return [undefined, index];
    const relation = relationOf(text, literal, next, language);
    if (relation === 'list') return [isListPart && this.#isWord(index + 1) ? relation : undefined, index + 1];
    if (relation === 'arguments') return [isListPart ? relation : undefined, index + 1];
    if (relation) return [relation, index + 1];
    const isKeyed =
      last !== undefined &&
      isListPart &&
      this.#isWord(index + 2) &&
      ARGUMENTS_KEY.test(this.#content(index + 1)) &&
      PROGRAM_KEY.test(text.slice(Math.max(0, literal.start - 20), literal.start)) &&
      LIST_OF_KEY.test(text.slice(next.end, Math.min(last.start, next.end + 80)));
    return isKeyed ? ['list', index + 2] : [undefined, index];
  }

  #content(index: number): string {
    const { from, to } = this.literals[index]!;
    return this.text.slice(from, to);
  }

  #isWord(index: number): boolean {
    const { from, to } = this.literals[index]!;
    return to - from <= 300 && isWord(this.#content(index));
  }

  /** Makes one literal of a run of them, with names before and behind them whose value is known. */
  #join(run: readonly number[], relation: Relation): void {
    const { text } = this;
    const literals = run.map((index) => this.literals[index]!);
    const [opening, closing] = [literals[0]!, literals.at(-1)!];
    const isList = relation !== 'concatenation';
    const glue = isList ? ' ' : '';
    const before = this.#nameBefore(opening, isList);
    const behind = this.#nameBehind(closing, isList);
    if (isList && !before && !this.#isCommand(run[0]!, closing)) return;

    if (before) this.#replace(before.start, opening.from, `${opening.quote}${before.value}${glue}`);
    for (let i = 0; i + 1 < literals.length; i++) {
      const [left, right] = [literals[i]!, literals[i + 1]!];
      const words = this.#namesBetween(left.end, right.start, isList ? LISTED_NAMES : ADDED_NAMES);
      this.#replace(left.to, right.from, `${glue}${words.map((word) => word + glue).join('')}`);
    }
    if (behind) this.#replace(closing.to, behind.end, `${glue}${behind.value}${opening.quote}`);
    else if (closing.quote !== opening.quote) this.#replace(closing.to, closing.end, opening.quote);
    SPLIT_BEHIND.lastIndex = closing.end;
    if (run.length === 1 && SPLIT_BEHIND.test(text)) this.#replace(closing.end, SPLIT_BEHIND.lastIndex, '');
  }

  /** The values of names between two literals; one that is not known stands like what is interpolated. */
  #namesBetween(from: number, to: number, names: RegExp): string[] {
    const between = this.text.slice(from, to);
    if (between.includes(':')) return [];
    return [...between.matchAll(names)].map(([name]) => this.#valueOf(name, from)?.text ?? `{${name}}`);
  }

  /** Whether the words are those of a command line, or are made a statement by joining them. */
  #isCommand(first: number, { end }: StringLiteral): boolean {
    const program = this.#content(first);
    if (PROGRAM.test(program) && !STATEMENTS.test(program)) return true;
    const { start } = this.literals[first]!;
    JOINED_BEHIND.lastIndex = end;
    return (
      JOINED_BEHIND.test(this.text) || JOINED_BEFORE.test(this.text.slice(Math.max(0, start - 40), start))
    );
  }

  #nameBefore({ start }: StringLiteral, isList: boolean): { start: number; value: string } | undefined {
    if (this.constants.isEmpty) return undefined;
    const from = Math.max(0, start - 120);
    const line = this.text.slice(from, start);
    const sign = line.lastIndexOf(isList ? ',' : '+');
    if (sign < 0 || !OPENER.test(line.slice(sign + 1).replace(/\s+/g, ' '))) return undefined;
    const match = NAME_BEFORE.exec(line.slice(0, sign).trimEnd());
    const value = match && this.#valueOf(match[0], start);
    return value ? { start: from + match.index, value: value.text } : undefined;
  }

  #nameBehind({ end }: StringLiteral, isList: boolean): { end: number; value: string } | undefined {
    if (this.constants.isEmpty && isList) return undefined;
    NAME_BEHIND.lastIndex = end;
    const { name, sign, list } = NAME_BEHIND.exec(this.text)?.groups ?? {};
    if (name === undefined || (sign === ',' || list !== undefined) !== isList) return undefined;
    const behind = NAME_BEHIND.lastIndex;
    const value = this.#valueOf(name.replace(MEMBER, ''), end);
    // What is added to a text and not known is like what is interpolated in it.
    if (!value) return isList ? undefined : { end: behind, value: `{${name}}` };
    return { end: behind, value: value.text };
  }

  /** Where the value would open or close the string that it comes to stand in, it is left alone. */
  #valueOf(name: string, at: number): Value | undefined {
    const value = this.constants.valueAt(name.replace(/^\$/, ''), at);
    return value && !/["'`\n]/.test(value.text) ? value : undefined;
  }

  /** Writes known values into a literal, for what is interpolated in it. */
  #fillIn({ start, from, to, end, quote, interpolated }: StringLiteral): void {
    const { text } = this;
    for (const span of interpolated) {
      const name = INTERPOLATED.exec(text.slice(span.start, Math.min(span.end, span.start + 120)))?.[1];
      if (name !== undefined) this.#write(span.start, span.end, this.#valueOf(name, start));
    }
    if (DOLLAR_NAMES.has(this.language) && quote === '"') {
      for (const match of text.slice(from, to).matchAll(/(?<!\\)\$(\w{1,64})/g)) {
        const at = from + match.index;
        this.#write(at, at + match[0].length, this.#valueOf(match[1]!, start));
      }
    }
    const place = PLACEHOLDER.exec(text.slice(from, to));
    if (!place) return;
    FILLED_IN.lastIndex = end;
    const name = FILLED_IN.exec(text)?.groups?.['name'];
    const at = from + place.index;
    if (name !== undefined) this.#write(at, at + place[0].length, this.#valueOf(name, start));
  }

  #write(start: number, end: number, value: Value | undefined): void {
    if (value)
      this.#found.push({ start, end, text: value.text, ...(value.isWritten && { isValue: true as const }) });
  }

  #replace(start: number, end: number, text: string): void {
    this.#found.push({ start, end, text });
  }
}
