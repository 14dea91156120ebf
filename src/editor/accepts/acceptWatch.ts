import type { TextDocument, TextEditor } from 'vscode';
import type { Stretch } from '../../provenance/ink';
import type { TextChange } from '../../provenance/model';
import { followStretches, insertedBy } from './stretches';

/** What an accept did that no provider known to us suggested. */
export interface UnseenAccept {
  readonly editor: TextEditor;
  /** The whole text. */
  readonly before: string;
  readonly after: string;
  /** What it put in, in the text after it. */
  readonly inserted: readonly Stretch[];
}

/** Follows the document in which suggestions are being accepted, from the command to its end. */
export class AcceptWatch {
  private before: string;
  private inserted: readonly Stretch[] = [];
  /** A suggestion that was judged before it was shown is what was accepted. */
  private isKnown = false;
  /** Accepts that have begun and not ended. */
  private running = 1;

  constructor(readonly editor: TextEditor) {
    this.before = editor.document.getText();
  }

  begin(): void {
    this.running++;
  }

  /** @returns whether nothing more is to come */
  end(): boolean {
    return --this.running === 0;
  }

  known(): void {
    this.isKnown = true;
  }

  changed(document: TextDocument, changes: readonly TextChange[]): void {
    if (document !== this.editor.document) return;
    this.inserted = [...followStretches(this.inserted, changes), ...insertedBy(changes)];
  }

  /** What has come about so far; what comes from now on is counted anew. */
  take(): UnseenAccept | undefined {
    const { editor, before, inserted, isKnown } = this;
    const after = editor.document.getText();
    this.before = after;
    this.inserted = [];
    this.isKnown = false;
    return isKnown || before === after ? undefined : { editor, before, after, inserted };
  }
}
