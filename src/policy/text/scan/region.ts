/**
 * Reads one region of a text in one language. Frames on an explicit stack stand for the strings and the code inside
 * strings that are open; a language inside a language is a region of its own, nested at most `MAX_REGIONS` deep.
 */
import { lineEnd, lineEndLength, NEWLINE, skipBlanks } from '../characters';
import type { BlockComment, Interpolation, LineComment, Literal } from '../dialects/dialect';
import { endOfBlockComment, endOfLineComment, opensBlockComment } from './comments';
import { readFences } from './fences';
import { codeFrame, MAX_FRAMES, topFrame, type CodeFrame, type Frame } from './frames';
import { bodyLanguage, closingOf, heredocAt, readerLanguage, type Heredoc } from './heredoc';
import { isPrefixed, opensAt } from './place';
import type { Reading } from './reading';
import type { DialectTable, Opener, StringTable } from './table';

const MAX_REGIONS = 3;
/** bash refuses more on one line. */
const MAX_PENDING = 16;

export class Region {
  readonly #text: string;
  readonly #stack: Frame[];
  readonly #pending: Heredoc[] = [];
  /** Strings that ran to the end without being closed once: from then on a line end closes them. */
  readonly #shortened = new Set<StringTable>();
  /** Comments that nothing closes any more. */
  readonly #unclosed = new Set<BlockComment>();
  /** Up to where a literal was looked for in vain. */
  readonly #inVain = new Map<Literal, number>();
  #at: number;

  /** @param literalText the region is text of this kind, not code */
  constructor(
    readonly reading: Reading,
    readonly table: DialectTable,
    readonly start: number,
    readonly end: number,
    readonly depth = 0,
    literalText?: StringTable,
  ) {
    this.#text = reading.text;
    this.#at = start;
    this.#stack = [literalText ? { string: literalText, opened: undefined } : topFrame(depth < MAX_REGIONS)];
  }

