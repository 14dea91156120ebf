import type { TextEditor } from 'vscode';
import type { TextChange } from '../../provenance/model';
import { nothingYet, withAccepted, withMoved, withOther } from './whatCameAbout';
import type { WhatCameAbout } from './whatCameAbout';

/** What an accept did that no provider known to us suggested. */
export interface UnseenAccept extends WhatCameAbout {
  readonly editor: TextEditor;
}

/**
 * Follows the document in which VS Code is running a command that accepts suggestions. What happens meanwhile is the
 * accept, but for an undo and for what a person types: then the keyboard moves the cursor. What comes after the command
 * only moves what it put in.
 */
export class AcceptWatch {
  private now: WhatCameAbout;
  private text: string;
  private isRunning = true;
  /** A suggestion that was judged before it was shown is what was accepted. */
  private isKnown = false;
  /** What there would be if the last change was typed. */
  private ifTyped: WhatCameAbout | undefined;

  constructor(readonly editor: TextEditor) {
    this.text = editor.document.getText();
    this.now = nothingYet(this.text);
  }

  /** VS Code is through with the command. */
  end(): void {
    this.isRunning = false;
    this.text = '';
  }

  known(): void {
    this.isKnown = true;
  }

  changed(changes: readonly TextChange[], isUndoOrRedo: boolean): void {
    if (!this.isRunning) {
      this.now = withMoved(this.now, changes);
      return;
    }
    const event = { changes, from: this.text, to: this.editor.document.getText() };
    this.text = event.to;
    this.ifTyped = withOther(this.now, event);
    this.now = isUndoOrRedo ? this.ifTyped : withAccepted(this.now, event);
  }

  /** Where it moved right after a change, the change moved it. */
  cursorMoved(byKeyboard: boolean): void {
    if (byKeyboard) this.now = this.ifTyped ?? this.now;
    this.ifTyped = undefined;
  }

  /** As it is now; nothing where no suggestion was accepted, or one that was seen. */
  get accept(): UnseenAccept | undefined {
    const { editor, now, isKnown } = this;
    return isKnown || now.before === now.after ? undefined : { editor, ...now };
  }
}
