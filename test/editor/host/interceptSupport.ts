/** Has providers asked by the real editor, and accepts what it shows: what can be accepted was shown. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../src/editor/parapetApi';

export const parapet = async (): Promise<ParapetApi> => {
  const extension =
    vscode.extensions.getExtension<ParapetApi>('parapet.parapet') ?? assert.fail('no Parapet');
  return extension.activate();
};

export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
  what: string,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) assert.fail(`waited ${timeoutMs} ms for ${what}`);
    await sleep(20);
  }
}

export const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Milliseconds for which this process did nothing else at a stretch. */
export function watchForStalls(): { longest(): number; dispose(): void } {
  let last = performance.now();
  let longest = 0;
  const look = (): void => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(look, 10);
  return {
    longest() {
      look();
      return longest;
    },
    dispose: () => clearInterval(timer),
  };
}

/** Inside the workspace, so that nothing but its name tells it from what a person would have there. */
export function makeFolder(name: string, files: Readonly<Record<string, string>>): string {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail('no folder is open');
  const folder = path.join(root, name);
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }
  return folder;
}

/** An editor with this text and the cursor at its end. */
export async function openWith(file: string, text: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(file);
  const editor = await vscode.window.showTextDocument(document);
  await replaceAll(editor, text);
  return editor;
}

async function replaceAll(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const all = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  assert.ok(await editor.edit((edit) => edit.replace(all, text)));
  const end = document.lineAt(document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
}

type Answer = vscode.ProviderResult<vscode.InlineCompletionItem[] | vscode.InlineCompletionList>;

/** Counts how often VS Code asked. */
export class Provider implements vscode.InlineCompletionItemProvider {
  asked = 0;
  constructor(private readonly answer: (position: vscode.Position) => Answer) {}

  provideInlineCompletionItems(_document: vscode.TextDocument, position: vscode.Position): Answer {
    this.asked++;
    return this.answer(position);
  }
}

/** Item that inserts at the cursor. */
export const item = (
  text: string | vscode.SnippetString,
  position: vscode.Position,
): vscode.InlineCompletionItem => new vscode.InlineCompletionItem(text, new vscode.Range(position, position));

/** What an editor with `text` holds in the end, if VS Code shows one of this provider's suggestions and it is accepted. */
async function textAfter(
  file: string,
  text: string,
  provider: vscode.InlineCompletionItemProvider & { readonly asked: number },
  isEnough: (text: string, milliseconds: number) => boolean,
): Promise<string> {
  const editor = await openWith(file, text);
  const place = new vscode.RelativePattern(path.dirname(file), path.basename(file));
  const registration = vscode.languages.registerInlineCompletionItemProvider({ pattern: place }, provider);
  try {
    const asked = provider.asked;
    await vscode.commands.executeCommand('editor.action.inlineSuggest.hide');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await until(() => provider.asked > asked, 'the provider to be asked');
    const started = performance.now();
    while (!isEnough(editor.document.getText(), performance.now() - started)) {
      await sleep(25);
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    }
    // A snippet would go on listening to keys.
    await vscode.commands.executeCommand('leaveSnippet');
    return editor.document.getText();
  } finally {
    registration.dispose();
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}

type Asked = vscode.InlineCompletionItemProvider & { readonly asked: number };

/** The editor shows a suggestion, and accepting it makes `text` into `expected`. */
export async function assertShown(
  file: string,
  text: string,
  provider: Asked,
  expected: string,
): Promise<void> {
  const isEnough = (now: string, milliseconds: number): boolean => now === expected || milliseconds > 6_000;
  const got = await textAfter(file, text, provider, isEnough);
  assert.ok(got === expected, `${brief(got)} is not ${brief(expected)}`);
}

/** The editor shows none: nothing can be accepted for a while after the provider has answered. */
export async function assertNothingShown(file: string, text: string, provider: Asked): Promise<void> {
  const got = await textAfter(
    file,
    text,
    provider,
    (now, milliseconds) => now !== text || milliseconds > 700,
  );
  assert.ok(got === text, `${brief(got)} was shown`);
}

const brief = (text: string): string => JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);

export async function withSetting(key: string, value: unknown, run: () => Promise<void>): Promise<void> {
  const target = vscode.ConfigurationTarget.Global;
  const read = (): unknown => vscode.workspace.getConfiguration().inspect(key)?.globalValue;
  await vscode.workspace.getConfiguration().update(key, value, target);
  try {
    await until(() => read() === value, `${key} to be set`);
    await run();
  } finally {
    await vscode.workspace.getConfiguration().update(key, undefined, target);
    await until(() => read() === undefined, `${key} to be unset`);
  }
}
