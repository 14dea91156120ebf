import { EventEmitter, workspace } from 'vscode';
import type { Disposable, Event, TextDocument } from 'vscode';
import type { CommittedFile } from '../../node/committedLines';
import type { OpenRepository } from '../../node/openRepository';
import { blamedIn, type BlamedLine } from '../../provenance/blamedLine';
import { DisposableStore } from '../disposableStore';
import type { OpenDocument, OpenDocuments } from './openDocuments';

/** What the last commit's file tells of the lines of a document. */
export interface CommittedLinesOf {
  /** By line of the document, from 1; a line that was changed since is none. */
  readonly lines: ReadonlyMap<number, BlamedLine>;
  /** Whether any commit of the repository has a note. */
  readonly isNoted: boolean;
}

interface Learned {
  readonly file: CommittedFile;
  /** Its text as an editor would show it, lines ended by `\n`. */
  readonly text: string;
  shown?: CommittedLinesOf & { readonly version: number };
}

/**
 * Who wrote the committed lines of open documents. Asked only where somebody looks; from then on an edit moves the
 * lines along without git.
 */
export class CommittedLabels implements Disposable {
  private readonly store = new DisposableStore();
  private readonly learned = new WeakMap<OpenDocument, Learned>();
  private readonly told = new WeakSet<Error>();
  private readonly stale = this.store.add(new EventEmitter<OpenRepository>());

  /** What is known of the files of a repository may have changed. */
  readonly onDidChange: Event<OpenRepository> = this.stale.event;

  constructor(
    documents: OpenDocuments,
    private readonly failed: (error: unknown) => void,
  ) {
    this.store.add(
      documents.onDidClose(({ place }) => {
        place?.repository.blamed.forget(place.path);
      }),
    );
  }

  /** Git, or another process that writes notes, changed something. */
  repositoryChanged(repository: OpenRepository): void {
    this.stale.fire(repository);
  }

  /** As far as it was asked for before. */
  known(one: OpenDocument): CommittedLinesOf | undefined {
    const learned = this.learned.get(one);
    if (!learned) return undefined;
    const { version } = one.document;
    if (learned.shown?.version === version) return learned.shown;
    const { file, text } = learned;
    const lines = blamedIn(plainText(one.document.getText()), text, file.lines);
    const shown = { lines, isNoted: file.isNoted, version };
    learned.shown = shown;
    return shown;
  }

  /** Undefined outside of trusted repositories, and for what is not committed. Never rejects. */
  async of(one: OpenDocument): Promise<CommittedLinesOf | undefined> {
    await one.placed;
    const { place, document } = one;
    if (!place || !workspace.isTrusted || document.uri.scheme !== 'file') return undefined;
    try {
      const file = await place.repository.blamed.of(place.path);
      if (file && this.learned.get(one)?.file === file) return this.known(one);
      const text = file && (await textOf(file.content, document));
      if (!file || text === undefined) this.learned.delete(one);
      else this.learned.set(one, { file, text });
      return this.known(one);
    } catch (error) {
      if (!document.isClosed) this.report(error);
      return undefined;
    }
  }

  /** Once, though the same error comes with every look until something is committed. */
  report(error: unknown): void {
    if (error instanceof Error && this.told.has(error)) return;
    if (error instanceof Error) this.told.add(error);
    this.failed(error);
  }

  dispose(): void {
    this.store.dispose();
  }
}

/** Undefined where VS Code takes it for binary, though it has it open as text. */
async function textOf(content: Uint8Array, { encoding }: TextDocument): Promise<string | undefined> {
  try {
    return plainText(await workspace.decode(content, { encoding }));
  } catch {
    return undefined;
  }
}

const plainText = (text: string): string => text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
