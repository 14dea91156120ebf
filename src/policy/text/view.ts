/** Text as patterns see it. */
import { isBlank, lineEndLength, NEWLINE, RETURN } from './characters';
import { dialectOf } from './dialects';
import type { Dialect } from './dialects/dialect';
import type { Embedded, Joining, Span, TextClass, View } from './types';
import { LogicalLines } from './view/logicalLines';
import { isOrdinary, plainWord } from './view/plainWords';
import { ViewText } from './view/viewText';

/** The character that continues a line; -1 where none does. */
const CONTINUATIONS: Readonly<Record<Joining, number>> = {
  none: -1,
  statement: -1,
  backslash: '\\'.charCodeAt(0),
  backtick: '`'.charCodeAt(0),
  caret: '^'.charCodeAt(0),
};

/**
 * The view of a text in which only some classes are looked at.
 * - What is of another class becomes spaces; its line ends stay.
 * - The `\r` of a line end goes, and so does a line break that the language continues: whole where a word may run
 *   over it, else a space stands for it.
 * - Quotes around a simple word, and escapes before ordinary characters, go in shells; such a word counts as code
 *   as well as string, since its quotes mean nothing.
 * @param spans of `text`, as `scan` gives them
 * @param language any id of the language that the spans were read in
 * @param embedded stretches in other languages, whose quotes mean what they mean there
 */
export function makeView(
  text: string,
  spans: readonly Span[],
  classes: readonly TextClass[],
  language: string | undefined,
  embedded: readonly Embedded[] = [],
): View {
  const dialect = dialectOf(language);
  const made = new ViewText(text);
  const writer = new ViewWriter(made, dialect, embedded);
  for (const span of spans) {
    if (writer.writeWord(span, classes)) continue;
    if (classes.includes(span.kind)) writer.write(span);
    else writer.writeBlank(span);
  }
  const { text: viewText, offsets } = made.finish();
  let lines: LogicalLines | undefined;
  const logicalLines = (): LogicalLines =>
    (lines ??= new LogicalLines({ text: viewText, offsets, spans, classes, dialect }));
  return {
    text: viewText,
    sourceOffset: (i) => offsets.source(i),
    viewOffset: (source) => Math.min(viewText.length, offsets.view(source)),
    logicalLine(i) {
      const line = logicalLines().at(i);
      return logicalLines().range(line, line);
    },
    around(start, end, above, below) {
      const all = logicalLines();
      return all.range(all.at(start) - above, all.at(Math.max(start, end - 1)) + below);
    },
  };
}

/** Languages within languages are no deeper. */
const MAX_NESTED = 4;

class ViewWriter {
  readonly #continuation: number;
  /** Whether the text holds anything that is not taken over as it is. */
  readonly #isPlain: boolean;
  /** A line was continued, and nothing but blanks and comments came since. */
  #continuing = false;
  #nextEmbedded = 0;

  constructor(
    readonly made: ViewText,
    readonly dialect: Dialect,
    readonly embedded: readonly Embedded[],
  ) {
    this.#continuation = CONTINUATIONS[dialect.joining];
    this.#isPlain = this.#continuation < 0 && !made.source.includes('\r');
  }

  /** Writes a string that is one plain word without its quotes. */
  writeWord({ start, end, kind }: Span, classes: readonly TextClass[]): boolean {
    if (kind !== 'string' || (!classes.includes('string') && !classes.includes('code'))) return false;
    if (this.#dialectAt(start).plainWords !== 'quotes') return false;
    const word = plainWord(this.made.source, start, end);
    if (!word) return false;
    this.#continuing = false;
    this.made.drop(word.start);
    this.made.keep(word.end);
    this.made.drop(end);
    return true;
  }

  #dialectAt(offset: number): Dialect {
    if (this.embedded.length === 0) return this.dialect;
    while ((this.embedded[this.#nextEmbedded]?.start ?? Infinity) <= offset) this.#nextEmbedded++;
    for (let i = this.#nextEmbedded - 1; i >= Math.max(0, this.#nextEmbedded - MAX_NESTED); i--) {
      const { end, language } = this.embedded[i]!;
      if (end > offset) return dialectOf(language);
    }
    return this.dialect;
  }

  writeBlank({ end, kind }: Span): void {
    if (kind !== 'comment') this.#continuing = false;
    this.made.blank(end);
  }

  write({ start, end, kind }: Span): void {
    const { made, dialect } = this;
    if (this.#isPlain) {
      made.keep(end);
      return;
    }
    const text = made.source;
    const freesWords = kind === 'code' && dialect.plainWords !== undefined;
    for (let at = start; at < end;) {
      const c = text.charCodeAt(at);
      if (c === RETURN && text.charCodeAt(at + 1) === NEWLINE) {
        made.keep(at);
        made.drop(++at);
      } else if (c === this.#continuation) {
        at = this.#writeEscape(at, end, freesWords);
      } else if (this.#continuing && kind !== 'comment' && !isBlank(c)) {
        made.keep(at);
        if (c === NEWLINE) made.space(++at);
        else this.#continuing = false;
      } else at++;
    }
    made.keep(end);
  }

  /** Returns where to go on. */
  #writeEscape(at: number, end: number, freesWords: boolean): number {
    const { made, dialect } = this;
    const behind = this.#lineBehind(at + 1, end);
    if (behind > 0) {
      made.keep(at);
      if (dialect.joinsWords) made.drop(behind);
      else made.space(behind);
      this.#continuing = dialect.skipsComments === true;
      return behind;
    }
    this.#continuing = false;
    if (at + 1 >= end) return end;
    if (freesWords && isOrdinary(made.source.charCodeAt(at + 1))) {
      made.keep(at);
      made.drop(at + 1);
    }
    return made.source.charCodeAt(at + 1) === RETURN ? at + 1 : at + 2;
  }

  /** The offset behind the line end that follows at once, or behind blanks where the language allows those; else 0. */
  #lineBehind(at: number, end: number): number {
    let i = at;
    if (this.dialect.skipsComments) while (i < end && isBlank(this.made.source.charCodeAt(i))) i++;
    const length = lineEndLength(this.made.source, i);
    return length > 0 && i + length <= end ? i + length : 0;
  }
}
