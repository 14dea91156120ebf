import { join } from 'node:path';
import { l10n, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import type { TextDocument } from 'vscode';
import { clientOf } from '../../agents/clients';
import { mergeHooks, printJson } from '../../agents/hookFile';

/**
 * Opens the file that makes an agent's client ask Parapet, with the hooks in it and not saved, for a person to read: what
 * is in there runs as them.
 */
export async function draftAgentHook(client: string, root: string): Promise<void> {
  const known = clientOf(client);
  if (!known) return;
  const { path, content } = known.hookFile;
  const document = await open(Uri.file(join(root, path)));
  const merged =
    document.getText() === ''
      ? ({ kind: 'merged', text: printJson(content) } as const)
      : mergeHooks(document.getText(), client, content);
  if (merged.kind === 'by-hand') {
    void window.showWarningMessage(
      l10n.t('The hooks have to be added by hand; “parapet init --agents” prints them.'),
    );
  }
  if (merged.kind === 'merged') {
    const edit = new WorkspaceEdit();
    edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), merged.text);
    if (!(await workspace.applyEdit(edit))) return;
  }
  await window.showTextDocument(document);
  if (merged.kind !== 'merged') return;
  void window.showInformationMessage(
    l10n.t(
      'Read the hooks and save the file. The command “parapet” has to be on the PATH of whoever they are to guard.',
    ),
  );
}

/** A file that is not there is made when it is saved. */
async function open(uri: Uri): Promise<TextDocument> {
  try {
    return await workspace.openTextDocument(uri);
  } catch {
    return workspace.openTextDocument(uri.with({ scheme: 'untitled' }));
  }
}
