import { Range, Uri, window } from 'vscode';
import type { Disposable, TextEditor } from 'vscode';
import { SETTINGS } from '../../contract/manifest';
import { classifyLines } from '../../provenance/classifyLines';
import { DisposableStore } from '../disposableStore';
import { settings } from '../settings';
import type { OpenDocument, OpenDocuments } from './openDocuments';

/** Lines are classed anew when typing pauses. Milliseconds. */
const SETTLE_MS = 150;

/** A mark in the gutter beside every line that is a tool's, for who wants it. */
export class GutterMarks implements Disposable {
  private readonly store = new DisposableStore();
  private readonly decoration;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly documents: OpenDocuments,
    extensionUri: Uri,
  ) {
    this.decoration = this.store.add(
      window.createTextEditorDecorationType({
        gutterIconPath: Uri.joinPath(extensionUri, 'media', 'ai-line.svg'),
        gutterIconSize: 'contain',
        isWholeLine: true,
      }),
    );
    this.store.add(documents.onDidChange((one) => this.documentChanged(one)));
    this.store.add(window.onDidChangeVisibleTextEditors(() => this.drawAll()));
    this.store.add(settings.onDidChange(SETTINGS.showGutterMarks, () => this.drawAll()));
    this.drawAll();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.store.dispose();
  }

  private documentChanged({ document }: OpenDocument): void {
    if (!settings.showGutterMarks() || this.timer) return;
    if (!window.visibleTextEditors.some((editor) => editor.document === document)) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.drawAll();
    }, SETTLE_MS);
  }

  private drawAll(): void {
    const isWanted = settings.showGutterMarks();
    for (const editor of window.visibleTextEditors)
      editor.setDecorations(this.decoration, isWanted ? this.marksFor(editor) : []);
  }

  private marksFor({ document }: TextEditor): Range[] {
    const one = this.documents.at(document.uri);
    if (!one) return [];
    return classifyLines(one.tracked.live.labelled())
      .filter((line) => line.class === 'ai')
      .map(({ line }) => new Range(line - 1, 0, line - 1, 0));
  }
}
