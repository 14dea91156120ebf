/** What a call of another extension would make of each document, one change a document, in the end. */
import { editedText } from '../../agents/editText';
import { offsetAt } from '../intercept/editOf';
import type { ProposedEdit } from '../intercept/editOf';
import type { DocumentShape, UriShape } from '../intercept/shapes';
import type { CellEntry, Entry, FileEntry, TextEntry } from './workspaceEdit';

export interface DocumentChange {
  readonly uri: UriShape;
  /** One for each outcome; none where nothing changes. */
  readonly edits: readonly ProposedEdit[];
  /** The document's text before and after, where both are text; of several outcomes the first. */
  readonly before: string;
  readonly after: string;
  /** What goes where, in the text before; only for what is put into a document's text. */
  readonly replacements: readonly Replacement[];
  /** Texts of cells that are put into a notebook beside those that are there. */
  readonly cells?: readonly string[];
  readonly how: 'changed' | 'created' | 'deleted' | 'moved';
}

/** UTF-16 offsets. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface ReadingPorts {
  /** The document as VS Code would open it; undefined where it cannot be. */
  document(uri: UriShape): Promise<DocumentShape | undefined>;
  /** The text of a file, unsaved changes included; undefined where it is none or no text. */
  text(uri: UriShape): Promise<string | undefined>;
  /** The file itself, or every file in a folder; `complete` is false where there are too many. */
  filesIn(uri: UriShape): Promise<{ readonly uris: readonly UriShape[]; readonly complete: boolean }>;
  /** The texts of a notebook's cells. */
  cells(uri: UriShape, index: number, count: number): readonly string[];
  /** The same place in the folder `to` as `uri` has in the folder, or is the file, `from`. */
  moved(uri: UriShape, from: UriShape, to: UriShape): UriShape;
}

/** Combinations of the outcomes of several snippets; each alone is always there. */
const MAX_OUTCOMES = 64;
/** What stands for a file that is no text: rules find nothing in it, and what holds for a place holds. */
const NO_TEXT = '\0';

interface State {
  readonly uri: UriShape;
  languageId: string | undefined;
  /** Undefined where there was no text. */
  readonly original: string | undefined;
  outcomes: readonly string[];
  replacements: readonly Replacement[];
  how: DocumentChange['how'];
}

export interface Changes {
  readonly changes: readonly DocumentChange[];
  /** Why there is more than these, if there is. */
  readonly incomplete?: string;
}

/** @throws what the ports throw */
export async function changesOf(entries: readonly Entry[], ports: ReadingPorts): Promise<Changes> {
  const gathering = new Gathering(ports);
  for (const run of runsOf(entries)) await gathering.add(run);
  return gathering.result();
}

/** VS Code applies neighbouring edits of texts at once: their places are all in the text before the first. */
function runsOf(entries: readonly Entry[]): (readonly TextEntry[] | FileEntry | CellEntry)[] {
  const runs: (TextEntry[] | FileEntry | CellEntry)[] = [];
  for (const entry of entries) {
    const last = runs.at(-1);
    if (entry.kind !== 'text') runs.push(entry);
    else if (Array.isArray(last)) last.push(entry);
    else runs.push([entry]);
  }
  return runs;
}

class Gathering {
  private readonly states = new Map<string, State>();
  private readonly others: DocumentChange[] = [];
  private isComplete = true;

  constructor(private readonly ports: ReadingPorts) {}

  async add(run: readonly TextEntry[] | FileEntry | CellEntry): Promise<void> {
    if (!('kind' in run)) await this.addTexts(run);
    else if (run.kind === 'cells') this.addCells(run);
    else await this.addFile(run);
  }

  result(): Changes {
    const documents = [...this.states.values()].map(changeOf);
    const changes = [...documents, ...this.others].filter(({ edits }) => edits.length > 0);
    return { changes, ...(!this.isComplete && { incomplete: 'it changes too much at once' }) };
  }

  private async addTexts(entries: readonly TextEntry[]): Promise<void> {
    const byDocument = new Map<string, TextEntry[]>();
    for (const entry of entries) {
      const key = entry.uri.toString();
      byDocument.set(key, [...(byDocument.get(key) ?? []), entry]);
    }
    for (const group of byDocument.values()) {
      const state = await this.stateOf(group[0]!.uri);
      const isFirst = state.outcomes.length === 1 && state.outcomes[0] === (state.original ?? '');
      const base = state.outcomes[0] ?? '';
      const texts = variantsOf(group);
      if (texts.length > MAX_OUTCOMES) this.isComplete = false;
      const variants = texts.slice(0, MAX_OUTCOMES).map((one) => replacementsIn(base, group, one));
      state.outcomes = variants.map((replacements) => applied(base, replacements));
      if (isFirst) state.replacements = variants[0] ?? [];
    }
  }

