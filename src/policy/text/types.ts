/** What a stretch of text is in its language; a rule says in which of these it looks. */
export const TEXT_CLASSES = ['code', 'string', 'comment', 'heredoc'] as const;
export type TextClass = (typeof TEXT_CLASSES)[number];

/** A stretch of one class. Spans are sorted, do not overlap, and together cover the text. */
export interface Span {
  /** UTF-16 offsets, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly kind: TextClass;
}

/** A stretch in a language of its own: a here-document that an interpreter reads, a fenced block. */
export interface Embedded {
  readonly start: number;
  readonly end: number;
  /** Any id of it. */
  readonly language: string;
}

/** How lines of one language hang together, which decides what "the same logical line" is. */
export type Joining =
  | 'none'
  | 'backslash' // a backslash before the line end (shell, Dockerfile, Makefile)
  | 'backtick' // PowerShell
  | 'caret' // cmd
  | 'statement'; // line ends are white space up to a `;` (SQL)

/**
 * Text as patterns see it: continuations joined, words freed of quotes where the language makes them
 * meaningless, text of classes that are not looked at blanked. Every offset leads back to the source.
 */
export interface View {
  readonly text: string;
  /** Source offset of the view's offset `i`, 0 ≤ i ≤ text.length. */
  sourceOffset(i: number): number;
  /** The first offset of the view that stands at or behind a source offset. */
  viewOffset(source: number): number;
  /** First offset of the logical line that holds offset `i`, and the end of that line (exclusive of its line end). */
  logicalLine(i: number): { readonly start: number; readonly end: number };
  /** The logical lines from so many above the line of `start` to so many below the line of `end`. */
  around(
    start: number,
    end: number,
    above: number,
    below: number,
  ): { readonly start: number; readonly end: number };
}
