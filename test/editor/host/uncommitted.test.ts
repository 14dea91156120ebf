import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../src/editor/parapetApi';
import { WorkingLog } from '../../../src/node/workingLog';
import type { UncommittedFile } from '../../../src/editor/labels/uncommittedWork';
import { item, makeFolder, parapet, until } from './interceptSupport';
import { accept, openAt, run, Suggester, TOOL, type, workspaceRoot } from './labelSupport';

describe('what is accepted and not yet committed', () => {
  let api: ParapetApi;
  let folder: string;
  let registration: vscode.Disposable;
  let count = 0;
  const suggester = new Suggester();

  const git = (...args: string[]): string =>
    execFileSync(
      'git',
      ['-C', workspaceRoot(), '-c', 'user.name=Dev', '-c', 'user.email=d@example.com', ...args],
      {
        encoding: 'utf8',
      },
    );

  const file = (text: string): string => {
    const name = path.join(folder, `run${++count}.sh`);
    fs.writeFileSync(name, text);
    return name;
  };

  const reviewOf = (document: vscode.TextDocument): UncommittedFile | undefined =>
    api.uncommitted().files.find(({ uri }) => uri.toString() === document.uri.toString());

  const warnings = (document: vscode.TextDocument): vscode.Diagnostic[] =>
    vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Parapet');

  /** A script that a tool has added this line to. */
  async function added(line: string): Promise<vscode.TextEditor> {
    const editor = await openAt(file('#!/bin/sh\n'));
    await accept(editor, suggester, (at) => item(line, at));
    return editor;
  }

  before(async () => {
    folder = makeFolder('uncommitted-test', { 'README.md': '' });
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

  it('counts, with its risk and why', async () => {
    const { document } = await added('make build');
    const review = await until(() => reviewOf(document), 'the review');
    assert.equal(review.lines.ai, 1);
    const { aiLines, risk } = api.uncommitted();
    assert.ok(aiLines >= 1);
    assert.equal(
      risk.breakdown.reduce((sum, { points }) => sum + points, 0),
      risk.score,
    );
  });

  it('has a warning where a rule finds something, until a person mends it', async () => {
    const editor = await added('terraform destroy -target=module.cache');
    const { document } = editor;
    const [warning] = await until(() => {
      const all = warnings(document);
      return all.length > 0 && all;
    }, 'the warning');
    assert.equal(warning?.range.start.line, 1);
    assert.match(String(warning?.code), /^[a-z-]+\/[a-z-]+$/);
    const word = document.getText().indexOf('destroy');
    const range = new vscode.Range(document.positionAt(word), document.positionAt(word + 7));
    editor.selection = new vscode.Selection(range.start, range.end);
    for (const letter of 'plan') await type(letter);
    await until(() => warnings(document).length === 0, 'the warning to go');
  });

  it('offers to remove the snippet, and to explain the rule', async () => {
    const { document } = await added('terraform destroy -target=module.cache');
    const [warning] = await until(() => {
      const all = warnings(document);
      return all.length > 0 && all;
    }, 'the warning');
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      warning?.range,
    );
    const remove = actions.find(({ title }) => title === 'Remove the AI snippet');
    const explain = actions.find(({ title }) => title.startsWith('Explain '));
    assert.equal(explain?.command?.command, 'parapet.explainRule');
    assert.ok(remove?.edit && (await vscode.workspace.applyEdit(remove.edit)));
    assert.equal(document.getText(), '#!/bin/sh\n');
    await until(() => reviewOf(document) === undefined && warnings(document).length === 0, 'nothing left');
  });

  it('writes a test into an own rule whose finding is wrong, for a person to read', async () => {
    const policy = path.join(folder, '.parapet.yaml');
    const text = `version: 1
rules:
  - id: no-deploy
    title: No deployment
    severity: low
    match: { any: ['\\bmake deploy\\b'] }
    action: warn
`;
    fs.writeFileSync(policy, text);
    try {
      const { document } = await added('make deploy-docs');
      const line = 'make deploy-docs';
      await until(() => warnings(document).some(({ code }) => code === 'no-deploy'), 'the warning');
      await vscode.commands.executeCommand(
        'parapet.findingIsWrong',
        'no-deploy',
        document.uri.toString(),
        line,
      );
      const opened = await until(
        () => vscode.workspace.textDocuments.find((one) => one.uri.fsPath === policy && one.isDirty),
        'the policy',
      );
      const test = `    tests: { pass: [{ path: "${path.basename(document.fileName)}", insert: "${line}" }] }`;
      assert.equal(opened.getText(), `${text.trimEnd()}\n${test}\n`);
      await run('workbench.action.revertAndCloseActiveEditor');
    } finally {
      fs.rmSync(policy);
    }
  });

  it('tells by a hover who wrote it', async () => {
    const { document } = await added('make build');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(1, 2),
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((one) => (typeof one === 'string' ? one : one.value))
      .join('\n');
    assert.ok(text.includes(TOOL.replaceAll(/[.-]/g, '\\$&')), text);
    const none = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(0, 2),
    );
    assert.deepEqual(none, []);
  });

  it('is nothing any more once it is committed', async () => {
    const { document } = await added('make build');
    await until(() => reviewOf(document), 'the review');
    await document.save();
    git('add', '--', document.fileName);
    git('commit', '-qm', 'build');
    try {
      await until(() => reviewOf(document) === undefined, 'the commit to be noticed');
    } finally {
      git('reset', '-q', '--soft', 'HEAD^');
      git('reset', '-q', '--', document.fileName);
    }
  });

  it('counts for a file that nobody has open', async () => {
    const name = file('#!/bin/sh\nmake build\n');
    const root = workspaceRoot();
    const log = new WorkingLog(path.join(root, '.git'), { now: () => new Date() });
    const attribution = { tool: 'agent', time: new Date().toISOString(), textHash: 'ab'.repeat(32) };
    const text = fs.readFileSync(name, 'utf8');
    const relative = path.relative(root, name).split(path.sep).join('/');
    assert.ok(
      log.write(relative, { text, ranges: [{ start: 10, end: 20, author: { kind: 'ai', attribution } }] }).ok,
    );
    const review = await until(
      () => api.uncommitted().files.find((one) => one.path === relative),
      'the review',
    );
    assert.deepEqual([review.lines.ai, review.snippets[0]?.startLine], [1, 2]);
    fs.writeFileSync(name, '#!/bin/sh\n');
    await run('workbench.action.files.newUntitledFile');
    await until(() => !api.uncommitted().files.some((one) => one.path === relative), 'it to be gone');
  });
});
