import { Range, Uri, window, workspace } from 'vscode';
import type { Disposable, TextEditor } from 'vscode';
import { SETTINGS } from '../../contract/manifest';
import { answerOf } from '../../provenance/blamedLine';
import { classifyLines } from '../../provenance/classifyLines';
import { DisposableStore } from '../disposableStore';
import { settings } from '../settings';
import type { CommittedLabels } from './committedLabels';
import type { OpenDocument, OpenDocuments } from './openDocuments';

/** Lines are classed anew when typing pauses. Milliseconds. */
const SETTLE_MS = 150;

/** A mark in the gutter beside every line that is a tool's, for who wants it; a paler one where it is committed. */
export class GutterMarks implements Disposable {
  private readonly store = new DisposableStore();
  private readonly fresh;
  private readonly pale;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly documents: OpenDocuments,
    private readonly committed: CommittedLabels,
    private readonly extensionUri: Uri,
  ) {
    const { store } = this;
    this.fresh = store.add(this.mark('ai-line'));
    this.pale = store.add(this.mark('ai-line-committed'));
    store.add(documents.onDidChange((one) => this.documentChanged(one)));
    store.add(committed.onDidChange(() => this.lookAll()));
    store.add(window.onDidChangeVisibleTextEditors(() => this.lookAll()));
    store.add(workspace.onDidGrantWorkspaceTrust(() => this.lookAll()));
    store.add(settings.onDidChange(SETTINGS.showGutterMarks, () => this.lookAll()));
    this.lookAll();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.store.dispose();
  }

  private mark(name: string) {
    const icon = (theme: string): Uri => Uri.joinPath(this.extensionUri, 'media', `${name}-${theme}.svg`);
    return window.createTextEditorDecorationType({
      light: { gutterIconPath: icon('light') },
      dark: { gutterIconPath: icon('dark') },
      gutterIconSize: 'contain',
      isWholeLine: true,
    });
  }

  private documentChanged({ document }: OpenDocument): void {
    if (!settings.showGutterMarks() || this.timer) return;
    if (!window.visibleTextEditors.some((editor) => editor.document === document)) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      for (const editor of window.visibleTextEditors) this.draw(editor);
    }, SETTLE_MS);
  }

  /** Only then is git asked: an edit moves what is known of committed lines along. */
  private lookAll(): void {
    for (const editor of window.visibleTextEditors) {
      this.draw(editor);
      if (settings.showGutterMarks()) void this.look(editor);
    }
  }

  private async look(editor: TextEditor): Promise<void> {
    const one = this.documents.at(editor.document.uri);
    if (!one) return;
    await this.committed.of(one);
    if (window.visibleTextEditors.includes(editor)) this.draw(editor);
  }

  private draw(editor: TextEditor): void {
    const { fresh, pale } = settings.showGutterMarks() ? this.marksFor(editor) : NONE;
    editor.setDecorations(this.fresh, [...fresh]);
    editor.setDecorations(this.pale, [...pale]);
  }

  private marksFor({ document }: TextEditor): Marks {
    const one = this.documents.at(document.uri);
    if (!one) return NONE;
    const blamed = this.committed.known(one);
    const marks = { fresh: [] as Range[], pale: [] as Range[] };
    for (const logged of classifyLines(one.tracked.live.labelled())) {
      const { line } = logged;
      const { writer, commit } = answerOf(logged, blamed?.lines.get(line), blamed && !blamed.isNoted);
      if (writer?.kind !== 'ai') continue;
      marks[commit === undefined ? 'fresh' : 'pale'].push(new Range(line - 1, 0, line - 1, 0));
    }
    return marks;
  }
}

interface Marks {
  readonly fresh: readonly Range[];
  readonly pale: readonly Range[];
}

const NONE: Marks = { fresh: [], pale: [] };
