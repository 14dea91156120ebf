import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../src/editor/parapetApi';
import { randomFactor, randomSeed } from '../../host/soak';
import { makeFolder, parapet, sleep, until } from './interceptSupport';
import { inked, LabelModel } from './labelModel';
import { accept, labelsOf, moveTo, openAt, run, Suggester, type, untilReadAgain } from './labelSupport';

/** In `npm test`; a soak of factor 5 makes 500. */
const OPERATIONS = 100;
const SECONDS_EACH = 1.5;

/** mulberry32: the same numbers for the same seed on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('labels of a document that all sorts of things happen to', () => {
  const seed = randomSeed() ?? Math.floor(Math.random() * 1_000_000_000);
  const operations = OPERATIONS * randomFactor();
  const suggester = new Suggester();
  let api: ParapetApi;
  let file: string;
  let registrations: vscode.Disposable[] = [];

  before(async () => {
    const folder = makeFolder('random-labels-test', { 'all.txt': '' });
    file = path.join(folder, 'all.txt');
    api = await parapet();
    await api.ready;
    const pattern = new vscode.RelativePattern(folder, '**');
    registrations = [
      vscode.languages.registerInlineCompletionItemProvider({ pattern }, suggester),
      vscode.languages.registerDocumentFormattingEditProvider(
        { pattern },
        { provideDocumentFormattingEdits },
      ),
    ];
  });

  after(() => {
    for (const registration of registrations) registration.dispose();
    fs.rmSync(path.dirname(file), { recursive: true, force: true });
  });

  it(`are what a plain model says (seed ${seed})`, async () => {
    const random = randomFrom(seed);
    const upTo = (n: number): number => Math.floor(random() * n);
    const pick = <T>(all: readonly T[]): T => all[upTo(all.length)] ?? assert.fail();
    const model = new LabelModel();
    let editor = await openAt(file);
    let count = 0;
    let saved = '';

    const document = (): vscode.TextDocument => editor.document;
    /** Words that are nowhere else, so that nothing is alike by chance. */
    const word = (): string => `w${(++count).toString(36)}${pick(['qa', 'zu', 'ky'])}`;
    const lineEnd = (): number => {
      const line = document().lineAt(upTo(document().lineCount));
      return document().offsetAt(line.range.end);
    };
    const insertTyped = async (text: string): Promise<void> => {
      for (const unit of text) {
        const at = document().offsetAt(editor.selection.active);
        await type(unit);
        model.replace(at, at, unit, 'h');
      }
    };
    const suggestion = (): string =>
      pick([
        () => `${word()} ${word()}(${word()})`,
        () => `${word()}\n  ${word()} ${word()}\n${word()}`,
        () => word(),
      ])();

    const actions: Readonly<Record<string, () => Promise<void>>> = {
      async type() {
        moveTo(editor, lineEnd());
        await insertTyped(pick([word(), ` ${word()}`, '\n', `\n${word()}`]));
      },
      async typeInside() {
        moveTo(editor, upTo(model.text.length + 1));
        await insertTyped(pick(['X', 'Y', 'Z']));
      },
      async accept() {
        const at = lineEnd();
        moveTo(editor, at);
        const text = suggestion();
        await accept(editor, suggester, (here) => itemFrom(here, here, text));
        model.replace(at, at, text, 'a');
      },
      async typeThroughAndAccept() {
        const at = lineEnd();
        moveTo(editor, at);
        const text = suggestion();
        const start = editor.selection.active;
        suggester.answer = (here) => [itemFrom(start, here, text)];
        await run('editor.action.inlineSuggest.trigger');
        await insertTyped(text.slice(0, 2));
        await accept(editor, suggester, (here) => itemFrom(start, here, text));
        model.replace(at + 2, at + 2, text.slice(2), 'a');
      },
      async acceptWord() {
        const at = lineEnd();
        moveTo(editor, at);
        const text = `${word()} ${word()} ${word()}`;
        const before = document().getText().length;
        await accept(
          editor,
          suggester,
          (here) => itemFrom(here, here, text),
          'editor.action.inlineSuggest.acceptNextWord',
        );
        const length = document().getText().length - before;
        model.replace(at, at, text.slice(0, length), 'a');
        await run('editor.action.inlineSuggest.hide');
      },
      async delete() {
        const start = upTo(model.text.length + 1);
        const end = Math.min(model.text.length, start + 1 + upTo(12));
        editor.selection = new vscode.Selection(document().positionAt(start), document().positionAt(end));
        if (start === end) return;
        await run('deleteLeft');
        model.replace(start, end, '', '.');
      },
      async replaceByProgram() {
        const start = upTo(model.text.length + 1);
        const end = Math.min(model.text.length, start + upTo(6));
        const text = `_${word().toUpperCase()}_`;
        const range = new vscode.Range(document().positionAt(start), document().positionAt(end));
        assert.ok(await editor.edit((edit) => edit.replace(range, text)));
        model.replace(start, end, text, '.');
      },
      async undo() {
        for (let n = 1 + upTo(3); n > 0; n--) await run('undo');
        goBack('undo');
      },
      async redo() {
        for (let n = 1 + upTo(3); n > 0; n--) await run('redo');
        goBack('redo');
      },
      async moveLine() {
        moveTo(editor, lineEnd());
        const lines = model.text.split('\n');
        if (new Set(lines).size !== lines.length) return;
        await run(pick(['editor.action.moveLinesDownAction', 'editor.action.moveLinesUpAction']));
        model.reorder(document().getText());
      },
      async format() {
        await run('editor.action.formatDocument');
        model.respace(document().getText());
      },
      async save() {
        // VS Code refuses for a moment where it has not taken in yet that the file is its own.
        await until(async () => document().save(), 'the file to be saved');
        saved = document().getText();
      },
      async revert() {
        await run('workbench.action.files.revert');
        await until(() => !document().isDirty, 'the revert');
        assert.equal(document().getText(), saved);
        goBack('revert');
      },
      async changeOnDisk() {
        await this['save']!();
        const lines = saved.split('\n');
        const line = upTo(lines.length);
        const text = `_${word().toUpperCase()}_`;
        const offset = lines.slice(0, line).join('\n').length + (line === 0 ? 0 : 1);
        saved = `${saved.slice(0, offset)}${text}\n${saved.slice(offset)}`;
        // A file that is written twice within the clock's grain would look unchanged.
        await sleep(30);
        fs.writeFileSync(file, saved);
        await untilReadAgain(() => document().getText() === saved);
        model.replace(offset, offset, `${text}\n`, '.');
      },
      async closeAndOpen() {
        await this['save']!();
        await run('workbench.action.closeActiveEditor');
        editor = await openAt(file);
        const { document: opened } = editor;
        await until(
          () => inkOf(labelsOf(api, opened)) === inkOf(model.letters),
          'labels from the log',
          3_000,
        ).catch(() => undefined);
      },
    };
    const inkOf = (letters: string): string => inked(model.text, letters);
    const goBack = (how: string): void => {
      const text = document().getText();
      const labels = labelsOf(api, document());
      assert.ok(
        model.goTo(text, labels),
        `${how} led to a state that there was not: ${model.unlike(text, labels)}`,
      );
    };

    const weights: Readonly<Record<string, number>> = {
      ...{ type: 5, typeInside: 4, accept: 6, typeThroughAndAccept: 2, acceptWord: 3, delete: 3 },
      ...{ replaceByProgram: 2, undo: 4, redo: 3, moveLine: 2, format: 2, save: 2, revert: 1 },
      ...{ changeOnDisk: 1, closeAndOpen: 1 },
    };
    const names = Object.entries(weights).flatMap(([name, weight]) => Array<string>(weight).fill(name));
    const done: string[] = [];
    for (let n = 0; n < operations; n++) {
      const name = pick(names);
      done.push(name);
      await actions[name]!();
      const where = `after operation ${n}: ${done.slice(-6).join(', ')}`;
      assert.equal(document().getText(), model.text, where);
      assert.equal(inkOf(labelsOf(api, document())), inkOf(model.letters), where);
    }
    await run('workbench.action.revertAndCloseActiveEditor');
  })
    .timeout(operations * SECONDS_EACH * 1_000)
    .retries(0);
});

const itemFrom = (start: vscode.Position, end: vscode.Position, text: string): vscode.InlineCompletionItem =>
  new vscode.InlineCompletionItem(text, new vscode.Range(start, end));

/** Indents by the length of the line before, and takes blanks off the ends: white space alone. */
function provideDocumentFormattingEdits(document: vscode.TextDocument): vscode.TextEdit[] {
  const edits: vscode.TextEdit[] = [];
  for (let i = 0; i < document.lineCount; i++) {
    const { text } = document.lineAt(i);
    const indent = /^\s*/.exec(text)?.[0].length ?? 0;
    const wanted = i === 0 ? 0 : (document.lineAt(i - 1).text.trim().length % 3) * 2;
    if (text.trim() !== '')
      edits.push(vscode.TextEdit.replace(new vscode.Range(i, 0, i, indent), ' '.repeat(wanted)));
    const end = text.trimEnd().length;
    if (end < text.length)
      edits.push(vscode.TextEdit.delete(new vscode.Range(i, Math.max(end, indent), i, text.length)));
  }
  return edits;
}
