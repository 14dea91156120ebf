import { commands, Range, window, workspace, WorkspaceEdit } from 'vscode';
import type { TextDocument, TextEditor } from 'vscode';
import { takingBack } from './difference';

/** What an accept made of a document: its whole text without it, and with it. */
export interface AcceptedChange {
  readonly editor: TextEditor;
  readonly before: string;
  readonly after: string;
}

/** Who types on while the text is being taken back makes another attempt necessary. */
const ATTEMPTS = 5;

/** `stepsLeft`: an undo or a redo may lead to the text with it. */
export type TakenBack = 'clean' | 'stepsLeft' | 'failed';

/**
 * Takes back what an accept put in: by an edit, which VS Code applies to no other version of the document, and which
 * joins the accept's own undo step. That step then comes to nothing, and an undo takes it off the stack.
 */
export async function takeBack(change: AcceptedChange): Promise<TakenBack> {
  if (!(await remove(change))) return 'failed';
  return (await tidyUndo(change)) ? 'clean' : 'stepsLeft';
}

async function remove({ editor, before, after }: AcceptedChange): Promise<boolean> {
  const { document } = editor;
  const options = { undoStopBefore: false, undoStopAfter: false };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const back = takingBack(before, after, document.getText());
    if (!back) return true;
    const range = rangeOf(document, back);
    if (await editor.edit((edit) => edit.replace(range, back.insert), options)) return true;
  }
  // The editor may be gone, and the document still there.
  const back = takingBack(before, after, document.getText());
  if (!back) return true;
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, rangeOf(document, back), back.insert);
  return workspace.applyEdit(edit);
}

/** Does nothing where somebody typed on, or went elsewhere. */
async function tidyUndo({ editor, before, after }: AcceptedChange): Promise<boolean> {
  const { document } = editor;
  const isThere = (): boolean => window.activeTextEditor === editor;
  if (document.getText() !== before || !isThere()) return false;
  await commands.executeCommand('leaveSnippet');
  await commands.executeCommand('undo');
  if (document.getText() === before) return true;
  // The accept's step was closed, as a snippet's is: then there were two.
  if (document.getText() === after && isThere()) await commands.executeCommand('undo');
  if (document.getText() !== before && isThere()) await commands.executeCommand('redo');
  return false;
}

const rangeOf = (document: TextDocument, { start, end }: { start: number; end: number }): Range =>
  new Range(document.positionAt(start), document.positionAt(end));
