import { TextDocumentChangeReason, EventEmitter, window, workspace } from 'vscode';
import type { Disposable, Event, FileRenameEvent, TextDocument, TextDocumentChangeEvent, Uri } from 'vscode';
import type { RepositoryFile } from '../../node/openRepositories';
import { looksTyped } from '../../provenance/acceptMatch';
import { inkLength } from '../../provenance/ink';
import type { Stretch } from '../../provenance/ink';
import type { LiveDocument } from '../../provenance/liveDocument';
import type { Attribution, Author, LabelledText, TextChange } from '../../provenance/model';
import type { Offer } from '../../provenance/offer';
import { RecentTexts } from '../../provenance/recentTexts';
import { TrackedDocument } from '../../provenance/trackedDocument';
import { DisposableStore } from '../disposableStore';
import type { UriShape } from '../intercept/shapes';
import { endOf } from './documentText';
import { ExpectedCells } from './expectedCells';

export interface OpenDocumentPorts {
  /** Where the labels of a file are kept; undefined outside of a work tree and in a workspace that is not trusted. */
  placeOf(file: string): Promise<RepositoryFile | undefined>;
  /** The text of a file on disk, as an editor would show it. */
  textOnDisk(file: string): string | undefined;
  attributionOf(offer: Offer): Attribution;
  failed(error: unknown): void;
}

/** What a person types is on the disk this much later, what was accepted at once. Milliseconds. */
const WRITE_AFTER_MS = 500;
/** UTF-16 units; the working log keeps no larger texts. */
const MAX_TEXT = 2 * 1024 * 1024;

export const LABELLED_SCHEMES: readonly string[] = ['file', 'untitled', 'vscode-notebook-cell'];

/** One open document, and where its labels are kept. */
export class OpenDocument {
  place: RepositoryFile | undefined;
  /** Settles when that has been looked for. Never rejects. */
  placed: Promise<void> = Promise.resolve();
  /** Counts the changes of its text and labels. */
  revision = 0;
  /** Something has changed since its labels were last written. */
  unwritten = false;
  timer: NodeJS.Timeout | undefined;

  constructor(
    readonly document: TextDocument,
    readonly tracked: TrackedDocument,
  ) {}
}

