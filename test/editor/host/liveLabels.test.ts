import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../src/editor/parapetApi';
import { item, makeFolder, parapet, sleep } from './interceptSupport';
import { accept, labelsOf, letters, logged, openAt, run, Suggester } from './labelSupport';

/** What is typed is written a second later, and with it whatever else has changed. */
const UNTIL_WRITTEN_MS = 1_200;

describe('labels that come back or go elsewhere', () => {
  let api: ParapetApi;
  let folder: string;
  let registration: vscode.Disposable;
  const suggester = new Suggester();

  before(async () => {
    folder = makeFolder('live-labels-test', { 'back.ts': 'x\n', 'moved.ts': 'top();\nx' });
    api = await parapet();
    await api.ready;
    registration = vscode.languages.registerInlineCompletionItemProvider(
      { pattern: new vscode.RelativePattern(folder, '**') },
      suggester,
    );
  });

  afterEach(() => run('workbench.action.revertAndCloseActiveEditor'));

  after(() => {
    registration.dispose();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  function assertOnDisk(document: vscode.TextDocument): void {
    const known = logged(document.fileName) ?? assert.fail('nothing is logged');
    assert.equal(known.text, document.getText());
    assert.equal(letters(known), labelsOf(api, document));
  }

  it('with a redo are on the disk at once', async () => {
    const editor = await openAt(path.join(folder, 'back.ts'));
    const { document } = editor;
    await accept(editor, suggester, (at) => item('one(two);', at));
    const labels = labelsOf(api, document);
    await run('undo');
    await sleep(UNTIL_WRITTEN_MS);
    assert.equal(logged(document.fileName)?.ranges.length, 0);
    await run('redo');
    assert.equal(labelsOf(api, document), labels);
    assertOnDisk(document);
  });

  it('with a line that is moved are on the disk at once', async () => {
    const editor = await openAt(path.join(folder, 'moved.ts'));
    const { document } = editor;
    await accept(editor, suggester, (at) => item('.one(two);', at));
    await run('editor.action.moveLinesUpAction');
    assert.equal(labelsOf(api, document), `.${'a'.repeat(10)}.......`);
    assertOnDisk(document);
  });
});