  /** Leaves the class of the text behind `end` to the caller. */
  read(): void {
    const { reading, start, end, depth } = this;
    reading.spans.cut(this.#top.string?.kind ?? 'code', start);
    if (depth > MAX_REGIONS || this.table.isPlain) return;
    if (this.table.dialect.fences) {
      readFences(reading, start, end, (language, from, to) => this.#embed(language, from, to));
      return;
    }
    do {
      while (this.#at < end) {
        const from = this.#at;
        const frame = this.#top;
        if (frame.string) this.#readString(frame.string);
        else this.#readCode(frame);
        reading.steps += this.#at - from;
      }
    } while (this.#reopenShorter());
  }

  get #top(): Frame {
    return this.#stack.at(-1)!;
  }

  #readCode(frame: CodeFrame): void {
    const { table, end } = this;
    const text = this.#text;
    const nested = frame.close >= 0;
    const stops = nested ? table.stopsInside : table.stops;
    let at = this.#at;
    while (at < end) {
      const c = text.charCodeAt(at);
      if (c > 127 || stops[c] === 0) {
        at++;
        continue;
      }
      this.#at = at;
      if (c === NEWLINE) {
        if (frame.inLine && !this.#isSkipped(at)) return this.#closeString(at);
        if (this.#pending.length > 0) this.#readHeredocs(at);
        at = Math.max(at + 1, this.#at);
        continue;
      }
      if (c === table.escapeCode) {
        at += 1 + (lineEndLength(text, at + 1) || 1);
        continue;
      }
      if (this.#open(c, at)) {
        if (this.#top !== frame) return;
        at = this.#at;
        continue;
      }
      if (nested) {
        if (c === frame.close) {
          if (--frame.depth === 0) return this.#leaveCode(at + 1);
        } else if (c === frame.pair) frame.depth++;
      }
      at++;
    }
    this.#at = Math.min(at, end);
  }

  #readString(rule: StringTable): void {
    const { end } = this;
    const text = this.#text;
    const inLine = rule.lines !== 'many' || this.#shortened.has(rule);
    const stops = inLine ? rule.stopsInLine : rule.stopsInLines;
    let at = this.#at;
    while (at < end) {
      const c = text.charCodeAt(at);
      if (c > 127 || stops[c] === 0) {
        at++;
        continue;
      }
      const literal = rule.literals?.find((sequence) => this.#matches(sequence, at));
      if (literal !== undefined) {
        at += literal.length;
        continue;
      }
      if (this.#enterCode(rule, at, inLine)) return;
      if (rule.close !== '' && this.#matches(rule.close, at)) {
        const behind = at + rule.close.length;
        if (rule.escape !== 'doubled' || !this.#matches(rule.close, behind)) return this.#closeString(behind);
        at = behind + rule.close.length;
      } else if (c === NEWLINE && inLine) {
        if (rule.lines !== 'continued' || !(isContinued(text, at) || this.#isSkipped(at)))
          return this.#closeString(at);
        at++;
      } else if (c === rule.escapeCode) at += 1 + (lineEndLength(text, at + 1) || 1);
      else at++;
    }
    this.#at = Math.min(at, end);
  }

  /** Whether an interpolation opens at `at`. */
  #enterCode(rule: StringTable, at: number, inLine: boolean): boolean {
    const { interpolations } = rule;
    if (!interpolations || this.#stack.length >= MAX_FRAMES) return false;
    const interpolation = interpolations.find(({ open }) => this.#matches(open, at));
    if (!interpolation) return false;
    this.reading.spans.cut('code', at);
    this.#pushCode(interpolation, at, inLine);
    return true;
  }

  #pushCode(interpolation: Interpolation, at: number, inLine: boolean): void {
    this.#stack.push(codeFrame(interpolation, this.depth < MAX_REGIONS, inLine));
    this.#at = at + interpolation.open.length;
  }

  #leaveCode(at: number): void {
    this.#stack.pop();
    this.reading.spans.cut(this.#top.string ? (this.#top.string.kind ?? 'string') : 'code', at);
    this.#at = at;
  }

  /** Closes the innermost string that is open, with the code inside it. */
  #closeString(at: number): void {
    let frame: Frame | undefined;
    do frame = this.#stack.pop();
    while (frame && !frame.string);
    this.reading.spans.cut('code', at);
    this.#at = at;
  }

  /** Whether something opened at `at`; then `#at` is where reading goes on. */
  #open(c: number, at: number): boolean {
    for (const opener of this.table.openers[c] ?? []) {
      if (this.#openOne(opener, at)) return true;
    }
    return false;
  }

  #openOne(opener: Opener, at: number): boolean {
    switch (opener.type) {
      case 'line':
        return this.#readLineComment(opener.rule, at);
      case 'literal':
        return this.#matches(opener.open, at) && this.#readLiteral(opener.rule, at);
      case 'block':
        return this.#matches(opener.open, at) && this.#readBlockComment(opener.rule, at);
      case 'string':
        return this.#matches(opener.open, at) && this.#enterString(opener.rule, at);
      case 'heredoc':
        return this.#matches(opener.open, at) && this.#enqueueHeredoc(opener, at);
      case 'arithmetic':
        if (!this.#matches(opener.open, at) || this.#stack.length >= MAX_FRAMES) return false;
        this.#pushCode(opener.rule, at, this.#top.string === undefined && this.#top.inLine);
        return true;
    }
  }

  /** Whether the line that ends at `at` is a comment which the language takes out before it reads anything. */
  #isSkipped(at: number): boolean {
    if (!this.table.dialect.skipsComments) return false;
    const start = this.#text.lastIndexOf('\n', at - 1) + 1;
    return this.#text.charAt(skipBlanks(this.#text, start, at)) === '#';
  }

  #matches(sequence: string, at: number): boolean {
    return at + sequence.length <= this.end && this.#text.startsWith(sequence, at);
  }

  #readLineComment(rule: LineComment, at: number): boolean {
    const end = endOfLineComment(this.#text, rule, at, this.start, this.end);
    if (end >= 0) this.#comment(at, end);
    return end >= 0;
  }

  /** One that nothing closes is a comment to the end of its line, so that it hides nothing that follows. */
  #readBlockComment(rule: BlockComment, at: number): boolean {
    const text = this.#text;
    if (!opensBlockComment(text, rule, at, this.start, this.end)) return false;
    const end = this.#unclosed.has(rule) ? -1 : endOfBlockComment(text, rule, at, this.end);
    if (end < 0 && !this.#unclosed.has(rule)) {
      this.#unclosed.add(rule);
      this.reading.steps += this.end - at;
    }
    this.#comment(at, end < 0 ? lineEnd(text, at, this.end) : end);
    return true;
  }

  #comment(at: number, end: number): void {
    this.reading.spans.cut('comment', at);
    this.reading.spans.cut('code', end);
    this.#at = end;
  }

  #readLiteral(rule: Literal, at: number): boolean {
    if (at < (this.#inVain.get(rule) ?? 0)) return false;
    const end = rule.end(this.#text, at, this.end);
    if (end < 0) {
      this.#inVain.set(rule, ~end);
      this.reading.steps += ~end - at;
      return false;
    }
    const { spans } = this.reading;
    const code = rule.code?.(this.#text, at, end);
    if (code) new Region(this.reading, this.table, code.start, code.end, this.depth + 1).read();
    else spans.cut(rule.kind ?? 'string', at);
    spans.cut('code', end);
    this.#at = end;
    return true;
  }

  #enterString(rule: StringTable, at: number): boolean {
    if (rule.prefix !== undefined && !isPrefixed(rule.prefix, this.#text, at)) return false;
    if (rule.at && !opensAt(rule.at, this.#text, at, this.start)) return false;
    const { spans } = this.reading;
    this.#stack.push({ string: rule, opened: { at, spans: spans.mark() } });
    spans.cut(rule.kind ?? 'string', at);
    this.#at = at + rule.open.length;
    return true;
  }

  #enqueueHeredoc({ rule }: Extract<Opener, { type: 'heredoc' }>, at: number): boolean {
    const top = this.#top;
    const isFull = this.#pending.length >= MAX_PENDING || this.reading.triesLeft <= 0;
    if (top.string || !top.heredocs || isFull) return false;
    const heredoc = heredocAt(this.#text, at, this.end, rule);
    if (!heredoc) return false;
    this.#pending.push(heredoc);
    this.#at = heredoc.end;
    return true;
  }

  /** Reads the bodies that start behind the line end at `at`; what is never closed is left to be read as code. */
  #readHeredocs(at: number): void {
    const { reading, end } = this;
    this.#at = at;
    for (const heredoc of this.#pending.splice(0)) {
      const from = Math.min(this.#at + 1, end);
      const closing = reading.triesLeft > 0 ? closingOf(this.#text, from, end, heredoc) : undefined;
      if (!closing) {
        if (reading.triesLeft-- > 0) reading.steps += end - from;
        return;
      }
      reading.steps += closing.end - from;
      this.#readBody(heredoc, from, closing.start);
      reading.spans.cut('code', closing.start);
      this.#at = closing.end;
    }
  }

  #readBody(heredoc: Heredoc, from: number, to: number): void {
    const { reading, table } = this;
    const { rule } = heredoc;
    const language =
      rule.body === 'data'
        ? readerLanguage(this.#text, heredoc, this.end)
        : bodyLanguage(this.#text, heredoc, from, to);
    if (language !== undefined) {
      this.#embed(language, from, to);
    } else if (rule.body === 'data' && table.heredocText && !heredoc.quoted) {
      new Region(reading, table, from, to, this.depth + 1, table.heredocText).read();
    } else if (rule.body === 'lines') {
      for (let at = from; at < to; at++) {
        reading.spans.cut('string', at);
        at = lineEnd(this.#text, at, to);
        reading.spans.cut('code', at);
      }
    } else reading.spans.cut(rule.body === 'data' ? 'heredoc' : 'string', from);
  }

  #embed(language: string, from: number, to: number): void {
    this.reading.embedded.push({ start: from, end: to, language });
    new Region(this.reading, this.reading.table(language), from, to, this.depth + 1).read();
  }

  /**
   * A string still open at the end was most likely never meant to hold all that follows: reading goes back to the
   * outermost one and lets a line end close it. The number of returns is bounded, so that reading stays linear.
   */
  #reopenShorter(): boolean {
    const { reading } = this;
    const index = this.#stack.findIndex(
      ({ string, opened }) => opened && string.lines === 'many' && !this.#shortened.has(string),
    );
    const frame = this.#stack[index];
    if (!frame?.opened || reading.returnsLeft === 0) return false;
    reading.returnsLeft--;
    this.#shortened.add(frame.string);
    this.#stack.length = index;
    this.#pending.length = 0;
    reading.spans.goBack(frame.opened.spans);
    this.#at = frame.opened.at;
    while ((reading.embedded.at(-1)?.start ?? -1) >= this.#at) reading.embedded.pop();
    return true;
  }
}

const isContinued = (text: string, at: number): boolean =>
  text.charAt(at - 1) === '\\' || (text.charAt(at - 1) === '\r' && text.charAt(at - 2) === '\\');
