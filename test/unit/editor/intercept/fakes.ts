import type {
  DocumentShape,
  ItemShape,
  PositionShape,
  RangeShape,
} from '../../../../src/editor/intercept/shapes';
import type { Judge } from '../../../../src/editor/intercept/wrapProvider';

export const uri = (path: string, scheme = 'file'): DocumentShape['uri'] => ({
  scheme,
  path,
  fsPath: path,
  toString: () => `${scheme}://${path}`,
});

export function fakeDocument(
  text: string,
  options: { path?: string; languageId?: string } = {},
): DocumentShape {
  return {
    uri: uri(options.path ?? '/repo/main.tf'),
    languageId: options.languageId ?? 'terraform',
    version: 1,
    getText: () => text,
    getWordRangeAtPosition: (position) => wordAt(text, position),
  };
}

function wordAt(text: string, { line, character }: PositionShape): RangeShape | undefined {
  const content = text.split(/\r?\n/)[line] ?? '';
  for (const match of content.matchAll(/\w+/g)) {
    const end = match.index + match[0].length;
    if (match.index <= character && character <= end) {
      return { start: { line, character: match.index }, end: { line, character: end } };
    }
  }
  return undefined;
}

export const token = { isCancellationRequested: false };

export const at = (line: number, character: number): PositionShape => ({ line, character });

/** Withholds every item whose text mentions `destroy`. */
export const noDestroy: Judge = async ({ items }) =>
  new Set(items.filter((item: ItemShape) => String(item.insertText).includes('destroy')));

export interface ProviderShape {
  provideInlineCompletionItems(...args: unknown[]): unknown;
}

/** Asks a provider as VS Code does. */
export const ask = (provider: ProviderShape, document = fakeDocument(''), position = at(0, 0)): unknown =>
  provider.provideInlineCompletionItems(document, position, { triggerKind: 0 }, token);
