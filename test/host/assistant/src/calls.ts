/** What an assistant that works on its own does with VS Code's API: edits of documents and files, as it is told. */
import * as vscode from 'vscode';

export type AssistantCall =
  | { readonly call: 'applyEdit'; readonly edits: readonly CallEdit[] }
  | { readonly call: 'writeFile'; readonly path: string; readonly text: string }
  | { readonly call: 'delete'; readonly path: string }
  | { readonly call: 'rename' | 'copy'; readonly path: string; readonly to: string };

/** Paths are absolute, or URIs; places are 0-based lines and UTF-16 units. */
export type CallEdit =
  | {
      readonly kind: 'replace' | 'snippet';
      readonly path: string;
      readonly from: readonly [number, number];
      readonly to?: readonly [number, number];
      readonly text: string;
    }
  | { readonly kind: 'create'; readonly path: string; readonly text?: string }
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'cell'; readonly path: string; readonly index: number; readonly text: string };

/** What came of it, as the extension saw it. */
export type CallResult =
  { readonly value: unknown } | { readonly error: string; readonly name: string; readonly code: unknown };

export async function make(call: AssistantCall): Promise<CallResult> {
  try {
    return { value: await calling(call) };
  } catch (error) {
    const { message, name, code } = error as Error & { readonly code?: unknown };
    return { error: message, name, code };
  }
}

function calling(call: AssistantCall): Thenable<unknown> {
  const { fs } = vscode.workspace;
  switch (call.call) {
    case 'applyEdit': {
      const edit = new vscode.WorkspaceEdit();
      for (const one of call.edits) add(edit, one);
      return vscode.workspace.applyEdit(edit);
    }
    case 'writeFile':
      return fs.writeFile(uriOf(call.path), new TextEncoder().encode(call.text));
    case 'delete':
      return fs.delete(uriOf(call.path), { recursive: true });
    case 'rename':
      return fs.rename(uriOf(call.path), uriOf(call.to));
    case 'copy':
      return fs.copy(uriOf(call.path), uriOf(call.to));
  }
}

const uriOf = (path: string): vscode.Uri =>
  /^[a-z-]{2,}:/.test(path) ? vscode.Uri.parse(path) : vscode.Uri.file(path);

function add(edit: vscode.WorkspaceEdit, one: CallEdit): void {
  const uri = uriOf(one.path);
  switch (one.kind) {
    case 'replace':
    case 'snippet': {
      const range = new vscode.Range(...one.from, ...(one.to ?? one.from));
      if (one.kind === 'replace') edit.replace(uri, range, one.text);
      else edit.set(uri, [new vscode.SnippetTextEdit(range, new vscode.SnippetString(one.text))]);
      return;
    }
    case 'create':
      edit.createFile(
        uri,
        one.text === undefined ? {} : { contents: new TextEncoder().encode(one.text), overwrite: true },
      );
      return;
    case 'delete':
      edit.deleteFile(uri, { recursive: true });
      return;
    case 'rename':
      edit.renameFile(uri, uriOf(one.to));
      return;
    case 'cell': {
      const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, one.text, 'shellscript');
      edit.set(uri, [vscode.NotebookEdit.insertCells(one.index, [cell])]);
    }
  }
}
