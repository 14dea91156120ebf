/** What judging the ways of AI tools needs of VS Code. */
import { dirname, join } from 'node:path';
import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { ExtensionContext } from 'vscode';
import type { UriShape } from '../intercept/shapes';
import { within } from '../within';
import { textOf } from './documentChanges';
import type { ToolWayPorts } from './toolWays';

type Reading = Pick<
  ToolWayPorts,
  'document' | 'openDocument' | 'text' | 'filesIn' | 'cells' | 'moved' | 'isOwnPlace' | 'noPermission'
>;

/** Bytes; larger files are generated, or data. */
const LARGEST = 16 * 1024 * 1024;
/** Files of one folder that is taken away or elsewhere. */
const MOST_FILES = 500;
/** Documents come from providers of other extensions, which may not answer. Milliseconds. */
const OPEN_MS = 5_000;

export function readingPorts(context: Pick<ExtensionContext, 'globalStorageUri' | 'logUri'>): Reading {
  const storage = dirname(context.globalStorageUri.fsPath);
  const own = [storage, join(dirname(storage), 'workspaceStorage'), dirname(context.logUri.fsPath)];
  const inOwn = (file: string): boolean =>
    own.some((folder) => file === folder || file.startsWith(join(folder, '/')));
  return {
    openDocument,
    async document(uri) {
      const open = openDocument(uri);
      if (open) return open;
      // What is not there yet, or is no text, cannot be opened.
      const opening = Promise.resolve(workspace.openTextDocument(asUri(uri))).catch(() => undefined);
      return within(OPEN_MS, opening);
    },
    async text(uri) {
      try {
        const { size, type } = await workspace.fs.stat(asUri(uri));
        if ((type & FileType.File) === 0 || size > LARGEST) return undefined;
        return textOf(await workspace.fs.readFile(asUri(uri)));
      } catch {
        return undefined;
      }
    },
    async filesIn(uri) {
      const uris: UriShape[] = [];
      const complete = await collect(asUri(uri), uris);
      return { uris, complete };
    },
    cells(uri, index, count) {
      const notebook = workspace.notebookDocuments.find((one) => one.uri.toString() === uri.toString());
      const cells = notebook?.getCells().slice(index, index + count) ?? [];
      return cells.map(({ document }) => document.getText());
    },
    moved: (uri, from, to) => asUri(to).with({ path: to.path + uri.path.slice(from.path.length) }),
    isOwnPlace: ({ scheme, fsPath }) => scheme !== 'file' || inOwn(fsPath),
    noPermission: (message) => FileSystemError.NoPermissions(message),
  };
}

const openDocument = (uri: UriShape): ReturnType<Reading['openDocument']> =>
  workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());

/** Made by other code of the same host, but perhaps with another copy of the class. */
const asUri = (uri: UriShape): Uri => (uri instanceof Uri ? uri : Uri.parse(uri.toString(), true));

/** @returns whether these are all */
async function collect(uri: Uri, into: UriShape[]): Promise<boolean> {
  let children: readonly [string, FileType][];
  try {
    const { type } = await workspace.fs.stat(uri);
    // What a link leads to stays.
    if (type !== FileType.Directory) {
      into.push(uri);
      return true;
    }
    children = await workspace.fs.readDirectory(uri);
  } catch {
    return true;
  }
  for (const [name] of children) {
    if (into.length >= MOST_FILES) return false;
    if (!(await collect(Uri.joinPath(uri, name), into))) return false;
  }
  return true;
}
