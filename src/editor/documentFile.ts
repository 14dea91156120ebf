import { isAbsolute } from 'node:path';
import { Uri, workspace } from 'vscode';
import type { UriShape } from './intercept/shapes';

/**
 * The file on disk that a document is, will be, or is a part of; nothing where it is none of these. A
 * notebook's cell is judged as a part of its notebook, a new document by where it is going to be saved.
 */
export function fileOf(uri: UriShape): string | undefined {
  switch (uri.scheme) {
    case 'file':
      return uri.fsPath;
    case 'untitled':
      return isAbsolute(uri.fsPath) && workspace.getWorkspaceFolder(Uri.file(uri.fsPath))
        ? uri.fsPath
        : undefined;
    case 'vscode-notebook-cell':
      return notebookOf(uri);
    default:
      return undefined;
  }
}

function notebookOf(cell: UriShape): string | undefined {
  const notebook = workspace.notebookDocuments.find(({ uri }) => uri.path === cell.path);
  return notebook?.uri.scheme === 'file' ? notebook.uri.fsPath : undefined;
}
