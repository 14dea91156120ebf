/** Runs inside an extension host, with Parapet or without: what the heap holds after many suggestions of the demo assistant. */
import fs from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';

/** The environment variable that names the file to write a MemorySample to. */
export const MEMORY_BENCH = 'PARAPET_MEMORY_BENCH';

/** Bytes, after collecting what can be collected. */
export interface MemorySample {
  readonly suggestions: number;
  readonly heapBefore: number;
  readonly heapAfter: number;
  /** Buffers and other memory that objects of the heap hold outside of it. */
  readonly externalAfter: number;
}

const SUGGESTIONS = 10_000;
const IN_ONE_ANSWER = 20;
/** An answer that does not come, on a busy machine. Milliseconds. */
const PATIENCE_MS = 5_000;
const SETTLE_MS = 1_500;

export async function measureMemory(): Promise<MemorySample> {
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const journal = process.env['DEMO_ASSISTANT_JOURNAL'] ?? '';
  const file = path.join(root, 'memory.sh');
  fs.writeFileSync(path.join(root, '.assistant.json'), JSON.stringify(script()));
  fs.writeFileSync(file, '');
  await vscode.extensions.getExtension<{ ready?: Promise<void> }>('parapet.parapet')?.activate();
  const editor = await vscode.window.showTextDocument(vscode.Uri.file(file));
  await suggestOnce(editor, journal, 0);
  const heapBefore = await heapUsed();
  for (let n = 1; n <= SUGGESTIONS / IN_ONE_ANSWER; n++) await suggestOnce(editor, journal, n);
  const heapAfter = await heapUsed();
  const { external } = process.memoryUsage();
  return { suggestions: SUGGESTIONS, heapBefore, heapAfter, externalAfter: external };
}

/** Most harmless, some that are warned of or withheld. */
const script = (): object[] =>
  Array.from({ length: IN_ONE_ANSWER }, (_, n) => ({
    path: 'memory.sh',
    typed: 'run ',
    insert: n % 5 === 4 ? `rm -rf ~ # ${n}` : `step${n} --with some --more ${'words '.repeat(20)}`,
  }));

/** The document is long and another one each time, so that it would show if texts of it were kept. */
const BODY = 'echo a line of a script that somebody works on\n'.repeat(4_000);

/** A line of its own each time; now and then a suggestion is accepted. */
async function suggestOnce(editor: vscode.TextEditor, journal: string, n: number): Promise<void> {
  const { document } = editor;
  const last = n === 0 ? 0 : BODY.split('\n').length - 1;
  const text = `${n === 0 ? BODY : ''}echo ${n}; run `;
  await editor.edit((edit) => edit.replace(new vscode.Range(last, 0, document.lineCount, 0), text));
  const end = document.lineAt(document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(end, end);
  const before = sizeOf(journal);
  await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
  const deadline = performance.now() + PATIENCE_MS;
  while (sizeOf(journal) === before && performance.now() < deadline) await sleep(2);
  if (n % 20 === 0) await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
}

async function heapUsed(): Promise<number> {
  await sleep(SETTLE_MS);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let n = 0; n < 4; n++) {
    collect();
    await sleep(50);
  }
  return process.memoryUsage().heapUsed;
}

const sizeOf = (file: string): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
