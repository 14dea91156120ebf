/** Reads the settings of a text, in whatever notation its language has. */
import {
  isBlank,
  isLetter,
  isSpace,
  isWord,
  lineEnd,
  NEWLINE,
  skipBlanks,
  skipBlanksBack,
} from '../characters';
import type { Span } from '../types';
import { Nesting } from './nesting';
import { notationOf, type Notation } from './notation';
import type { Setting } from './setting';
import { unquoted, valueEnd, type Extent } from './values';

/** What stands behind them in a text is not read. */
export const MAX_SETTINGS = 10_000;
const LONGEST_KEY = 128;
const LONGEST_HEADER = 256;

const code = (character: string): number => character.charCodeAt(0);
const codes = (characters: string): ReadonlySet<number> => new Set([...characters].map(code));

const COLON = code(':');
const EQUALS = code('=');
const DASH = code('-');
const OPENING_BRACE = code('{');
const CLOSING_BRACE = code('}');
const OPENING_BRACKET = code('[');
const CLOSING_BRACKET = code(']');

const KEY_PUNCTUATION = codes('_.$/-');
const BEFORE_KEY = codes('{(,;[]&|!*?>"\'`');
/** Before `=`: a comparison or an operator, not an assignment. */
const OPERATORS = codes('=!<>+-*/%|&^~');
const AFTER_EQUALS = codes('=>~');
const HEADER_ENDS = codes(';,');

interface Key {
  readonly names: readonly string[];
  readonly start: number;
}

/**
 * @param spans of `text`, as `scan` gives them; comments hold no settings
 * @returns in the order of the text, at most `MAX_SETTINGS`
 */
export function readSettings(
  text: string,
  spans: readonly Span[],
  language: string | undefined,
): readonly Setting[] {
  return new SettingReader(text, spans, notationOf(language)).read();
}

class SettingReader {
  readonly #settings: Setting[] = [];
  readonly #nesting = new Nesting();
  #span = 0;
  #lineStart = 0;
  /** Columns before the first character of the line, once somebody asked. */
  #indentation: number | undefined;
  /** Behind the last `{`, `}`, `;`, `,` or line start: where the header of a block may start. */
  #headerStart = 0;
  /** The `{` or `[` that a key holds. */
  #held: { readonly at: number; readonly names: readonly string[] } | undefined;
  /** A key whose value may turn out to be a type: an `=` at `end` brings the value. */
  #typed: { readonly key: Key; readonly end: number } | undefined;

  constructor(
    readonly text: string,
    readonly spans: readonly Span[],
    readonly notation: Notation,
  ) {}

  read(): readonly Setting[] {
    for (; this.#span < this.spans.length && this.#settings.length < MAX_SETTINGS; this.#span++) {
      const span = this.spans[this.#span]!;
      if (span.kind === 'string') this.#readFlags(span);
      else if (span.kind !== 'comment') this.#readCode(span);
    }
    return this.#settings;
  }

  #readFlags({ start, end }: Span): void {
    for (let at = start; at < end && this.#settings.length < MAX_SETTINGS; at++) {
      if (this.text.charCodeAt(at) === DASH) at = this.#readFlag(at, end);
    }
  }

