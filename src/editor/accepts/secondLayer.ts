import { TextEditorSelectionChangeKind, window, workspace } from 'vscode';
import type { Disposable, TextDocumentChangeEvent } from 'vscode';
import type { TextChange } from '../../provenance/model';
import { DisposableStore } from '../disposableStore';
import type { JudgedCall, JudgedItem } from '../intercept/suggestionJudge';
import { AcceptWatch } from './acceptWatch';
import type { UnseenAccept } from './acceptWatch';
import { CommandOverride } from './commandOverride';
import type { Around } from './commandOverride';
import { differenceOf } from './difference';
import { takeBack } from './takeBack';
import { TakenBackStates } from './takenBackStates';
import { WindowMarks } from './windowMarks';

/** The commands by which a suggestion, or a piece of it, gets into a document, by key or by name. */
const ACCEPTING = [
  'editor.action.inlineSuggest.commit',
  'editor.action.inlineSuggest.commitAlternativeAction',
  'editor.action.inlineSuggest.acceptNextWord',
  'editor.action.inlineSuggest.acceptNextLine',
] as const;

export interface SecondLayerPorts {
  /** Nothing while suggestions are not to be judged. */
  judge(accept: UnseenAccept, tool: string): Promise<JudgedItem | undefined>;
  /** Who may have suggested it. */
  tool(): string;
  mode(): JudgedCall['mode'];
  /** It stays in the document, and is that tool's. */
  stays(accept: UnseenAccept, item: JudgedItem, tool: string): void;
  judged(call: JudgedCall): void;
  failed(error: unknown): void;
}

/**
 * Judges what accepting a suggestion put into a document, where the suggestion itself was not seen: its provider was
 * registered before ours was in the way. What the policy blocks is taken back at once.
 *
 * An accept by mouse runs no command and is not seen.
 */
export class SecondLayer implements Disposable {
  private readonly store = new DisposableStore();
  private readonly states: TakenBackStates;
  private readonly marks = this.store.add(new WindowMarks());
  private overrides: readonly CommandOverride[] = [];
  /** Of the command that VS Code is running; it runs one after the other. */
  private running: AcceptWatch | undefined;
  /** Those that have not been judged to the end; what is typed meanwhile moves what they put in. */
  private readonly watches = new Set<AcceptWatch>();
  private looking: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: SecondLayerPorts) {
    this.states = this.store.add(new TakenBackStates(ports.failed));
    this.store.add(workspace.onDidChangeTextDocument((event) => this.changed(event)));
    this.store.add(
      window.onDidChangeTextEditorSelection(({ kind, textEditor }) => {
        if (textEditor === this.running?.editor)
          this.running.cursorMoved(kind === TextEditorSelectionChangeKind.Keyboard);
      }),
    );
  }

  get isOn(): boolean {
    return this.overrides.length > 0;
  }

  /** @returns why it could not be switched on */
  switch(on: boolean): string | undefined {
    if (on === this.isOn) return undefined;
    for (const override of this.overrides) override.dispose();
    this.overrides = [];
    if (!on) return undefined;
    const overrides: CommandOverride[] = [];
    try {
      for (const id of ACCEPTING) overrides.push(new CommandOverride(id, this.accept, this.ports.failed));
    } catch (error) {
      for (const override of overrides) override.dispose();
      return error instanceof Error ? error.message : String(error);
    }
    this.overrides = overrides;
    return undefined;
  }

  /** A suggestion that was judged before it was shown has just been accepted. */
  known(): void {
    this.running?.known();
  }

  dispose(): void {
    this.switch(false);
    this.store.dispose();
  }

  private readonly accept: Around = (run) => {
    // The window does what it is asked in this order; whatever a person types is before, behind, or between them.
    const begun = this.marks.set(() => this.begin());
    const running = run();
    const ended = this.marks.set(() => this.end());
    void Promise.all([begun, ended]).catch(this.ports.failed);
    return running;
  };

  private begin(): void {
    const editor = window.activeTextEditor;
    if (!editor) return;
    this.running = new AcceptWatch(editor);
    this.watches.add(this.running);
  }

  private end(): void {
    const watch = this.running;
    if (!watch) return;
    this.running = undefined;
    watch.end();
    // One after the other, since taking one back changes the text that the next is to be found in.
    this.looking = this.looking
      .then(() => this.look(watch))
      .catch(this.ports.failed)
      .finally(() => this.watches.delete(watch));
  }

  private changed({ document, contentChanges, reason }: TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    for (const watch of this.watches)
      if (watch.editor.document === document) watch.changed(changesOf(contentChanges), reason !== undefined);
  }

  private async look(watch: AcceptWatch): Promise<void> {
    const { ports } = this;
    const { accept } = watch;
    if (!accept) return;
    const tool = ports.tool();
    const mode = ports.mode();
    const judged = await ports.judge(accept, tool);
    if (!judged) return;
    const isBlocked = mode === 'enforce' && judged.evaluation.action === 'block';
    const takenBack = isBlocked && (await this.takeBack(accept));
    const item: JudgedItem = isBlocked ? { ...judged, takenBack } : judged;
    if (!takenBack) ports.stays(watch.accept ?? accept, item, tool);
    const { document, selection } = accept.editor;
    const position = takenBack
      ? selection.active
      : document.positionAt(differenceOf(accept.before, accept.after)?.start ?? 0);
    ports.judged({ tool, document, position, mode, items: [item], shown: takenBack ? 0 : 1, stale: false });
  }

  private async takeBack({ editor, before, after }: UnseenAccept): Promise<boolean> {
    const result = await takeBack({ editor, before, after });
    if (result === 'stepsLeft') this.states.remember(editor.document, after);
    if (result === 'failed') this.ports.failed(new Error('an accepted suggestion could not be taken back'));
    return result !== 'failed';
  }
}

const changesOf = (changes: TextDocumentChangeEvent['contentChanges']): readonly TextChange[] =>
  changes.map(({ rangeOffset, rangeLength, text }) => ({
    start: rangeOffset,
    end: rangeOffset + rangeLength,
    text,
  }));
