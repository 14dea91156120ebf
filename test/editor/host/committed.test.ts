import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { COMMIT_COMMANDS } from '../../../src/contract/manifest';
import { makeFolder, parapet, until } from './interceptSupport';
import { openAt, run, untilReadAgain } from './labelSupport';
import { cli, git } from './terminal';

const TEXT = [
  '// typed by nobody knows whom',
  'const one = ai();',
  'const two = ai();',
  'const three = 3;',
  '',
];

describe('committed lines in a real extension host', () => {
  let folder: string;
  let here: string;
  let cloned: string;

  /** In a terminal: a tool writes lines, and somebody commits them. */
  function commitFromTerminal(
    cwd: string,
    file: string,
    text: string,
    lines: [number, number],
    subject: string,
  ) {
    fs.writeFileSync(path.join(cwd, file), text);
    const entry = { path: file, startLine: lines[0], endLine: lines[1], tool: 'cursor', model: 'fable-5' };
    cli(cwd, ['record'], `${JSON.stringify(entry)}\n`);
    git(cwd, 'add', file);
    git(cwd, 'commit', '-qm', subject);
  }

  before(async function () {
    this.timeout(120_000);
    folder = makeFolder('committed-test', { 'README.md': '' });
    here = path.join(folder, 'here');
    cloned = path.join(folder, 'cloned');
    fs.mkdirSync(here);
    git(here, 'init', '-q');
    cli(here, ['hooks', 'install']);
    commitFromTerminal(here, 'a.ts', TEXT.join('\n'), [2, 3], 'Add *ai* [lines](command:evil)');
    git(folder, 'clone', '-q', here, cloned);
    git(cloned, 'fetch', '-q', 'origin', '+refs/notes/*:refs/notes/*');
    const api = await parapet();
    await api.ready;
  });

  afterEach(() => run('workbench.action.revertAndCloseActiveEditor'));
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  const hoversAt = async (document: vscode.TextDocument, line: number): Promise<string[]> => {
    const at = new vscode.Position(line - 1, 8);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (typeof content === 'string' ? content : content.value))
      .filter((text) => /Written by AI|parapet\.openCommit/.test(text));
  };
  const untilHover = (document: vscode.TextDocument, line: number, pattern: RegExp): Promise<string> =>
    until(
      async () => (await hoversAt(document, line)).find((text) => pattern.test(text)),
      `a hover at line ${line}`,
    );

  it('tell the tool, the model and the commit where a tool wrote them in another clone', async () => {
    const { document } = await openAt(path.join(cloned, 'a.ts'));
    const text = await untilHover(document, 2, /Written by AI/);
    const id = git(cloned, 'rev-parse', 'HEAD');
    assert.match(text, /cursor fable\\-5/);
    assert.ok(text.includes(`[${id.slice(0, 10)}](command:${COMMIT_COMMANDS.open}?`), text);
    assert.match(text, /Ana\\, /);
    // What a commit says is text and no more.
    assert.ok(text.includes('\\*ai\\* \\[lines\\]\\(command\\:evil\\)'), text);
    assert.deepEqual(await hoversAt(document, 1), []);
    assert.deepEqual(await hoversAt(document, 4), []);
  });

  it('go along with edits that are not saved; a line that is changed is no committed one', async () => {
    const editor = await openAt(path.join(cloned, 'a.ts'));
    const { document } = editor;
    await untilHover(document, 3, /cursor/);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '// above\n// and more\n'));
    assert.equal(document.isDirty, true);
    await untilHover(document, 5, /cursor/);
    assert.deepEqual(await hoversAt(document, 3), []);
    await editor.edit((edit) => edit.insert(new vscode.Position(4, 0), 'export '));
    assert.deepEqual(await hoversAt(document, 5), []);
    await untilHover(document, 4, /cursor/);
  });

  it('tell what was recorded beside the commit, where they were written here', async () => {
    const { document } = await openAt(path.join(here, 'a.ts'));
    await untilHover(document, 2, /openCommit/);
    const texts = await hoversAt(document, 2);
    assert.equal(texts.length, 2, texts.join('\n---\n'));
    assert.match(texts[0] ?? '', /Written by AI[^]*cursor/);
    assert.doesNotMatch(texts[1] ?? '', /Written by AI/);
  });

  it('are known as soon as somebody commits in a terminal', async () => {
    const { document } = await openAt(path.join(here, 'a.ts'));
    await untilHover(document, 2, /openCommit/);
    const text = `const zero = ai();\n${document.getText()}`;
    commitFromTerminal(here, 'a.ts', text, [1, 1], 'Put one in front');
    await untilReadAgain(() => document.getText() === text);
    const id = git(here, 'rev-parse', 'HEAD');
    await untilHover(document, 1, new RegExp(`${id.slice(0, 10)}[^]*Put one in front`));
    await untilHover(document, 3, /openCommit(?![^]*Put one in front)/);
  });

  it('are read in the encoding that the document has', async () => {
    const copied = path.join(cloned, 'latin.txt');
    const bytes = Buffer.from('ein\nf\u00fcnf wie es ein Werkzeug schreibt\r\nsechs\n', 'latin1');
    fs.writeFileSync(copied, bytes);
    cli(cloned, ['hooks', 'install']);
    git(cloned, 'config', 'core.autocrlf', 'false');
    const entry = { path: 'latin.txt', startLine: 2, endLine: 2, tool: 'cursor' };
    cli(cloned, ['record'], `${JSON.stringify(entry)}\n`);
    git(cloned, 'add', 'latin.txt');
    git(cloned, 'commit', '-qm', 'Latin');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(copied), {
      encoding: 'iso88591',
    });
    await vscode.window.showTextDocument(document);
    assert.match(document.getText(), /f\u00fcnf/);
    await untilHover(document, 2, /openCommit/);
  });
});
