import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../src/editor/parapetApi';
import { item, makeFolder, parapet, until } from './interceptSupport';
import {
  accept,
  labelsOf,
  letters,
  logged,
  moveTo,
  openAt,
  run,
  Suggester,
  TOOL,
  type,
  workspaceRoot,
  untilReadAgain,
} from './labelSupport';

const TYPED = 'const x = ';
const SUGGESTED = 'compute(1, 2);';

describe('labels in a real extension host', () => {
  let api: ParapetApi;
  let folder: string;
  let registration: vscode.Disposable;
  let count = 0;
  const suggester = new Suggester();

  /** A file of its own for each test. */
  const file = (text = '', extension = 'ts'): string => {
    const name = path.join(folder, `file${++count}.${extension}`);
    fs.writeFileSync(name, text);
    return name;
  };

  /** An editor in which a person typed something and accepted a suggestion. */
  const accepted = async (command?: string): Promise<vscode.TextEditor> => {
    const editor = await openAt(file());
    for (const letter of TYPED) await type(letter);
    await accept(editor, suggester, (at) => item(SUGGESTED, at), command);
    return editor;
  };

  before(async () => {
    folder = makeFolder('labels-test', { 'README.md': '' });
    api = await parapet();
    await api.ready;
    registration = vscode.languages.registerInlineCompletionItemProvider(
      { pattern: new vscode.RelativePattern(folder, '**') },
      suggester,
    );
  });

  afterEach(async () => {
    suggester.answer = undefined;
    await run('workbench.action.revertAndCloseActiveEditor');
  });

  after(() => {
    registration.dispose();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it('tell what was typed from what was accepted, with the tool and its version', async () => {
    const { document } = await accepted();
    assert.equal(document.getText(), TYPED + SUGGESTED);
    assert.equal(labelsOf(api, document), 'h'.repeat(TYPED.length) + 'a'.repeat(SUGGESTED.length));
    const author = api.labels(document.uri)?.ranges.at(-1)?.author;
    assert.ok(author?.kind === 'ai');
    const { tool, toolVersion, verdict, textHash } = author.attribution;
    assert.equal(tool, TOOL);
    assert.equal(toolVersion, vscode.extensions.getExtension(TOOL)?.packageJSON.version);
    assert.deepEqual(verdict, { action: 'allow', level: 'none', rules: [] });
    assert.match(textHash, /^[0-9a-f]{64}$/);
  });

  it('are on the disk as soon as something was accepted', async () => {
    const { document } = await accepted();
    assert.equal(document.isDirty, true);
    assert.equal(letters(logged(document.fileName) ?? assert.fail()), labelsOf(api, document));
  });

  it('run the provider’s own command after ours, and keep its arguments', async () => {
    const calls: unknown[][] = [];
    const command = vscode.commands.registerCommand('parapet-test.own', (...args: unknown[]) =>
      calls.push(args),
    );
    const live = { some: 'object' };
    const editor = await openAt(file('f'));
    await accept(editor, suggester, (at) => {
      const one = item('oo()', at);
      one.command = { command: 'parapet-test.own', title: 'own', arguments: [live, 7] };
      return one;
    });
    await until(() => calls.length > 0, 'the command to run');
    command.dispose();
    assert.equal(calls.length, 1);
    assert.equal(calls[0]?.[0], live);
    assert.equal(calls[0]?.[1], 7);
  });

  it('are one for a suggestion that was accepted word by word', async () => {
    const editor = await openAt(file('let y = '));
    const { document } = editor;
    const make = (at: vscode.Position): vscode.InlineCompletionItem =>
      new vscode.InlineCompletionItem('one + two + three', new vscode.Range(at, at));
    await accept(editor, suggester, make, 'editor.action.inlineSuggest.acceptNextWord');
    await run('editor.action.inlineSuggest.acceptNextWord');
    await run('editor.action.inlineSuggest.commit');
    await until(() => document.getText() === 'let y = one + two + three', 'all of it');
    assert.equal(labelsOf(api, document), `........${'a'.repeat(17)}`);
    assert.equal(api.labels(document.uri)?.ranges.length, 1);
  });

  it('are a person’s where the suggestion was typed', async () => {
    const editor = await openAt(file('a'));
    suggester.answer = (at) => [item('bcd', at)];
    await run('editor.action.inlineSuggest.trigger');
    for (const letter of 'bcd') await type(letter);
    assert.equal(labelsOf(api, editor.document), '.hhh');
  });

  it('are a tool’s where a single character was accepted', async () => {
    const editor = await openAt(file('foo('));
    await accept(editor, suggester, (at) => item(')', at));
    await until(() => labelsOf(api, editor.document) === '....a', 'the command to tell');
  });

  it('are a tool’s where a piece of one character was accepted, and VS Code tells its provider', async () => {
    const script = path.join(workspaceRoot(), '.assistant.json');
    fs.writeFileSync(
      script,
      JSON.stringify([{ from: 'assistant-edits', path: '**/*.ts', typed: 'PIECES', insert: ')x y' }]),
    );
    try {
      const { document } = await openAt(file(''));
      for (const letter of 'PIECES') await type(letter);
      let tries = 0;
      await until(async () => {
        // VS Code drops an answer that something else came before.
        if (tries++ % 50 === 0) await run('editor.action.inlineSuggest.trigger');
        if (document.getText() === 'PIECES') await run('editor.action.inlineSuggest.acceptNextWord');
        return document.getText() !== 'PIECES';
      }, 'the piece to be accepted');
      assert.equal(document.getText(), 'PIECES)');
      await until(() => labelsOf(api, document) === 'hhhhhha', 'VS Code to tell');
    } finally {
      fs.rmSync(script);
    }
  });

  it('go with an undo and come back with a redo', async () => {
    const { document } = await accepted();
    const labels = labelsOf(api, document);
    await run('undo');
    assert.equal(labelsOf(api, document), 'h'.repeat(document.getText().length));
    while (document.getText() !== TYPED + SUGGESTED) await run('redo');
    assert.equal(labelsOf(api, document), labels);
  });

  it('split where a person types inside', async () => {
    const editor = await accepted();
    moveTo(editor, TYPED.length + 3);
    await type('X');
    assert.equal(
      labelsOf(api, editor.document).slice(TYPED.length),
      `aaah${'a'.repeat(SUGGESTED.length - 3)}`,
    );
  });

  it('stay through a save, a revert and a formatter', async () => {
    const editor = await accepted();
    const { document } = editor;
    const labels = labelsOf(api, document);
    await document.save();
    moveTo(editor, 0);
    await run('editor.action.insertLineBefore');
    await type('new');
    await run('deleteAllLeft');
    await editor.edit((edit) => edit.delete(new vscode.Range(1, 0, 1, 5)));
    await run('workbench.action.files.revert');
    await until(() => !document.isDirty, 'the revert');
    assert.equal(labelsOf(api, document), labels);
    const space = document.positionAt(TYPED.length);
    await editor.edit((edit) => edit.insert(space, '  '));
    const now = labelsOf(api, document);
    assert.equal(now.slice(TYPED.length + 2), 'a'.repeat(SUGGESTED.length));
  });

  it('go with text that is cut and pasted elsewhere, in another file', async () => {
    const editor = await accepted();
    const { document } = editor;
    const start = document.positionAt(TYPED.length);
    const end = document.positionAt(TYPED.length + SUGGESTED.length);
    // What a cut and a paste do, without the clipboard of the machine.
    await editor.edit((edit) => edit.delete(new vscode.Range(start, end)));
    const other = await openAt(file('// '));
    await other.edit((edit) => edit.insert(new vscode.Position(0, 3), SUGGESTED));
    assert.equal(labelsOf(api, other.document), `...${'a'.repeat(SUGGESTED.length)}`);
    await run('workbench.action.revertAndCloseActiveEditor');
  });

  it('go with lines that the editor copies up and down', async () => {
    const editor = await accepted();
    const { document } = editor;
    const line = labelsOf(api, document);
    for (const command of ['editor.action.copyLinesDownAction', 'editor.action.copyLinesUpAction'])
      await run(command);
    const lines = document.getText().split(/\r?\n/);
    assert.deepEqual(lines, Array(3).fill(lines[0]));
    const start = document.offsetAt(new vscode.Position(1, 0));
    const [first, second, third] = [0, start, 2 * start].map((at) =>
      labelsOf(api, document).slice(at, at + line.length),
    );
    assert.deepEqual([first, second, third], [line, line, line]);
  });

  it('leave unknown what another program writes, and keep the rest', async () => {
    const { document } = await accepted();
    await document.save();
    fs.writeFileSync(document.fileName, `x\n${document.getText()}`);
    await untilReadAgain(() => document.getText().startsWith('x\n'));
    const expected = `..${'h'.repeat(TYPED.length)}${'a'.repeat(SUGGESTED.length)}`;
    assert.equal(labelsOf(api, document), expected);
  });

  it('follow a file that is renamed', async () => {
    const { document } = await accepted();
    await document.save();
    const labels = labelsOf(api, document);
    const to = path.join(folder, `moved${count}.ts`);
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, vscode.Uri.file(to));
    assert.ok(await vscode.workspace.applyEdit(edit));
    const moved = await vscode.workspace.openTextDocument(to);
    await until(() => labelsOf(api, moved) === labels, 'the labels in the new place');
    await until(() => logged(to) !== undefined, 'the labels in the log');
    await vscode.window.showTextDocument(moved);
  });

  it('follow a file that is moved in a way that nobody tells of', async () => {
    const { document } = await accepted();
    await document.save();
    const labels = labelsOf(api, document);
    const to = path.join(folder, 'elsewhere', `moved${count}.ts`);
    await vscode.workspace.fs.rename(document.uri, vscode.Uri.file(to));
    const moved = await vscode.workspace.openTextDocument(to);
    await vscode.window.showTextDocument(moved);
    await until(() => labelsOf(api, moved) === labels, 'the labels in the new place');
    await until(() => logged(to) !== undefined, 'the labels in the log');
    await run('workbench.action.revertAndCloseActiveEditor');
  });

  it('follow a new document to where it is saved', async () => {
    const document = await vscode.workspace.openTextDocument({ content: 'go', language: 'typescript' });
    const editor = await vscode.window.showTextDocument(document);
    moveTo(editor, 2);
    const untitled = vscode.languages.registerInlineCompletionItemProvider({ scheme: 'untitled' }, suggester);
    await accept(editor, suggester, (at) => item('ne();', at));
    untitled.dispose();
    assert.equal(labelsOf(api, document), '..aaaaa');
    await run('workbench.action.revertAndCloseActiveEditor');
  });

  it('cover every cursor of an accept', async () => {
    const editor = await openAt(file('a\na\n'));
    editor.selections = [0, 1].map((line) => new vscode.Selection(line, 1, line, 1));
    await accept(editor, suggester, (at) => item('.b()', at));
    const { document } = editor;
    if (document.getText() === 'a.b()\na.b()\n') assert.equal(labelsOf(api, document), '.aaaa..aaaa.');
    else assert.equal(labelsOf(api, document), '.aaaa...');
  });

  it('are a person’s at every cursor that types, and the tool’s around them', async () => {
    const editor = await openAt(file(''));
    await accept(editor, suggester, (at) => item('abcd\nabcd', at));
    editor.selections = [0, 1].map((line) => new vscode.Selection(line, 2, line, 2));
    await type('X');
    assert.equal(editor.document.getText(), 'abXcd\nabXcd');
    assert.equal(labelsOf(api, editor.document), 'aahaaaaahaa');
  });

  it('go with what find and replace takes away, and stay around it', async () => {
    const editor = await openAt(file('x'));
    await accept(editor, suggester, (at) => item('=foo(foo)', at));
    const search = { searchString: 'foo', replaceString: 'bar', isRegex: false };
    await run('editor.actions.findWithArgs', search);
    const { document } = editor;
    await until(async () => {
      await run('editor.action.replaceAll');
      return document.getText() === 'x=bar(bar)';
    }, 'the replacement');
    await run('closeFindWidget');
    assert.equal(labelsOf(api, document), '.a...a...a');
    await run('undo');
    assert.equal(labelsOf(api, document), '.aaaaaaaaa');
  });

  it('cover what a snippet inserts', async () => {
    const editor = await openAt(file('x'));
    await accept(editor, suggester, (at) => item(new vscode.SnippetString('.map((${1:item}) => $0)'), at));
    await run('leaveSnippet');
    assert.equal(editor.document.getText(), 'x.map((item) => )');
    assert.equal(labelsOf(api, editor.document), `.${'a'.repeat(16)}`);
  });

  it('leave text unknown that another extension inserts', async () => {
    const editor = await openAt(file('x'));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 1), 'inserted by nobody'));
    assert.equal(labelsOf(api, editor.document), '.'.repeat(19));
  });
});
