import * as vscode from 'vscode';
import type { Journal } from './journal';
import { offersAt, type Offer, type ScriptEntry } from './script';

/** A next-edit suggestion's extra field; VS Code heeds it only where the extension's manifest asks for the proposal. */
type EditItem = vscode.InlineCompletionItem & { isInlineEdit?: boolean };

/** An item as some providers build it: a class of its own, with getters and private state. */
class PrivateItem {
  readonly #text: string;
  readonly #range: vscode.Range;
  constructor(text: string, range: vscode.Range) {
    this.#text = text;
    this.#range = range;
  }
  get insertText(): string {
    return this.#text;
  }
  get range(): vscode.Range {
    return this.#range;
  }
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Offers what the script says. Its private fields make a provider that only works on its own `this`. */
export class ScriptedProvider implements vscode.InlineCompletionItemProvider {
  readonly #assistant: string;
  readonly #script: () => Promise<readonly ScriptEntry[]>;
  readonly #journal: Journal;
  readonly #sameItems = new Map<ScriptEntry, vscode.InlineCompletionItem>();

  constructor(assistant: string, script: () => Promise<readonly ScriptEntry[]>, journal: Journal) {
    this.#assistant = assistant;
    this.#script = script;
    this.#journal = journal;
  }

  async provideInlineCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.InlineCompletionItem[] | vscode.InlineCompletionList | null | undefined> {
    const path = vscode.workspace.asRelativePath(document.uri, false);
    const line = document.lineAt(position).text.slice(0, position.character);
    const where = { assistant: this.#assistant, path, languageId: document.languageId, line };
    const offers = offersAt(await this.#script(), where);
    const first = offers[0];
    if (first === undefined) return [];
    if (first.entry.delay !== undefined) await sleep(first.entry.delay);
    for (const { entry, text } of offers)
      this.#journal.write({ event: 'offered', path, kind: entry.kind ?? 'list', text });
    return this.#answer(offers, document, position);
  }

  #answer(
    offers: readonly Offer[],
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.InlineCompletionItem[] | vscode.InlineCompletionList | null | undefined {
    const kind = offers[0]?.entry.kind;
    if (kind === 'null') return null;
    if (kind === 'undefined') return undefined;
    if (kind === 'rejected') throw new Error('The demo assistant was told to fail.');
    const items = offers
      .map((offer) => this.#item(offer, document, position))
      .filter((item) => item !== undefined);
    return kind === 'array' ? items : new vscode.InlineCompletionList(items);
  }

  #item(
    { entry, text }: Offer,
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.InlineCompletionItem | undefined {
    const range =
      entry.replaces === undefined
        ? new vscode.Range(position, position)
        : find(entry.replaces, document, position);
    if (range === undefined) return undefined;
    if (entry.kind === 'getters') return new PrivateItem(text, range);
    const known = this.#sameItems.get(entry);
    if (known !== undefined) return known;
    const item: EditItem = new vscode.InlineCompletionItem(
      entry.kind === 'snippet' ? new vscode.SnippetString(text) : text,
      range,
    );
    if (entry.replaces !== undefined) item.isInlineEdit = true;
    item.command = { command: `demo.${this.#assistant}.accepted`, title: 'Accepted', arguments: [text] };
    if (entry.kind === 'same-item') this.#sameItems.set(entry, item);
    return item;
  }
}

/** The first place of `text` from the start of the cursor's line on. */
function find(
  text: string,
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.Range | undefined {
  const from = document.offsetAt(new vscode.Position(position.line, 0));
  const start = document.getText().replaceAll('\r\n', '\n').indexOf(text, from);
  if (start < 0) return undefined;
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** As those are that may use the proposed API: VS Code tells it of the pieces of its items that were accepted. */
export class ToldProvider extends ScriptedProvider {
  readonly #told: Journal;

  constructor(assistant: string, script: () => Promise<readonly ScriptEntry[]>, journal: Journal) {
    super(assistant, script, journal);
    this.#told = journal;
  }

  handleDidPartiallyAcceptCompletionItem(item: vscode.InlineCompletionItem, info: unknown): void {
    if (typeof info !== 'object') return;
    const { insertText } = item;
    this.#told.write({
      event: 'piece accepted',
      text: typeof insertText === 'string' ? insertText : insertText.value,
    });
  }
}