/** Follows who wrote what in every open document, and has it written to the working log. */
export class OpenDocuments implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<OpenDocument>());
  private readonly accepted = this.store.add(new EventEmitter<OpenDocument>());
  private readonly closing = this.store.add(new EventEmitter<OpenDocument>());
  private readonly recognised = this.store.add(new EventEmitter<void>());
  private readonly open = new Map<string, OpenDocument>();
  private readonly recent = new RecentTexts();
  /** By document, what is about to be put into it by whoever opens it. */
  private readonly expected = new Map<string, readonly Offer[]>();
  /** Cells that a tool is adding to a notebook. */
  readonly expectedCells = new ExpectedCells();

  /** The text or the labels of a document changed. Often, and before they are written. */
  readonly onDidChange: Event<OpenDocument> = this.changed.event;
  /** Something was accepted, and is on the disk if it can be. */
  readonly onDidAccept: Event<OpenDocument> = this.accepted.event;
  readonly onDidClose: Event<OpenDocument> = this.closing.event;

  constructor(private readonly ports: OpenDocumentPorts) {
    const { store } = this;
    store.add(workspace.onDidOpenTextDocument((document) => this.opened(document)));
    store.add(workspace.onDidCloseTextDocument((document) => this.closed(document)));
    store.add(workspace.onDidChangeTextDocument((event) => this.documentChanged(event)));
    store.add(workspace.onWillSaveTextDocument(({ document }) => this.writeNow(document.uri)));
    store.add(workspace.onDidSaveTextDocument(({ uri }) => this.at(uri)?.tracked.live.saved()));
    store.add(workspace.onWillRenameFiles(() => this.writeAll()));
    store.add(workspace.onDidRenameFiles((event) => void this.renamed(event).catch(ports.failed)));
    store.add(workspace.onDidGrantWorkspaceTrust(() => this.findPlaces()));
    for (const document of workspace.textDocuments) this.opened(document);
  }

  /** What a change or a command accepted is something that was offered here. */
  readonly onDidRecognise: Event<void> = this.recognised.event;

  all(): readonly OpenDocument[] {
    return [...this.open.values()];
  }

  at(uri: UriShape): OpenDocument | undefined {
    return this.open.get(uri.toString());
  }

  /** What a tool offers in a document that is open; offsets are in the document as it is now. */
  offer(uri: UriShape, offers: readonly Offer[]): void {
    this.at(uri)?.tracked.offer(offers);
  }

  /**
   * What a tool is putting into a document itself, which may be opened for it; until the result is disposed of.
   * Offsets are in the document as it is now, or as it will be opened.
   */
  expect(uri: UriShape, offers: readonly Offer[]): Disposable {
    const key = uri.toString();
    const one = this.open.get(key);
    if (one) one.tracked.offer(offers);
    else this.expected.set(key, offers);
    return {
      dispose: () => {
        this.expected.delete(key);
        for (const { id } of offers) this.open.get(key)?.tracked.withdraw(id);
      },
    };
  }

  /** The labels of a file in its working log have become more. */
  learnAt(uri: UriShape): void {
    const one = this.open.get(uri.toString());
    if (one) this.learnAll(one);
  }

  /** The last change was an accept of this: its command ran, or its provider was told of a piece. */
  confirm(id: string, extent: 'whole' | 'piece' = 'whole'): void {
    this.recognised.fire();
    for (const one of this.open.values()) if (one.tracked.confirm(id, extent)) this.acceptedIn(one);
  }

  /** An accept put these stretches in that were not offered here. */
  claim(uri: UriShape, stretches: readonly Stretch[], author: Author): void {
    const one = this.at(uri);
    if (!one) return;
    one.tracked.claim(stretches, author);
    this.acceptedIn(one);
  }

  /** Another process, or another window, wrote the working log. */
  learnFrom(repository: RepositoryFile['repository']): void {
    for (const one of this.open.values()) {
      if (one.place?.repository === repository) this.learn(one, repository.log.readNews(one.place.path));
    }
  }

  /** A text that is about to be put in somewhere else. */
  remember(copied: LabelledText): void {
    this.recent.remember(copied);
  }

  writeAll(): void {
    for (const one of this.open.values()) this.write(one);
  }

  dispose(): void {
    this.writeAll();
    for (const { timer } of this.open.values()) clearTimeout(timer);
    this.store.dispose();
  }

  private opened(document: TextDocument): void {
    const key = document.uri.toString();
    if (!LABELLED_SCHEMES.includes(document.uri.scheme) || this.open.has(key)) return;
    const text = document.getText();
    if (text.length > MAX_TEXT) return;
    const authorOf = (offer: Offer): Author => ({
      kind: 'ai',
      attribution: this.ports.attributionOf(offer),
    });
    const tracked = new TrackedDocument(text, this.recent, authorOf);
    const one = new OpenDocument(document, tracked);
    this.open.set(key, one);
    tracked.offer(this.expected.get(key) ?? []);
    const cell = this.expectedCells.take(document.uri, text);
    if (cell) tracked.claim([{ start: 0, end: text.length }], authorOf(cell));
    this.learnFromDraft(one, text);
    one.placed = this.findPlace(one);
  }

  /** An untitled document is saved by opening a file with the same text. */
  private learnFromDraft(one: OpenDocument, text: string): void {
    if (one.document.uri.scheme !== 'file' || text === '') return;
    for (const { document, tracked } of this.open.values()) {
      if (document.uri.scheme !== 'untitled' || tracked.live.length !== text.length) continue;
      const labelled = tracked.live.labelled();
      if (labelled.text === text && one.tracked.live.learn(labelled)) this.touch(one);
    }
  }

  private closed({ uri }: TextDocument): void {
    const one = this.open.get(uri.toString());
    if (!one) return;
    this.write(one);
    clearTimeout(one.timer);
    this.open.delete(uri.toString());
    this.closing.fire(one);
  }

  private documentChanged({ document, contentChanges, reason }: TextDocumentChangeEvent): void {
    const one = this.open.get(document.uri.toString());
    if (!one || contentChanges.length === 0) return;
    const changes = contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
      start: rangeOffset,
      end: rangeOffset + rangeLength,
      text,
    }));
    const cause =
      reason === TextDocumentChangeReason.Undo
        ? 'undo'
        : reason === TextDocumentChangeReason.Redo
          ? 'redo'
          : this.cameFromDisk(document)
            ? 'reload'
            : 'edit';
    const active = window.activeTextEditor;
    const mayBeTyped = active?.document === document && changes.length <= active.selections.length;
    try {
      const { match, foreign } = one.tracked.change({ changes, cause, mayBeTyped });
      if (one.tracked.live.length !== endOf(document)) one.tracked.realign(document.getText());
      if (foreign) this.learnAll(one);
      if (match) this.recognised.fire();
      if (match && match.kind !== 'typed') this.acceptedIn(one);
      else this.touch(one);
      // Labels that came back or moved are shown from now on, and no text that is read later would tell where they went.
      if (moveKnownInk(one.tracked.live, changes)) this.write(one);
    } catch (error) {
      this.ports.failed(error);
      one.tracked.realign(document.getText());
      this.touch(one);
    }
  }

  /** A document that is as it is on the disk after a change was changed by what is there. */
  private cameFromDisk(document: TextDocument): boolean {
    if (document.isDirty || document.uri.scheme !== 'file') return false;
    // VS Code may say that a document is dirty only after the first change that makes it so.
    const text = this.ports.textOnDisk(document.uri.fsPath);
    return text !== undefined && text === document.getText();
  }

  private acceptedIn(one: OpenDocument): void {
    this.touch(one);
    this.write(one);
    this.accepted.fire(one);
  }

  private touch(one: OpenDocument): void {
    one.revision++;
    one.unwritten = true;
    one.timer ??= setTimeout(() => {
      one.timer = undefined;
      this.write(one);
    }, WRITE_AFTER_MS);
    this.changed.fire(one);
  }

  private writeNow(uri: Uri): void {
    const one = this.open.get(uri.toString());
    if (one) this.write(one);
  }

  private write(one: OpenDocument): void {
    if (!one.place || !one.unwritten) return;
    const labelled = one.tracked.live.labelled();
    const { repository, path } = one.place;
    if (labelled.ranges.length === 0 && repository.log.read(path) === undefined) return;
    const result = repository.log.write(path, labelled);
    if (!result.ok) return;
    one.unwritten = false;
    if (result.labelled !== labelled && one.tracked.live.learn(result.labelled)) {
      one.revision++;
      this.changed.fire(one);
    }
  }

  private findPlaces(): void {
    for (const one of this.open.values()) if (!one.place) one.placed = this.findPlace(one);
  }

  private async findPlace(one: OpenDocument): Promise<void> {
    const { uri } = one.document;
    if (uri.scheme !== 'file') return;
    try {
      one.place = await this.ports.placeOf(uri.fsPath);
    } catch (error) {
      this.ports.failed(error);
    }
    if (!one.place || this.open.get(uri.toString()) !== one) return;
    this.learnAll(one);
    this.write(one);
  }

  private learnAll(one: OpenDocument): void {
    this.learn(one, one.place?.repository.labelsOf(one.place.path, one.tracked.live.text));
  }

  private learn(one: OpenDocument, known: LabelledText | undefined): void {
    if (!known || !one.tracked.live.learn(known)) return;
    one.revision++;
    this.changed.fire(one);
  }

  private async renamed({ files }: FileRenameEvent): Promise<void> {
    for (const { oldUri, newUri } of files) {
      if (oldUri.scheme !== 'file' || newUri.scheme !== 'file') continue;
      const [from, to] = await Promise.all([
        this.ports.placeOf(oldUri.fsPath),
        this.ports.placeOf(newUri.fsPath),
      ]);
      if (from && to) moveLabels(from, to);
      const folder = `${newUri.toString()}/`;
      for (const [key, one] of this.open)
        if (key === newUri.toString() || key.startsWith(folder)) await this.findPlace(one);
    }
  }
}

/**
 * Whether these changes, other than those of somebody who types, moved text or put text where they were made that has
 * labels: an undo, a redo, a paste, a line that was moved. White space only goes by its neighbours.
 */
function moveKnownInk(live: LiveDocument, changes: readonly TextChange[]): boolean {
  if (changes.every(({ text }) => looksTyped(text))) return false;
  // Of two lines that change places it is not said which of them was moved.
  if (changes.length > 1) return true;
  return changes.some(({ start, text }) => {
    const inserted = live.slice(start, start + text.length);
    return inserted.ranges.some((range) => inkLength(inserted.text, range.start, range.end) > 0);
  });
}

/** Of a file, or of everything in a folder. */
function moveLabels(from: RepositoryFile, to: RepositoryFile): void {
  if (from.repository === to.repository) {
    from.repository.log.rename(from.path, to.path);
    return;
  }
  const inside = `${from.path}/`;
  for (const path of from.repository.log.paths()) {
    if (path !== from.path && !path.startsWith(inside)) continue;
    const labelled = from.repository.log.read(path);
    if (labelled) to.repository.log.write(to.path + path.slice(from.path.length), labelled);
  }
  from.repository.log.forget(from.path);
}
