/** Runs inside an extension host: what following 10,000 accepted ranges costs there at a key press, and an accept. */
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { OpenDocuments } from '../../src/editor/labels/openDocuments';
import { UncommittedWork } from '../../src/editor/labels/uncommittedWork';
import { OpenRepositories } from '../../src/node/openRepositories';
import { stampOnDisk, textOnDisk } from '../../src/node/textFile';
import { recommendedPolicy } from '../../src/policy/compile';
import { policySet } from '../../src/policy/policySet';
import type { Attribution, LabelledRange, LabelledText } from '../../src/provenance/model';
import { quantile } from './measure';

/** The environment variable that names the file to write a LabelSample to. */
export const LABEL_BENCH = 'PARAPET_LABEL_BENCH';

/** Milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
}

export interface LabelRow {
  readonly files: number;
  readonly ranges: number;
  /** UTF-16 units of the file that is typed into. */
  readonly characters: number;
  readonly keyPress: Times;
  /** With everything on the disk. */
  readonly accept: Times;
  /** Bytes that an accept appends to the log, and appending as many to a file, with an fsync. */
  readonly bytes: number;
  readonly fsync: Times;
  readonly acceptOverFsync: number;
}

const RANGES = 10_000;
const KEYS = 600;
const ACCEPTS = 30;
const READY_MS = 30_000;
const SNIPPET = 'const total = items.reduce((sum, item) => sum + item.price, 0);\n';

const attribution: Attribution = {
  tool: 'bench.bench',
  time: '2026-01-01T00:00:00.000Z',
  textHash: '0'.repeat(64),
};

export async function measureLabels(): Promise<readonly LabelRow[]> {
  const root = fs.realpathSync(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '');
  return [await measureWith(root, 20), await measureWith(root, 1)];
}

async function measureWith(root: string, files: number): Promise<LabelRow> {
  const times: number[] = [];
  let started = 0;
  // VS Code tells its listeners in the order in which they came: one before and one after ours.
  const before = vscode.workspace.onDidChangeTextDocument(() => (started = performance.now()));
  const following = follow();
  const after = vscode.workspace.onDidChangeTextDocument(() => times.push(performance.now() - started));
  try {
    const labelled = Array.from({ length: files }, (_, n) => labelledText(n, RANGES / files));
    const names = labelled.map((_, n) => `bench${files}/file${n}.txt`);
    const { repository } = (await following.repositories.for(path.join(root, names[0] ?? ''))) ?? {};
    if (!repository) throw new Error('the workspace is no repository');
    const editors: vscode.TextEditor[] = [];
    for (const [n, text] of labelled.entries()) {
      const file = path.join(root, names[n] ?? '');
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text.text);
      repository.log.write(names[n] ?? '', text);
      const document = await vscode.workspace.openTextDocument(file);
      editors.push(await vscode.window.showTextDocument(document, { preview: false }));
    }
    await until(() => countRanges(following.documents) >= RANGES);
    const keyPress = await pressKeys(editors, times);
    const costs = await acceptOften(editors, times, following.documents, root);
    const characters = editors[0]?.document.getText().length ?? 0;
    await vscode.workspace.saveAll();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    return { files, ranges: RANGES, characters, keyPress, ...costs };
  } finally {
    after.dispose();
    following.dispose();
    before.dispose();
  }
}

/** As Parapet itself does, in this extension. */
function follow(): {
  readonly repositories: OpenRepositories;
  readonly documents: OpenDocuments;
  dispose(): void;
} {
  const failed = (error: unknown): void => {
    throw error;
  };
  const repositories = new OpenRepositories({
    now: () => new Date(),
    log: failed,
    opened: () => undefined,
    changed: (repository) => documents.learnFrom(repository),
  });
  const documents = new OpenDocuments({
    placeOf: (file) => repositories.for(file),
    textOnDisk,
    attributionOf: () => attribution,
    failed,
  });
  const policies = policySet([recommendedPolicy()]);
  const work = new UncommittedWork(documents, {
    repositories: () => Promise.resolve(repositories.all),
    textOnDisk,
    stampOnDisk,
    fileOf: (repository, file) => path.join(repository.root, file),
    policiesFor: () => Promise.resolve({ policies, path: 'file.txt' }),
    now: () => new Date(),
    clock: () => performance.now(),
    failed,
  });
  return {
    repositories,
    documents,
    dispose() {
      work.dispose();
      documents.dispose();
      repositories.dispose();
    },
  };
}

