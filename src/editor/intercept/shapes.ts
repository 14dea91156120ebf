/**
 * The parts of VS Code's API that judging a suggestion needs. They are small so that tests can stand in
 * for them, and loose where another extension is the one who supplies the value.
 */

/** 0-based, `character` in UTF-16 units. */
export interface PositionShape {
  readonly line: number;
  readonly character: number;
}

export interface RangeShape {
  readonly start: PositionShape;
  readonly end: PositionShape;
}

export interface UriShape {
  readonly scheme: string;
  readonly path: string;
  readonly fsPath: string;
  toString(): string;
}

export interface DocumentShape {
  readonly uri: UriShape;
  readonly languageId: string;
  readonly version: number;
  getText(): string;
  getWordRangeAtPosition(position: PositionShape): RangeShape | undefined;
}

export interface TokenShape {
  readonly isCancellationRequested: boolean;
}

/** An inline completion item as another extension made it: nothing about it is certain. */
export interface ItemShape {
  readonly insertText?: unknown;
  readonly range?: unknown;
  readonly uri?: unknown;
  readonly command?: unknown;
}

export const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

const isPosition = (value: unknown): value is PositionShape =>
  isObject(value) &&
  'line' in value &&
  typeof value.line === 'number' &&
  'character' in value &&
  typeof value.character === 'number';

export const isRange = (value: unknown): value is RangeShape =>
  isObject(value) && 'start' in value && isPosition(value.start) && 'end' in value && isPosition(value.end);

export const isUri = (value: unknown): value is UriShape =>
  isObject(value) && 'scheme' in value && typeof value.scheme === 'string' && 'path' in value;
