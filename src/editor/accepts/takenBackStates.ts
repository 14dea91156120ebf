import { createHash } from 'node:crypto';
import { commands, TextDocumentChangeReason, window, workspace } from 'vscode';
import type { Disposable, TextDocument, TextDocumentChangeEvent } from 'vscode';
import { endOf } from '../labels/documentText';

interface State {
  readonly uri: string;
  readonly length: number;
  readonly hash: string;
}

const MAX_STATES = 50;

/**
 * Where the steps of an accept and of its taking back could not be made one, an undo or redo would stop between them,
 * with what was taken back in the text again. It is made to go on.
 */
export class TakenBackStates implements Disposable {
  private states: State[] = [];
  private isGoingOn = false;
  private readonly listener = workspace.onDidChangeTextDocument((event) => this.changed(event));

  constructor(private readonly failed: (error: unknown) => void) {}

  remember({ uri }: TextDocument, text: string): void {
    this.states.push({ uri: uri.toString(), length: text.length, hash: hashOf(text) });
    if (this.states.length > MAX_STATES) this.states.shift();
  }

  dispose(): void {
    this.listener.dispose();
  }

  private changed({ document, reason, contentChanges }: TextDocumentChangeEvent): void {
    if (this.isGoingOn || reason === undefined || contentChanges.length === 0) return;
    if (window.activeTextEditor?.document !== document || !this.isOne(document)) return;
    this.isGoingOn = true;
    void this.goOn(document, reason === TextDocumentChangeReason.Undo)
      .catch(this.failed)
      .finally(() => (this.isGoingOn = false));
  }

  private async goOn(document: TextDocument, isUndo: boolean): Promise<void> {
    const [on, back] = isUndo ? ['undo', 'redo'] : ['redo', 'undo'];
    for (const command of [on, on, back, back, back]) {
      await commands.executeCommand(command);
      if (window.activeTextEditor?.document !== document || !this.isOne(document)) return;
    }
  }

  private isOne(document: TextDocument): boolean {
    if (this.states.length === 0) return false;
    const uri = document.uri.toString();
    const length = endOf(document);
    const near = this.states.filter((state) => state.uri === uri && state.length === length);
    if (near.length === 0) return false;
    const hash = hashOf(document.getText());
    return near.some((state) => state.hash === hash);
  }
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
