/** What the scanner has to know of a language: where comments, strings and embedded texts open and close. */
import type { Joining, TextClass } from '../types';

/** Where a comment or a string may open. */
export type Place =
  | 'anywhere'
  | 'line' // behind nothing but blanks in its line
  | 'column' // at the very start of its line
  | 'blank' // at the start of a line or behind white space
  | 'word' // where a shell word starts: also behind `;`, `&`, `|` and parentheses
  | 'command' // where a line of cmd starts a command: behind nothing but blanks, `@`, `&` and `(` in its line
  | 'token'; // not behind a letter, a digit or `_`: an apostrophe in a word opens nothing

export interface LineComment {
  readonly open: string;
  readonly at: Place;
  readonly ignoreCase?: true;
  /** Characters of which none may follow (`#[` is a PHP attribute). */
  readonly notBefore?: string;
  /** Characters of which none may stand directly before: `://` is part of an address. */
  readonly notAfter?: string;
}

export interface BlockComment {
  readonly open: string;
  readonly close: string;
  readonly at?: Place;
  readonly nested?: true;
  readonly notBefore?: string;
}

/** Code inside a string: `${…}`. */
export interface Interpolation {
  readonly open: string;
  /** One character that ends it, and the one that it pairs with inside. */
  readonly close: string;
  readonly pair?: string;
}

export interface StringRule {
  readonly open: string;
  readonly close: string;
  /** `doubled`: the closing delimiter twice stands for itself. */
  readonly escape: '\\' | '`' | 'doubled' | 'none';
  /**
   * `one`: a line end closes it. `continued`: unless an escape or a continuation stands before it.
   * `many`: it runs on; where it is never closed, as while somebody is typing, a line end closes it after all.
   */
  readonly lines: 'one' | 'continued' | 'many';
  readonly at?: Place;
  /** It opens only behind a prefix that holds one of these letters (`f` and `rf` in Python). */
  readonly prefix?: string;
  readonly interpolations?: readonly Interpolation[];
  /** Sequences that stand for themselves, such as `{{`. */
  readonly literals?: readonly string[];
  /** Quoted identifiers are code: only their delimiters matter. */
  readonly kind?: TextClass;
}

/**
 * A literal that takes a function to delimit. Finds the end (exclusive) of the one that opens at `at`, not beyond
 * `limit`; or `~stop` where there is none: then none that opens before `stop` is looked for again, which keeps
 * scanning linear.
 */
export type LiteralEnd = (text: string, at: number, limit: number) => number;

export interface Literal {
  readonly open: string;
  readonly end: LiteralEnd;
  readonly kind?: TextClass;
  /** The part of it, if any, that is code of the same language (the body of an SQL function). */
  readonly code?: (
    text: string,
    at: number,
    end: number,
  ) => { readonly start: number; readonly end: number } | undefined;
}

export interface HeredocRule {
  readonly open: string;
  /** Characters that may follow `open`, each once. */
  readonly flags: string;
  /** Unquoted words: any, such as start like an identifier, or such as start with a capital (else it is a shift). */
  readonly bare: 'any' | 'identifier' | 'capital';
  /** The closing word may be indented: by tabs behind the flag `-`, or always; `prefix`: and other text may follow. */
  readonly closing: 'tabs' | 'indented' | 'prefix';
  /**
   * `data`: class heredoc, unless an interpreter reads it; then code. `string`: one string.
   * `lines`: every line a string of its own, since what stands in it is a script or a manifest.
   */
  readonly body: 'data' | 'string' | 'lines';
  /** Code inside a body whose word is not quoted. */
  readonly interpolations?: readonly Interpolation[];
}

export interface Dialect {
  readonly joining: Joining;
  /** Joining deletes the break, so that a word may run over it; otherwise the break becomes a space. */
  readonly joinsWords?: true;
  /** A line that ends in `|`, `||` or `&&` goes on. */
  readonly pipes?: true;
  /** A comment or an empty line inside a continued line does not end it (Dockerfile). */
  readonly skipsComments?: true;
  /** Quotes around a simple word mean nothing, nor does the escape before an ordinary character. */
  readonly plainWords?: 'quotes' | 'escapes';
  /** Takes the meaning from the next character of code. */
  readonly escape?: '\\' | '`' | '^';
  readonly lineComments?: readonly LineComment[];
  readonly blockComments?: readonly BlockComment[];
  readonly strings?: readonly StringRule[];
  readonly literals?: readonly Literal[];
  readonly heredoc?: HeredocRule;
  /** Brackets inside which `<<` shifts (`((…))` in the shell). */
  readonly arithmetic?: string;
  /** Prose with fenced blocks of other languages. */
  readonly fences?: true;
}
