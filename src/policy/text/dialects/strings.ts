/** Kinds of strings that many languages share. */
import type { StringRule } from './dialect';

type Options = Omit<StringRule, 'open' | 'close' | 'escape' | 'lines'>;

/** Closed by a line end. */
export const oneLine = (
  open: string,
  escape: StringRule['escape'] = '\\',
  options: Options & { readonly close?: string } = {},
): StringRule => ({ open, close: open, escape, lines: 'one', ...options });

/** Runs on over line ends. */
export const manyLines = (
  open: string,
  escape: StringRule['escape'] = '\\',
  options: Options & { readonly close?: string } = {},
): StringRule => ({ open, close: open, escape, lines: 'many', ...options });

export const DOLLAR_BRACES = { open: '${', close: '}', pair: '{' } as const;
export const HASH_BRACES = { open: '#{', close: '}', pair: '{' } as const;
export const BRACES = { open: '{', close: '}', pair: '{' } as const;
export const DOLLAR_PARENTHESES = { open: '$(', close: ')', pair: '(' } as const;
export const BACKTICKS = { open: '`', close: '`' } as const;
