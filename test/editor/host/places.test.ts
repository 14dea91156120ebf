import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../src/editor/parapetApi';
import { item, makeFolder, parapet, Provider, sleep, until } from './interceptSupport';
import { letters, moveTo, run } from './labelSupport';

const POLICY = `version: 1
modules:
  - { name: infra, paths: ["infra/**"], criticality: critical }
rules:
  - id: no-env-teardown
    title: Environment teardown
    severity: critical
    where: { paths: ["infra/**"] }
    match: { any: ['\\bterraform\\s+destroy\\b'] }
  - id: keep-protection
    title: Protection taken away
    severity: critical
    where: { paths: ["infra/**"] }
    match: { removed: ['prevent_destroy\\s*=\\s*true'] }
`;

const PROTECTED = 'lifecycle {\n  prevent_destroy = true\n  create_before_destroy = true\n}\n';
/** For this long nothing may come of what was offered. Milliseconds. */
const PATIENCE_MS = 900;

describe('suggestions in all kinds of places, in a real extension host', () => {
  let api: ParapetApi;
  let folder: string;
  let root: string;

  const at = (file: string): string => path.join(folder, file);
  const uriOf = (file: string): vscode.Uri => vscode.Uri.file(at(file));
  const labelsOf = (document: vscode.TextDocument): string =>
    letters(api.labels(document.uri) ?? assert.fail('it is not followed'));

  /** Offers at the cursor, accepts what is shown, and says what the text is then. */
  async function textAfter(editor: vscode.TextEditor, ...texts: string[]): Promise<string> {
    const { document } = editor;
    const provider = new Provider((position) => texts.map((text) => item(text, position)));
    const selector = { scheme: document.uri.scheme };
    const registration = vscode.languages.registerInlineCompletionItemProvider(selector, provider);
    const before = document.getText();
    try {
      await run('editor.action.inlineSuggest.hide');
      await run('editor.action.inlineSuggest.trigger');
      await until(() => provider.asked > 0, 'the provider to be asked');
      const end = performance.now() + PATIENCE_MS;
      while (document.getText() === before && performance.now() < end) {
        await sleep(25);
        await run('editor.action.inlineSuggest.commit');
      }
      return document.getText();
    } finally {
      registration.dispose();
    }
  }

  async function editorWith(file: string, text: string): Promise<vscode.TextEditor> {
    fs.mkdirSync(path.dirname(at(file)), { recursive: true });
    fs.writeFileSync(at(file), text);
    const editor = await vscode.window.showTextDocument(uriOf(file));
    moveTo(editor, editor.document.getText().length);
    return editor;
  }

  /** The dangerous one is withheld, the harmless one behind it is shown, accepted and labelled. */
  async function assertGuarded(editor: vscode.TextEditor): Promise<void> {
    const before = editor.document.getText();
    assert.equal(await textAfter(editor, 'destroy'), before);
    assert.equal(await textAfter(editor, 'destroy', 'plan'), `${before}plan`);
  }

  before(async () => {
    folder = makeFolder('places-test', { '.parapet.yaml': POLICY, 'infra/main.tf': PROTECTED });
    root = path.dirname(folder);
    api = await parapet();
    await api.ready;
  });

  /** Without being asked what is to become of changes. */
  afterEach(async () => {
    for (let n = 0; n < 5 && vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0); n++)
      await run('workbench.action.revertAndCloseActiveEditor');
  });

  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  describe('a next edit', () => {
    const script = (): string => path.join(root, '.assistant.json');
    const offering = (replaces: string, insert: string): void =>
      fs.writeFileSync(
        script(),
        JSON.stringify([
          { from: 'assistant-edits', path: '**/main.tf', typed: 'lifecycle {', replaces, insert },
        ]),
      );
    const takeIt = async (): Promise<vscode.TextDocument> => {
      const editor = await editorWith('infra/main.tf', PROTECTED);
      moveTo(editor, 'lifecycle {'.length);
      const end = performance.now() + 4_000;
      while (editor.document.getText() === PROTECTED && performance.now() < end) {
        await run('editor.action.inlineSuggest.trigger');
        await sleep(100);
        await run('editor.action.inlineSuggest.jump');
        await run('editor.action.inlineSuggest.commit');
      }
      return editor.document;
    };

    before(() =>
      until(
        () => vscode.extensions.getExtension('demo.assistant-edits')?.isActive,
        'the assistant for edits',
      ),
    );
    after(() => fs.rmSync(script(), { force: true }));

    it('that takes a protection away is withheld', async () => {
      offering('  prevent_destroy = true\n', '');
      const document = await takeIt();
      assert.equal(document.getText(), PROTECTED);
      const [notable] = api.recent();
      assert.equal(notable?.findings[0]?.rule, 'keep-protection');
      assert.equal(notable?.outcome, 'withheld');
    });

    it('that is harmless is made and labelled where it went', async () => {
      offering('create_before_destroy = true', 'ignore_changes = [tags]');
      const document = await takeIt();
      const expected = PROTECTED.replace('create_before_destroy = true', 'ignore_changes = [tags]');
      assert.equal(document.getText(), expected);
      const labels = labelsOf(document);
      assert.ok(labels.includes('a'));
      assert.equal(labels.slice(0, expected.indexOf('ignore')).replaceAll('.', ''), '');
    });
  });

  it('at several cursors are judged, and labelled at each that they go to', async () => {
    const editor = await editorWith('infra/two.sh', 'terraform \nterraform ');
    editor.selections = [1, 0].map((line) => new vscode.Selection(line, 10, line, 10));
    assert.equal(await textAfter(editor, 'destroy'), 'terraform \nterraform ');
    const text = await textAfter(editor, 'plan');
    assert.ok(text.includes('plan'), text);
    const labels = labelsOf(editor.document);
    for (const { index } of text.matchAll(/plan/g)) assert.equal(labels.slice(index, index + 4), 'aaaa');
  });

  it('in a notebook’s cell are judged as a part of the notebook', async () => {
    const cell = {
      cell_type: 'code',
      source: ['terraform '],
      metadata: {},
      outputs: [],
      execution_count: null,
    };
    const language = { language_info: { name: 'shellscript' } };
    fs.writeFileSync(
      at('infra/book.ipynb'),
      JSON.stringify({ cells: [cell], metadata: language, nbformat: 4, nbformat_minor: 2 }),
    );
    const notebook = await vscode.workspace.openNotebookDocument(uriOf('infra/book.ipynb'));
    await vscode.window.showNotebookDocument(notebook);
    await run('notebook.focusTop');
    await run('notebook.cell.edit');
    const editor = await until(
      () =>
        vscode.window.visibleTextEditors.find(
          ({ document }) => document.uri.scheme === 'vscode-notebook-cell',
        ),
      'the cell to be edited',
    );
    moveTo(editor, editor.document.getText().length);
    await assertGuarded(editor);
    assert.equal(labelsOf(editor.document), '..........aaaa');
  });

  it('in a new document with a place to go to are judged as there, and without one by the recommended rules', async () => {
    const uri = uriOf('infra/fresh.sh').with({ scheme: 'untitled' });
    const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'terraform '));
    moveTo(editor, 10);
    await assertGuarded(editor);
    const nowhere = await vscode.workspace.openTextDocument({ content: 'git pu', language: 'shellscript' });
    const other = await vscode.window.showTextDocument(nowhere);
    moveTo(other, 6);
    assert.equal(await textAfter(other, 'll'), 'git pull');
    assert.equal(labelsOf(nowhere), '......aa');
  });

  it('in a document that is read-only come to nothing', async () => {
    const editor = await editorWith('infra/read.sh', 'terraform ');
    await run('workbench.action.files.setActiveEditorReadonlyInSession');
    try {
      const provider = new Provider((position) => [item('plan', position)]);
      const registration = vscode.languages.registerInlineCompletionItemProvider(
        { scheme: 'file' },
        provider,
      );
      await run('editor.action.inlineSuggest.trigger');
      await sleep(300);
      await run('editor.action.inlineSuggest.commit');
      registration.dispose();
      assert.equal(editor.document.getText(), 'terraform ');
      assert.ok(!labelsOf(editor.document).includes('a'));
    } finally {
      await run('workbench.action.files.resetActiveEditorReadonlyInSession');
    }
  });

  it('in the side of a comparison that can be edited are judged and labelled as in the file', async () => {
    fs.writeFileSync(at('infra/old.sh'), 'terraform init\n');
    fs.writeFileSync(at('infra/new.sh'), 'terraform ');
    await run('vscode.diff', uriOf('infra/old.sh'), uriOf('infra/new.sh'), 'old and new');
    const editor = await until(() => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.path.endsWith('new.sh') ? active : undefined;
    }, 'the comparison');
    moveTo(editor, 10);
    await assertGuarded(editor);
    assert.equal(labelsOf(editor.document), '..........aaaa');
  });

  it('have nothing to do with output, which is not followed', async () => {
    const channel = vscode.window.createOutputChannel('parapet places');
    try {
      channel.show();
      channel.append('terraform destroy\n'.repeat(100));
      const output = await until(
        () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'output'),
        'the output',
      );
      const [last] = api.recent();
      channel.append('more\n');
      await sleep(300);
      assert.equal(api.labels(output.uri), undefined);
      assert.equal(api.recent()[0], last);
    } finally {
      channel.dispose();
      await run('workbench.action.closePanel');
    }
  });

  it('in settings of the workspace and of the person are shown; the person’s own are not followed', async () => {
    const workspaceSettings = path.join(root, '.vscode', 'places.settings.json');
    fs.mkdirSync(path.dirname(workspaceSettings), { recursive: true });
    fs.writeFileSync(workspaceSettings, '{ ');
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(workspaceSettings));
    moveTo(editor, 2);
    assert.equal(await textAfter(editor, '"editor.tabSize": 2 }'), '{ "editor.tabSize": 2 }');
    assert.equal(labelsOf(editor.document), `..${'a'.repeat(21)}`);
    await run('workbench.action.revertAndCloseActiveEditor');
    fs.rmSync(workspaceSettings);
    await run('workbench.action.openSettingsJson');
    const own = await until(() => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.path.endsWith('settings.json') ? active : undefined;
    }, 'the settings');
    const before = own.document.getText();
    moveTo(own, before.length);
    assert.equal(await textAfter(own, '// kept'), `${before}// kept`);
    if (own.document.uri.scheme !== 'file') assert.equal(api.labels(own.document.uri), undefined);
  });

  it('in a very large file and in one long line are judged where they are', async () => {
    const lines = await editorWith(
      'infra/large.sh',
      `${'echo a line of a script\n'.repeat(60_000)}terraform `,
    );
    assert.ok(lines.document.getText().length > 1_400_000);
    await assertGuardedAtEnd(lines);
    const line = await editorWith('infra/line.min.js', `${'f(1,"x");'.repeat(2_000)}exec("terraform `);
    await assertGuardedAtEnd(line);
  }).timeout(90_000);

  async function assertGuardedAtEnd(editor: vscode.TextEditor): Promise<void> {
    const { length } = editor.document.getText();
    assert.equal((await textAfter(editor, 'destroy')).length, length);
    assert.equal(api.recent()[0]?.outcome, 'withheld');
    assert.equal((await textAfter(editor, 'plan')).length, length + 4);
  }

  it('behind surrogate pairs, joined characters and text from right to left are judged and labelled at their place', async () => {
    const before = '# 👩‍👩‍👧 𝒳 שלום עולם مرحبا\nterraform ';
    const editor = await editorWith('infra/signs.sh', before);
    assert.equal(await textAfter(editor, 'destroy'), before);
    assert.equal(await textAfter(editor, 'plan # 🚀 יציאה'), `${before}plan # 🚀 יציאה`);
    assert.equal(labelsOf(editor.document), '.'.repeat(before.length) + 'a'.repeat('plan # 🚀 יציאה'.length));
  });

  it('in a file with CRLF, with several lines, are judged and labelled with its line ends', async () => {
    const editor = await editorWith('infra/crlf.sh', '#!/bin/sh\r\nterraform ');
    assert.equal(await textAfter(editor, '\\\ndestroy'), '#!/bin/sh\r\nterraform ');
    assert.equal(
      await textAfter(editor, 'init\nterraform plan'),
      '#!/bin/sh\r\nterraform init\r\nterraform plan',
    );
    const labels = labelsOf(editor.document).slice('#!/bin/sh\r\nterraform '.length);
    assert.equal(labels, 'a'.repeat('init\r\nterraform plan'.length));
  });
});
