/** Accepts suggestions as a person would, and reads who wrote what as letters. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../src/editor/parapetApi';
import { WorkingLog } from '../../../src/node/workingLog';
import type { LabelledText } from '../../../src/provenance/model';
import { until } from './interceptSupport';
import { letters } from './labelLetters';

export { letters };

export const TOOL = 'parapet-test.runner';

/** What to suggest, whenever VS Code asks; nothing while undefined. */
export class Suggester implements vscode.InlineCompletionItemProvider {
  answer: ((position: vscode.Position) => vscode.InlineCompletionItem[]) | undefined;

  provideInlineCompletionItems(
    _document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.InlineCompletionItem[] {
    return this.answer?.(position) ?? [];
  }
}

export const labelsOf = (api: ParapetApi, document: vscode.TextDocument): string =>
  letters(api.labels(document.uri) ?? assert.fail('the document is not followed'));

/** The top level of the workspace that the tests run in, a git repository. */
export const workspaceRoot = (): string =>
  fs.realpathSync(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no folder is open'));

/** What any other process would read of a file. */
export function logged(file: string): LabelledText | undefined {
  const root = workspaceRoot();
  const log = new WorkingLog(path.join(root, '.git'), { now: () => new Date() });
  return log.read(path.relative(root, fs.realpathSync(file)).split(path.sep).join('/'));
}

export async function openAt(file: string, offset?: number): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  moveTo(editor, offset ?? document.getText().length);
  return editor;
}

export function moveTo(editor: vscode.TextEditor, offset: number): void {
  const at = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(at, at);
}

export const type = (text: string): Thenable<unknown> => vscode.commands.executeCommand('type', { text });

export const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

/** VS Code's watcher may be slow to tell of a file, or miss it. Milliseconds. */
const WATCHER_MS = 5_000;

/** Waits until VS Code has read a file again that another program wrote; has it do so where it does not of itself. */
export function untilReadAgain(isAsExpected: () => boolean): Promise<boolean> {
  const since = performance.now();
  return until(async () => {
    if (!isAsExpected() && performance.now() - since > WATCHER_MS) await run('workbench.action.files.revert');
    return isAsExpected();
  }, 'VS Code to read the file again');
}

/** Has a suggestion shown and accepts it with the command, once. */
export async function accept(
  editor: vscode.TextEditor,
  suggester: Suggester,
  make: (position: vscode.Position) => vscode.InlineCompletionItem,
  command = 'editor.action.inlineSuggest.commit',
): Promise<void> {
  suggester.answer = (position) => [make(position)];
  const { version } = editor.document;
  await run('editor.action.inlineSuggest.trigger');
  await until(async () => {
    if (editor.document.version !== version) return true;
    await run(command);
    return editor.document.version !== version;
  }, 'the suggestion to be accepted');
  suggester.answer = undefined;
}