  private addCells({ uri, index, count, cells }: CellEntry): void {
    const replaced = this.ports.cells(uri, index, count).join('\n');
    const place = { uri, before: '', after: '', line: 0, offset: 0 };
    const parts = cells.length > 0 ? cells : [{ text: '' }];
    // The cells that go are held against the first that comes, so that a cell that is only changed is judged as changed.
    const edits = parts.map(({ text, languageId }, i): ProposedEdit => ({
      ...place,
      replaced: i === 0 ? replaced : '',
      insert: text,
      ...(languageId !== undefined && { languageId }),
    }));
    const texts = cells.map(({ text }) => text);
    const change = { uri, edits, before: replaced, after: texts.join('\n'), replacements: [] };
    this.others.push({ ...change, ...(count === 0 && { cells: texts }), how: 'changed' });
  }

  private async addFile({ from, to, contents }: FileEntry): Promise<void> {
    if (from === undefined) {
      if (to !== undefined) await this.create(to, contents);
      return;
    }
    const { uris, complete } = await this.ports.filesIn(from);
    if (!complete) this.isComplete = false;
    for (const uri of uris) {
      const text = this.states.get(uri.toString())?.outcomes[0] ?? (await this.ports.text(uri));
      if (to === undefined) this.leave(uri, text, 'deleted');
      else {
        this.leave(uri, text, 'moved');
        this.arrive(this.ports.moved(uri, from, to), uri, text);
      }
    }
  }

  private async create(uri: UriShape, contents: Uint8Array | undefined): Promise<void> {
    const state = await this.stateOf(uri);
    const text = contents ? (textOf(contents) ?? NO_TEXT) : (state.outcomes[0] ?? '');
    state.outcomes = [text];
    state.how = 'created';
  }

  private leave(uri: UriShape, text: string | undefined, how: 'deleted' | 'moved'): void {
    const before = text ?? '';
    // A file that is moved takes nothing away but itself.
    const replaced = how === 'moved' ? NO_TEXT : text || NO_TEXT;
    const edit = { uri, before: '', replaced, insert: '', after: '', line: 0, offset: 0 };
    this.states.delete(uri.toString());
    this.others.push({ uri, edits: [edit], before, after: '', replacements: [], how });
  }

  private arrive(uri: UriShape, from: UriShape, text: string | undefined): void {
    const insert = text || NO_TEXT;
    const edit = { uri, before: '', replaced: '', insert, after: '', line: 0, offset: 0, movedFrom: from };
    this.others.push({ uri, edits: [edit], before: '', after: text ?? '', replacements: [], how: 'moved' });
    const outcomes = [text ?? ''];
    this.states.set(uri.toString(), {
      uri,
      languageId: undefined,
      original: text,
      outcomes,
      replacements: [],
      how: 'changed',
    });
  }

  private async stateOf(uri: UriShape): Promise<State> {
    const key = uri.toString();
    let state = this.states.get(key);
    if (!state) {
      const document = await this.ports.document(uri);
      const original = document?.getText();
      state = {
        uri,
        languageId: document?.languageId,
        original,
        outcomes: [original ?? ''],
        replacements: [],
        how: 'changed',
      };
      this.states.set(key, state);
    }
    return state;
  }
}

/** The call writes a whole file. */
export function writtenFile(uri: UriShape, before: string | undefined, content: Uint8Array): DocumentChange {
  const text = textOf(content);
  return changeOf({
    uri,
    languageId: undefined,
    original: before,
    outcomes: [text ?? NO_TEXT],
    replacements: [],
    how: before === undefined ? 'created' : 'changed',
  });
}

function changeOf({ uri, languageId, original = '', outcomes, replacements, how }: State): DocumentChange {
  const edits = outcomes
    .filter((text) => text !== original)
    .map((text): ProposedEdit => {
      const parts = editedText(original, { kind: 'write', text });
      const { before } = parts;
      const line = before.split('\n').length - 1;
      const offset = before.length;
      return { uri, ...(languageId !== undefined && { languageId }), ...parts, line, offset };
    });
  return { uri, edits, before: original, after: outcomes[0] ?? '', replacements, how };
}

/** The texts of each entry: the first of all, and then every other outcome of each while the rest keep their first. */
function variantsOf(entries: readonly TextEntry[]): (readonly string[])[] {
  const first = entries.map(({ texts }) => texts[0] ?? '');
  const variants = [first];
  entries.forEach(({ texts }, i) => {
    for (const text of texts.slice(1))
      if (variants.length <= MAX_OUTCOMES) variants.push(first.with(i, text));
  });
  return variants;
}

const replacementsIn = (
  base: string,
  entries: readonly TextEntry[],
  texts: readonly string[],
): readonly Replacement[] =>
  entries
    .map(({ range }, i): Replacement => {
      const [a, b] = [offsetAt(base, range.start), offsetAt(base, range.end)];
      return { start: Math.min(a, b), end: Math.max(a, b), text: texts[i] ?? '' };
    })
    .toSorted((a, b) => a.start - b.start);

/** Where they overlap VS Code refuses them; then it does not matter what comes of it here. */
function applied(base: string, replacements: readonly Replacement[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text } of replacements) {
    parts.push(base.slice(at, Math.max(at, start)), text);
    at = Math.max(at, end);
  }
  return parts.join('') + base.slice(at);
}

/** As an editor would show it; undefined for what is no text. */
export function textOf(content: Uint8Array): string | undefined {
  return content.subarray(0, 8_000).includes(0) ? undefined : new TextDecoder().decode(content);
}
