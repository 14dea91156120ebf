import { DecorationRangeBehavior, l10n, Range, ThemeColor, window, workspace } from 'vscode';
import type { Disposable, TextDocumentChangeEvent, TextEditor } from 'vscode';
import { DisposableStore } from './disposableStore';
import { explanationOf, headline } from './explanation';
import type { JudgedCall } from './intercept/suggestionJudge';
import type { Notable } from './recentJudgements';
import { settings } from './settings';
import { SETTINGS } from '../contract/manifest';

/** An assistant answers anew after every key press; until then the note stays, so that it does not flicker. */
const GRACE_MS = 500;

interface Note {
  readonly line: number;
  readonly tool: string;
  /** It tells of an edit and not of a suggestion: it stays where it is while the cursor goes about. */
  readonly stays: boolean;
  /** Runs out where the line has changed and no answer has come that confirms the note. */
  expiry?: NodeJS.Timeout;
}

/** The end-of-line note where a suggestion was withheld or an edit refused: at most one in an editor. */
export class WithheldNotes implements Disposable {
  private readonly store = new DisposableStore();
  private readonly notes = new Map<TextEditor, Note>();
  /** The version of each document that somebody's suggestion is shown for: a note beside it would only confuse. */
  private readonly suggestionShown = new WeakMap<object, number>();

  private readonly decoration = this.store.add(
    window.createTextEditorDecorationType({
      // What is typed at the end of the line goes before the note, not behind it.
      rangeBehavior: DecorationRangeBehavior.OpenOpen,
      after: { color: new ThemeColor('editorCodeLens.foreground'), fontStyle: 'italic', margin: '0 0 0 2em' },
    }),
  );

  constructor() {
    this.store.add(
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.selectionChanged(textEditor)),
    );
    this.store.add(workspace.onDidChangeTextDocument((event) => this.documentChanged(event)));
    this.store.add(window.onDidChangeVisibleTextEditors((visible) => this.forget(visible)));
    this.store.add(settings.onDidChange(SETTINGS.showWithheldNote, () => this.clearAll()));
    this.store.add(settings.onDidChange(SETTINGS.mode, () => this.clearAll()));
  }

  /** Follows an answer that a person sees, and what was notable about it. */
  follow(call: JudgedCall, notables: readonly Notable[]): void {
    if (call.shown > 0) this.suggestionShown.set(call.document, call.document.version);
    const withheld = notables.find(
      (notable) => notable.outcome === 'withheld' || notable.outcome === 'taken back',
    );
    for (const editor of window.visibleTextEditors) {
      if (editor.document !== call.document) continue;
      if (call.shown > 0) this.clear(editor);
      else if (withheld && editor.selection.active.line === call.position.line)
        this.show(editor, call.position.line, withheld, false);
      else if (this.notes.get(editor)?.tool === call.tool) this.clear(editor);
    }
  }

  /** Edits that a tool was kept from making, where somebody can see the place. */
  refused(notables: readonly Notable[]): void {
    const refused = notables.filter(({ outcome }) => outcome === 'withheld').toReversed();
    for (const notable of refused) {
      for (const editor of window.visibleTextEditors)
        if (editor.document.uri.toString() === notable.uri.toString())
          this.show(editor, Math.min(notable.line, editor.document.lineCount - 1), notable, true);
    }
  }

  clearAll(): void {
    for (const editor of this.notes.keys()) this.clear(editor);
  }

  dispose(): void {
    this.clearAll();
    this.store.dispose();
  }

  private show(editor: TextEditor, line: number, notable: Notable, stays: boolean): void {
    const { document } = editor;
    if (!settings.showWithheldNote() || line >= document.lineCount) return;
    if (!stays && this.suggestionShown.get(document) === document.version) return;
    this.clear(editor);
    const { range } = document.lineAt(line);
    // Of what was taken back the same is suggested again, and then has a hover of its own at the line's end.
    const explained = notable.outcome === 'taken back' ? range : new Range(range.end, range.end);
    const what = headline(notable);
    const words = stays
      ? l10n.t('Parapet refused an edit: {0}', what)
      : notable.outcome === 'taken back'
        ? l10n.t('Parapet took a suggestion back: {0}', what)
        : l10n.t('Parapet withheld a suggestion: {0}', what);
    const contentText = `⊘ ${words}`;
    editor.setDecorations(this.decoration, [
      {
        range: explained,
        hoverMessage: explanationOf(notable),
        renderOptions: { after: { contentText } },
      },
    ]);
    this.notes.set(editor, { line, tool: notable.tool, stays });
  }

  private clear(editor: TextEditor): void {
    const note = this.notes.get(editor);
    if (!note) return;
    clearTimeout(note.expiry);
    this.notes.delete(editor);
    editor.setDecorations(this.decoration, []);
  }

  private selectionChanged(editor: TextEditor): void {
    const note = this.notes.get(editor);
    if (note && !note.stays && editor.selection.active.line !== note.line) this.clear(editor);
  }

  private documentChanged({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    for (const [editor, note] of this.notes) {
      if (editor.document !== document) continue;
      const onlyItsLine = contentChanges.every(
        ({ range, text }) => range.isSingleLine && range.start.line === note.line && !text.includes('\n'),
      );
      if (onlyItsLine) note.expiry ??= setTimeout(() => this.clear(editor), GRACE_MS);
      else this.clear(editor);
    }
  }

  private forget(visible: readonly TextEditor[]): void {
    for (const editor of this.notes.keys()) if (!visible.includes(editor)) this.clear(editor);
  }
}
