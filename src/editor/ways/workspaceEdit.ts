/** Reads a `WorkspaceEdit` of another extension: which texts, files and cells it is going to change. */
import { isObject, isRange, isUri } from '../intercept/shapes';
import type { RangeShape, UriShape } from '../intercept/shapes';
import { snippetTexts } from '../intercept/snippet';

export interface TextEntry {
  readonly kind: 'text';
  readonly uri: UriShape;
  readonly range: RangeShape;
  /** One, or of a snippet one for each outcome. */
  readonly texts: readonly string[];
}

export interface FileEntry {
  readonly kind: 'file';
  /** Without one the file is created. */
  readonly from?: UriShape;
  /** Without one the file is deleted. */
  readonly to?: UriShape;
  /** Of a file that is created; undefined where it is empty or not known yet. */
  readonly contents?: Uint8Array;
}

export interface CellEntry {
  readonly kind: 'cells';
  readonly uri: UriShape;
  /** Cells that go. */
  readonly index: number;
  readonly count: number;
  readonly cells: readonly { readonly text: string; readonly languageId?: string }[];
}

export type Entry = TextEntry | FileEntry | CellEntry;

export interface Entries {
  readonly entries: readonly Entry[];
  /** What could not be made out, and so is not among them. */
  readonly unknown: number;
}

/**
 * `entries()` is public API and leaves files, snippets and cells out; `_allEntries()` is what VS Code itself reads
 * (src/vs/workbench/api/common/extHostTypes/workspaceEdit.ts, VS Code 1.139).
 */
export function entriesOf(edit: object): Entries {
  const all: unknown = Reflect.get(edit, '_allEntries');
  const given: unknown = typeof all === 'function' ? Reflect.apply(all, edit, []) : undefined;
  if (Array.isArray(given)) return gathered(given.map(entryOf));
  const texts: unknown = Reflect.apply(Reflect.get(edit, 'entries') as () => unknown, edit, []);
  if (!Array.isArray(texts)) return { entries: [], unknown: 1 };
  return gathered(
    texts.flatMap((one: unknown) => {
      const [uri, edits] = Array.isArray(one) ? (one as unknown[]) : [];
      return Array.isArray(edits) ? edits.map((each: unknown) => textEntry(uri, each)) : [undefined];
    }),
  );
}

/** `'none'`: it changes no text, such as a notebook's metadata. */
type Read = Entry | 'none' | undefined;

function gathered(read: readonly Read[]): Entries {
  const entries = read.filter((one) => one !== undefined && one !== 'none');
  return { entries, unknown: read.filter((one) => one === undefined).length };
}

/** `_type`: 1 a file, 2 a text, 3 metadata, 5 cells, 6 a snippet. */
function entryOf(entry: unknown): Read {
  if (!isObject(entry)) return undefined;
  const { _type, uri, edit, range } = entry as { readonly [key: string]: unknown };
  switch (_type) {
    case 1:
      return fileEntry(entry);
    case 2:
      return textEntry(uri, edit);
    case 3:
      return 'none';
    case 5:
      return cellEntry(entry);
    case 6:
      return snippetEntry(uri, range, edit);
    default:
      return undefined;
  }
}

function textEntry(uri: unknown, edit: unknown): Read {
  if (!isUri(uri) || !isObject(edit) || !('range' in edit) || !isRange(edit.range)) return undefined;
  const text = 'newText' in edit && typeof edit.newText === 'string' ? edit.newText : '';
  return { kind: 'text', uri, range: edit.range, texts: [text] };
}

function snippetEntry(uri: unknown, range: unknown, snippet: unknown): Read {
  if (!isUri(uri) || !isRange(range) || !isObject(snippet) || !('value' in snippet)) return undefined;
  const { texts, complete } = snippetTexts(String(snippet.value));
  return complete && texts.length > 0 ? { kind: 'text', uri, range, texts } : undefined;
}

function fileEntry(entry: object): Read {
  const { from, to, options } = entry as { readonly [key: string]: unknown };
  const contents = isObject(options) && 'contents' in options ? options.contents : undefined;
  if (!isUri(from) && !isUri(to)) return undefined;
  return {
    kind: 'file',
    ...(isUri(from) && { from }),
    ...(isUri(to) && { to }),
    ...(contents instanceof Uint8Array && { contents }),
  };
}

function cellEntry(entry: object): Read {
  const { uri, index, count, cells } = entry as { readonly [key: string]: unknown };
  if (!isUri(uri) || typeof index !== 'number' || typeof count !== 'number' || !Array.isArray(cells))
    return undefined;
  return { kind: 'cells', uri, index, count, cells: cells.map(cellOf) };
}

function cellOf(cell: unknown): CellEntry['cells'][number] {
  const { value, languageId } = isObject(cell) ? (cell as { readonly [key: string]: unknown }) : {};
  return {
    text: typeof value === 'string' ? value : '',
    ...(typeof languageId === 'string' && { languageId }),
  };
}

/** As it is now: the one who made it may go on changing it while it is judged. */
export function copyOf<T extends object>(edit: T): T {
  const fields = Object.entries(edit).map(([key, value]: [string, unknown]) => [
    key,
    Array.isArray(value) ? [...(value as unknown[])] : value,
  ]);
  return Object.assign(Object.create(Object.getPrototypeOf(edit) as object) as T, Object.fromEntries(fields));
}
