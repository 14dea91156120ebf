import { join } from 'node:path';
import { l10n, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { POLICY_FILE } from '../contract/manifest';
import { fileOf } from './documentFile';

export interface PolicyCommandPorts {
  filesFor(file: string): Promise<{ readonly files: readonly string[]; readonly root: string }>;
  /** What a first policy for this repository says. */
  initialPolicy(root: string): Promise<string>;
}

/** Opens the policy that holds for what is being edited, or offers to write one. */
export async function openPolicy(ports: PolicyCommandPorts): Promise<void> {
  const place = placeToLook();
  const files = place === undefined ? [] : (await ports.filesFor(place)).files;
  if (files.length > 0) {
    const file = files.length === 1 ? files[0] : await pick(files);
    if (file !== undefined) await window.showTextDocument(Uri.file(file));
    return;
  }
  const create = l10n.t('Create Policy');
  const message = l10n.t('No policy file holds here, so the recommended rules do.');
  if ((await window.showInformationMessage(message, create)) === create) await createPolicy(ports);
}

/** Writes a first policy at the top level of the repository and opens it; opens the one that is there. */
export async function createPolicy(ports: PolicyCommandPorts): Promise<void> {
  const place = placeToLook();
  if (place === undefined) {
    await window.showInformationMessage(
      l10n.t('Open a folder first: a policy stands in the repository it is for.'),
    );
    return;
  }
  const { root } = await ports.filesFor(place);
  const uri = Uri.file(join(root, POLICY_FILE));
  const edit = new WorkspaceEdit();
  edit.createFile(uri, {
    ignoreIfExists: true,
    contents: new TextEncoder().encode(await ports.initialPolicy(root)),
  });
  await workspace.applyEdit(edit);
  await window.showTextDocument(uri);
}

/** The file being edited, else anything in the first folder. */
function placeToLook(): string | undefined {
  const active = window.activeTextEditor?.document.uri;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const uri = active && fileOf(active) !== undefined ? active : folder && Uri.joinPath(folder, POLICY_FILE);
  return uri && fileOf(uri);
}

function pick(files: readonly string[]): Thenable<string | undefined> {
  const items = files.map((file) => ({ label: workspace.asRelativePath(file), file }));
  const placeHolder = l10n.t('All of these hold here; the strictest verdict wins.');
  return window.showQuickPick(items, { placeHolder }).then((item) => item?.file);
}