  #readCode({ start, end }: Span): void {
    const { text } = this;
    for (let at = start; at < end && this.#settings.length < MAX_SETTINGS; at++) {
      const c = text.charCodeAt(at);
      if (c === NEWLINE) {
        this.#lineStart = at + 1;
        this.#indentation = undefined;
        this.#headerStart = at + 1;
      } else if (c === COLON) this.#readColon(at);
      else if (c === EQUALS) this.#readEquals(at);
      else if (c === OPENING_BRACE) this.#openBrace(at);
      else if (c === CLOSING_BRACE) {
        this.#nesting.close('{');
        this.#headerStart = at + 1;
      } else if (c === DASH) at = this.#readFlag(at, text.length);
      else if (c === OPENING_BRACKET) this.#openBracket(at);
      else if (c === CLOSING_BRACKET) this.#nesting.close('[');
      else if (HEADER_ENDS.has(c)) this.#headerStart = at + 1;
    }
  }

  #readColon(at: number): void {
    const { text, notation } = this;
    const next = text.charAt(at + 1);
    if (next === ':' || next === '=' || text.charAt(at - 1) === ':') return;
    const spaced = next === '' || isSpace(next.charCodeAt(0));
    if (!spaced && (next === '/' || next === '\\' || notation.words)) return;
    const indented = notation.indents && !this.#nesting.inBrackets;
    if (!spaced && indented) return;
    const key = this.#keyBefore(at);
    if (!key) return;
    const column = key.start - this.#lineStart;
    if (notation.indents && this.#startsLine(key.start)) {
      this.#nesting.startLine(column);
      const { inBrackets, path } = this.#nesting;
      const held = this.#held;
      this.#add(key, at + 1, inBrackets ? 'expression' : 'line', path);
      if (!inBrackets && this.#held === held) this.#nesting.indent(key.names, column);
    } else if (!indented || notation.words) {
      const end = this.#add(key, at + 1, notation.wholeLines ? 'line' : 'expression');
      this.#typed = { key, end: skipBlanks(text, end, text.length) };
    }
  }

  #readEquals(at: number): void {
    const { text, notation } = this;
    if (AFTER_EQUALS.has(text.charCodeAt(at + 1)) || OPERATORS.has(text.charCodeAt(at - 1))) return;
    const typed = this.#typed?.end === at ? this.#typed.key : undefined;
    const key = typed ?? this.#keyBefore(text.charCodeAt(at - 1) === COLON ? at - 1 : at);
    if (!key) return;
    if (typed && this.#settings.at(-1)?.start === typed.start) this.#settings.pop();
    const next = text.charCodeAt(at + 1);
    const word = notation.words && !isBlank(next);
    this.#add(key, at + 1, word ? 'word' : notation.wholeLines ? 'line' : 'expression');
  }

  /** Adds the setting whose value starts behind `from`; returns the value's end. */
  #add(key: Key, from: number, extent: Extent, parents = this.#parents): number {
    const { text } = this;
    const start = skipBlanks(text, from, text.length);
    const first = text.charCodeAt(start);
    const holds = first === OPENING_BRACE && text.charCodeAt(start + 1) !== OPENING_BRACE;
    const end = holds ? start + 1 : valueEnd(text, this.spans, this.#span, start, extent);
    if (holds || first === OPENING_BRACKET) this.#held = { at: start, names: key.names };
    this.#push(key, holds ? '' : unquoted(text.slice(start, end)), Math.max(end, from), parents);
    return end;
  }

  /** What a shell assigns does not stand in the data that it carries. */
  get #parents(): readonly string[] {
    return this.notation.words ? [] : this.#nesting.path;
  }

  #push({ names, start }: Key, value: string, end: number, parents = this.#parents): void {
    const path = names.length === 1 ? parents : [...parents, ...names.slice(0, -1)];
    this.#settings.push({ path, key: names.at(-1)!, value, start, end });
  }

  /** The key that ends before `at`, quoted or not, split at its dots. */
  #keyBefore(at: number): Key | undefined {
    const { text } = this;
    const end = skipBlanksBack(text, at);
    const quoted =
      this.#quotedKeyBefore(end) ??
      (text.charCodeAt(end - 1) === CLOSING_BRACKET ? this.#quotedKeyBefore(end - 1) : undefined);
    if (quoted) return quoted;
    let start = end;
    while (start > 0 && end - start <= LONGEST_KEY && isKeyPart(text.charCodeAt(start - 1))) start--;
    if (start === end || end - start > LONGEST_KEY || text.charCodeAt(start) === DASH) return undefined;
    const before = text.charCodeAt(start - 1);
    if (start > 0 && !isSpace(before) && !BEFORE_KEY.has(before)) return undefined;
    return keyOf(text.slice(start, end), start);
  }

  #quotedKeyBefore(end: number): Key | undefined {
    const previous = this.spans[this.#span - 1];
    if (previous?.kind !== 'string' || previous.end !== end || end - previous.start > LONGEST_KEY)
      return undefined;
    return keyOf(unquoted(this.text.slice(previous.start, end)), previous.start);
  }

  /** Whether only blanks and list dashes stand before a key in its line. */
  #startsLine(at: number): boolean {
    let i = at;
    while (i > this.#lineStart && isListMark(this.text.charCodeAt(i - 1))) i--;
    return i === this.#lineStart;
  }

  #openBrace(at: number): void {
    const { text, notation } = this;
    let names = this.#heldNames(at);
    if (!names) {
      const header = blockHeader(text.slice(Math.max(this.#headerStart, at - LONGEST_HEADER), at));
      names = notation.labels ? header : header.slice(-1);
      if (notation.labels && names.length > 0) {
        this.#push({ names, start: skipBlanks(text, this.#headerStart, at) }, '', at + 1);
      }
    }
    this.#nesting.open('{', names, this.#indent);
    this.#headerStart = at + 1;
  }

  #heldNames(at: number): readonly string[] | undefined {
    return this.#held?.at === at ? this.#held.names : undefined;
  }

  #openBracket(at: number): void {
    if (this.notation.sections && skipBlanksBack(this.text, at) === this.#lineStart) this.#readSection(at);
    else this.#nesting.open('[', this.#heldNames(at) ?? [], this.#indent);
  }

  get #indent(): number {
    return (this.#indentation ??= skipBlanks(this.text, this.#lineStart, this.text.length) - this.#lineStart);
  }

  #readSection(at: number): void {
    const { text } = this;
    const line = text.slice(at, Math.min(lineEnd(text, at, text.length), at + LONGEST_KEY));
    const name = /^\[{1,2}([^[\]]+)\]/.exec(line)?.[1];
    if (name !== undefined) this.#nesting.section(name.split('.').map((part) => unquoted(part)));
  }

  /** Reads `--key=value`, `--key value`, `--key` or `-key=value`; returns the offset of its last character. */
  #readFlag(at: number, limit: number): number {
    const { text } = this;
    const before = text.charCodeAt(at - 1);
    let start = at;
    while (start < limit && text.charCodeAt(start) === DASH) start++;
    if (isWord(before) || start - at > 2 || !isLetter(text.charCodeAt(start))) return Math.max(at, start - 1);
    let end = start;
    while (end < limit && end - start <= LONGEST_KEY && isFlagPart(text.charCodeAt(end))) end++;
    const assigned = text.charCodeAt(end) === EQUALS && end < limit;
    if (end - start > LONGEST_KEY || (!assigned && start - at < 2)) return end - 1;
    const key = keyOf(text.slice(start, end), at);
    if (key) this.#addFlag(key, end, assigned, limit);
    return end - 1;
  }

  #addFlag(key: Key, end: number, assigned: boolean, limit: number): void {
    const { text } = this;
    const from = assigned ? end + 1 : skipBlanks(text, end, limit);
    const given = assigned || (from > end && from < limit && isArgument(text, from));
    const to = given ? Math.min(limit, this.#wordEnd(from, limit)) : end;
    const value = to > from ? unquoted(text.slice(from, to)) : '';
    this.#push(key, value === '' && !assigned ? 'true' : value, to);
  }

  #wordEnd(from: number, limit: number): number {
    const { text, spans } = this;
    if (spans[this.#span]!.kind !== 'string') return valueEnd(text, spans, this.#span, from, 'word');
    let end = from;
    while (end < limit && end - from < LONGEST_KEY && !endsArgument(text.charCodeAt(end))) end++;
    return end;
  }
}

const isListMark = (c: number): boolean => isBlank(c) || c === DASH;
const QUOTES = codes('"\'`');
const endsArgument = (c: number): boolean => isSpace(c) || QUOTES.has(c);
const isKeyPart = (c: number): boolean => isWord(c) || KEY_PUNCTUATION.has(c);
const isFlagPart = (c: number): boolean => isWord(c) || c === DASH || c === 46;

/** A flag's value: no further flag, no operator, no continuation. */
const isArgument = (text: string, at: number): boolean =>
  /^(?:[\w"'$/.~@%+]|-\d)/.test(text.slice(at, at + 2));

function keyOf(text: string, start: number): Key | undefined {
  const names = text.replace(/^\$/, '').split('.');
  return /[A-Za-z]/.test(names.at(-1)!) && names.length <= 8
    ? { names: names.filter((name) => name !== ''), start }
    : undefined;
}

/** The names before a `{`, as in `resource "aws_db_instance" "main"`; none where there is anything but names. */
function blockHeader(text: string): readonly string[] {
  if (!/^\s*[\w.-]+(?:\s+(?:"[^"\n]*"|[\w.-]+))*\s*$/.test(text)) return [];
  return text.trim().split(/\s+/).map(unquoted);
}
