/** A string that has to stand in the text, perhaps as a word of its own. */
export interface Literal {
  /** Without transparent characters; in lower case where case is of no account. */
  readonly text: string;
  readonly ignoresCase: boolean;
  /** No word character (`\w`) stands before it. */
  readonly startsWord: boolean;
  /** No word character stands behind it. */
  readonly endsWord: boolean;
}

/** Literals that count as one: finding any of them is a hit. */
export type Choice = readonly Literal[];

/**
 * Characters the prefilter passes over in the text, since a view may have dropped them: quotes and escapes.
 * They are dropped from literals too, so that both sides agree.
 */
export const TRANSPARENT = new Set(['"', "'", '`', '\\', '^', '\r']);

/** Of ASCII alone: beyond it the prefilter compares characters as they are. */
export const lowered = (text: string): string => text.replace(/[A-Z]/g, (char) => char.toLowerCase());

/** Literals with the same key are the same. */
export const keyOf = ({ text, ignoresCase, startsWord, endsWord }: Literal): string =>
  `${startsWord ? '<' : '.'}${ignoresCase ? '~' : '='}${endsWord ? '>' : '.'}${text}`;

export const ofKey = (key: string): Literal => ({
  text: key.slice(3),
  ignoresCase: key[1] === '~',
  startsWord: key[0] === '<',
  endsWord: key[2] === '>',
});
