/** Writes down, at every change, what Parapet shows of the documents that are open. */
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../../src/editor/parapetApi';
import { letters } from '../../../editor/host/labelLetters';
import { linesOf, type Observation, type ShownLine } from '../../observation';

/** Labels may also change without a change of the text. Milliseconds. */
const LOOK_MS = 50;

export async function observe(folder: string): Promise<void> {
  const api = await vscode.extensions.getExtension<ParapetApi>('parapet.parapet')?.activate();
  if (!api) throw new Error('Parapet is not installed');
  const { pid } = process;
  const started = Date.now();
  const files: Record<string, readonly ShownLine[]> = {};
  let last = '';
  const write = (): void => {
    const observation: Observation = { pid, started, files };
    const now = JSON.stringify(observation);
    if (now === last) return;
    last = now;
    const file = path.join(folder, `${pid}.json`);
    // Whoever ends this process leaves the one or the other.
    fs.writeFileSync(`${file}.part`, now);
    fs.renameSync(`${file}.part`, file);
  };
  const look = ({ uri }: vscode.TextDocument): void => {
    const labelled = uri.scheme === 'file' ? api.labels(uri) : undefined;
    if (labelled) files[uri.fsPath] = linesOf(labelled.text, letters(labelled));
  };
  write();
  // Parapet has listened for longer, so that it has seen the change.
  vscode.workspace.onDidChangeTextDocument(({ document }) => {
    look(document);
    write();
  });
  setInterval(() => {
    vscode.workspace.textDocuments.forEach(look);
    write();
  }, LOOK_MS);
}
