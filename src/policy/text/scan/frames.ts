import type { Interpolation } from '../dialects/dialect';
import type { SpanMark } from './spanList';
import type { StringTable } from './table';

/** Strings inside code inside strings: deeper than this, what looks like code is taken as text. */
export const MAX_FRAMES = 64;

/** A string that is open. */
export interface StringFrame {
  readonly string: StringTable;
  /** Where it opened, and the spans before: undefined for the text of a region, which cannot be left. */
  readonly opened: { readonly at: number; readonly spans: SpanMark } | undefined;
}

/** The code of a region, or that inside a string. */
export interface CodeFrame {
  readonly string: undefined;
  readonly opened: undefined;
  /** Character codes of the bracket that ends it and of the one that pairs with that; -1 for none. */
  readonly close: number;
  readonly pair: number;
  depth: number;
  readonly heredocs: boolean;
  /** It stands in a string that a line end closes. */
  readonly inLine: boolean;
}

export type Frame = StringFrame | CodeFrame;

export const topFrame = (heredocs: boolean): CodeFrame => ({
  string: undefined,
  opened: undefined,
  close: -1,
  pair: -1,
  depth: 0,
  heredocs,
  inLine: false,
});

/** Two brackets at once open arithmetic, where `<<` shifts. */
export function codeFrame(
  { open, close, pair }: Interpolation,
  heredocs: boolean,
  inLine: boolean,
): CodeFrame {
  const depth = pair === undefined ? 1 : open.split(pair).length - 1;
  return {
    string: undefined,
    opened: undefined,
    close: close.charCodeAt(0),
    pair: pair?.charCodeAt(0) ?? -1,
    depth,
    heredocs: heredocs && depth === 1,
    inLine,
  };
}
