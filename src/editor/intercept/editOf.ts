import { isRange, isUri } from './shapes';
import type { DocumentShape, ItemShape, PositionShape, RangeShape, UriShape } from './shapes';
import { snippetTexts } from './snippet';

/** What accepting a suggestion would do to one document. */
export interface ProposedEdit {
  readonly uri: UriShape;
  /** Unknown for a document that is not open. */
  readonly languageId?: string;
  readonly before: string;
  readonly replaced: string;
  readonly insert: string;
  readonly after: string;
  /** 0-based line at which the replaced range starts. */
  readonly line: number;
  /** UTF-16 offset in the document at which it starts; `before` may be a window. */
  readonly offset: number;
  /** Where the text comes from, if it is only moved or copied: then what it meant there is nothing new. */
  readonly movedFrom?: UriShape;
}

export interface ProposedEdits {
  readonly edits: readonly ProposedEdit[];
  /** False where a snippet has more outcomes than `edits` holds. */
  readonly complete: boolean;
}

export interface EditContext {
  /**
   * VS Code heeds an item's `uri` only for extensions that have the `inlineCompletionsAdditions` proposal;
   * from any other the edit lands in the current document. Builds exist that grant proposals to all, so
   * where an extension does not have it both places are judged.
   */
  readonly honoursUri: boolean;
  openDocument(uri: UriShape): DocumentShape | undefined;
}

const NOTHING: ProposedEdits = { edits: [], complete: true };

/** Documents longer than this, in UTF-16 units, are judged by a window of whole lines. */
const WHOLE_DOCUMENT = 1024 * 1024;
const WINDOW_LINES = 400;

/**
 * The edits to judge for one item: one for each outcome of its text in each document that it may land in.
 *
 * An item without `insertText` inserts nothing (it may only move the cursor), so there is nothing to judge.
 */
export function editsOf(
  document: DocumentShape,
  position: PositionShape,
  item: ItemShape,
  context: EditContext,
): ProposedEdits {
  const { texts, complete } = textsOf(item.insertText);
  if (texts.length === 0) return NOTHING;
  const edits = targetsOf(document, item, context.honoursUri).flatMap((uri) => {
    const target = uri.toString() === document.uri.toString() ? document : context.openDocument(uri);
    if (!target)
      return texts.map((insert) => ({
        uri,
        before: '',
        replaced: '',
        insert,
        after: '',
        line: 0,
        offset: 0,
      }));
    const range = isRange(item.range) ? item.range : defaultRange(target, position);
    const place = surroundings(target, range);
    return texts.map((insert) => ({ uri, languageId: target.languageId, ...place, insert }));
  });
  return { edits, complete };
}

function targetsOf(document: DocumentShape, { uri }: ItemShape, honoursUri: boolean): readonly UriShape[] {
  if (!isUri(uri) || uri.toString() === document.uri.toString()) return [document.uri];
  return honoursUri ? [uri] : [document.uri, uri];
}

function textsOf(insertText: unknown): { texts: readonly string[]; complete: boolean } {
  if (typeof insertText === 'string') return { texts: [insertText], complete: true };
  // A SnippetString of whatever extension: told by its `value`, as VS Code does.
  if (typeof insertText === 'object' && insertText !== null && 'value' in insertText) {
    return snippetTexts(String(insertText.value));
  }
  return { texts: [], complete: true };
}

/**
 * What VS Code replaces where an item names no range: from the start of the word at the position, or else
 * from the position, to the end of the line (`getDefaultRange` in
 * vs/editor/contrib/inlineCompletions/browser/model/provideInlineCompletions.ts, VS Code 1.139).
 */
function defaultRange(document: DocumentShape, position: PositionShape): RangeShape {
  const word = document.getWordRangeAtPosition(position);
  const end = { line: position.line, character: Number.MAX_SAFE_INTEGER };
  return { start: word ? word.start : position, end };
}

function surroundings(document: DocumentShape, range: RangeShape): Omit<ProposedEdit, 'uri' | 'insert'> {
  const text = document.getText();
  const [a, b] = [offsetAt(text, range.start), offsetAt(text, range.end)];
  const start = Math.min(a, b);
  const end = Math.max(a, b);
  const line = Math.min(range.start.line, range.end.line);
  return { ...windowAround(text, start, end), line, offset: start };
}

/** A stretch of a text with all of what is around it, or with whole lines of it where the text is long. */
export function windowAround(
  text: string,
  start: number,
  end: number,
): Pick<ProposedEdit, 'before' | 'replaced' | 'after'> {
  const windowed = text.length > WHOLE_DOCUMENT;
  const from = windowed ? linesUp(text, start, WINDOW_LINES) : 0;
  const to = windowed ? linesDown(text, end, WINDOW_LINES) : text.length;
  return { before: text.slice(from, start), replaced: text.slice(start, end), after: text.slice(end, to) };
}

/**
 * UTF-16 offset of a position, clamped into the text. VS Code gives every document one line ending, LF or
 * CRLF, so that LF alone tells lines apart and a CR before it belongs to the line ending.
 */
export function offsetAt(text: string, position: PositionShape): number {
  let lineStart = 0;
  for (let line = 0; line < position.line; line++) {
    const next = text.indexOf('\n', lineStart);
    if (next === -1) return text.length;
    lineStart = next + 1;
  }
  const newline = text.indexOf('\n', lineStart);
  let lineEnd = newline === -1 ? text.length : newline;
  if (newline > lineStart && text.charAt(newline - 1) === '\r') lineEnd--;
  return Math.min(lineStart + Math.max(0, position.character), lineEnd);
}

/** Start of the line that stands `count` lines above the one that holds `offset`. */
function linesUp(text: string, offset: number, count: number): number {
  let at = offset;
  for (let n = 0; n <= count; n++) {
    if (at === 0) return 0;
    at = text.lastIndexOf('\n', at - 1);
    if (at === -1) return 0;
  }
  return at + 1;
}

/** End of the line that stands `count` lines below the one that holds `offset`, line ending included. */
function linesDown(text: string, offset: number, count: number): number {
  let at = offset;
  for (let n = 0; n <= count; n++) {
    const next = text.indexOf('\n', at);
    if (next === -1) return text.length;
    at = next + 1;
  }
  return at;
}