/** Every other line a tool's. */
function labelledText(file: number, ranges: number): LabelledText {
  const found: LabelledRange[] = [];
  let text = '';
  for (let n = 0; n < ranges; n++) {
    const line = `const accepted${file}_${n} = compute(${n});`;
    found.push({ start: text.length, end: text.length + line.length, author: { kind: 'ai', attribution } });
    text += `${line}\n// line ${n}\n`;
  }
  return { text, ranges: found };
}

const countRanges = (documents: OpenDocuments): number =>
  documents.all().reduce((sum, { tracked }) => sum + tracked.live.labelled().ranges.length, 0);

/** Anywhere in the files, in turn. */
async function pressKeys(editors: readonly vscode.TextEditor[], times: number[]): Promise<Times> {
  const found: number[] = [];
  for (let n = 0; n < KEYS; n++) {
    const { document } = editors[Math.floor((n * editors.length) / KEYS)]!;
    const active = vscode.window.activeTextEditor;
    const editor = active?.document === document ? active : await vscode.window.showTextDocument(document);
    const at = document.positionAt(((n * 7_919) % 997) * Math.floor(document.getText().length / 997));
    editor.selection = new vscode.Selection(at, at);
    times.length = 0;
    await vscode.commands.executeCommand('type', { text: 'x' });
    await until(() => times.length > 0);
    found.push(...times);
  }
  return timesOf(found);
}

async function acceptOften(
  editors: readonly vscode.TextEditor[],
  times: number[],
  documents: OpenDocuments,
  root: string,
): Promise<Pick<LabelRow, 'accept' | 'bytes' | 'fsync' | 'acceptOverFsync'>> {
  const accepts: number[] = [];
  const fsyncs: number[] = [];
  const last = editors.at(-1)!;
  const { document } = last;
  const editor = await vscode.window.showTextDocument(document);
  const log = path.join(root, '.git', 'parapet', 'working.log');
  const plain = path.join(root, '.git', 'parapet', 'bench');
  let bytes = 0;
  for (let n = 0; n < ACCEPTS; n++) {
    const at = document
      .positionAt(Math.floor((document.getText().length * n) / ACCEPTS))
      .with({ character: 0 });
    const start = document.offsetAt(at);
    documents.offer(document.uri, [
      { id: `bench${n}`, insertText: SNIPPET, start, end: start, cursor: start },
    ]);
    const size = sizeOf(log);
    times.length = 0;
    await editor.edit((edit) => edit.insert(at, SNIPPET));
    await until(() => times.length > 0);
    accepts.push(...times);
    // A log that was put in order meanwhile has become shorter.
    bytes = Math.max(bytes, sizeOf(log) - size);
    fsyncs.push(timeOfFsync(plain, bytes));
  }
  fs.rmSync(plain);
  const [accept, fsync] = [timesOf(accepts), timesOf(fsyncs)];
  return { accept, bytes, fsync, acceptOverFsync: accept.p50 / fsync.p50 };
}

const sizeOf = (file: string): number => fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;

function timeOfFsync(file: string, bytes: number): number {
  const content = Buffer.alloc(bytes, 'x');
  const start = performance.now();
  const descriptor = fs.openSync(file, 'a');
  fs.writeSync(descriptor, content);
  fs.fsyncSync(descriptor);
  fs.closeSync(descriptor);
  return performance.now() - start;
}

function timesOf(samples: readonly number[]): Times {
  const sorted = samples.toSorted((a, b) => a - b);
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) };
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = performance.now() + READY_MS;
  while (!isSo()) {
    if (performance.now() > deadline) throw new Error(`waited ${READY_MS} ms in vain`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
