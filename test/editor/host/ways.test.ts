import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../src/editor/parapetApi';
import type { AssistantCall, CallEdit, CallResult } from '../../host/assistant/src/calls';
import { USUAL } from '../../../src/risk/bulk';
import { makeFolder, parapet, sleep, until, withSetting } from './interceptSupport';
import { letters, logged, untilReadAgain } from './labelSupport';
import { makeVsix } from './makeVsix';

const POLICY = `version: 1
extends: [recommended]
modules:
  - { name: infra, paths: ["infra/**"], criticality: critical }
  - { name: vault, paths: ["vault/**"], criticality: critical, ai: { action: block } }
  - { name: asks, paths: ["asks/**"], criticality: high, ai: { action: approve } }
  - { name: ledger, paths: ["ledger/**"], criticality: low }
tools:
  - { id: "parapet-test.named", paths: ["**"], outside: block }
rules:
  - id: no-env-teardown
    title: Environment teardown
    why: It takes hours.
    instead: Use the pipeline.
    severity: critical
    match: { any: ['\\bterraform\\s+destroy\\b'] }
    action: { critical: block, default: warn }
  - id: keep-protection
    title: Protection taken away
    severity: critical
    match: { removed: ['prevent_destroy\\s*=\\s*true'] }
    action: { critical: block, default: warn }
budgets: [{ criticality: [low], max-ai-lines: 2, per: commit, action: warn }]
`;

const ASSISTANT = 'demo.assistant';
const TEARDOWN = 'terraform destroy\n';

describe('what an AI tool does by itself, in a real extension host', () => {
  let api: ParapetApi;
  let folder: string;

  const at = (file: string): string => path.join(folder, file);
  const read = (file: string): string => fs.readFileSync(at(file), 'utf8');
  const call = (what: AssistantCall): Thenable<CallResult> =>
    vscode.commands.executeCommand<CallResult>('demo.assistant.call', what);
  const apply = (...edits: CallEdit[]): Thenable<CallResult> => call({ call: 'applyEdit', edits });
  const insert = (file: string, text: string): CallEdit => ({
    kind: 'replace',
    path: at(file),
    from: [0, 0],
    text,
  });
  const labelsOf = (document: vscode.TextDocument): string =>
    letters(api.labels(document.uri) ?? assert.fail('it is not followed'));
  const loggedLetters = (file: string): string => {
    const known = logged(at(file));
    return known ? letters(known) : '';
  };

  const assertRefused = (result: CallResult, rule: string, name?: string): void => {
    assert.ok('error' in result, JSON.stringify(result));
    assert.ok(result.error.includes(rule), result.error);
    if (name !== undefined) assert.match(result.name, new RegExp(name));
  };

  before(async () => {
    folder = makeFolder('ways-test', {
      '.parapet.yaml': POLICY,
      'infra/run.sh': '',
      'infra/main.tf': 'lifecycle {\n  prevent_destroy = true\n}\n',
      'vault/tokens.ts': 'const a = 1;\n',
      'vault/deep/more.ts': 'const b = 1;\n',
      'src/a.ts': 'one\ntwo\n',
      'src/b.ts': 'one\ntwo\n',
      'src/crlf.ts': 'one\r\ntwo\r\n',
      'src/run.sh': 'terraform destroy\n',
      'asks/c.ts': '',
      'book.ipynb': JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 2 }),
    });
    api = await parapet();
    await api.ready;
    await until(() => vscode.extensions.getExtension(ASSISTANT)?.isActive, 'the assistant');
    await until(
      () => (api.coverage().find(({ id }) => id === ASSISTANT)?.providers ?? 0) > 0,
      'its provider',
    );
  });

  /** A document with changes would ask before it is closed. */
  afterEach(async () => {
    for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
      if (document.uri.scheme !== 'file') continue;
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
    if (vscode.window.activeNotebookEditor)
      await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  describe('an edit', () => {
    it('that the policy blocks is refused, with an error that says why and what instead', async () => {
      const document = await vscode.workspace.openTextDocument(at('infra/run.sh'));
      const result = await apply(insert('infra/run.sh', TEARDOWN));
      assertRefused(result, 'no-env-teardown', 'EditRefused');
      assert.ok('error' in result && result.error.includes('It takes hours.'));
      assert.ok('error' in result && result.error.includes('Use the pipeline.'));
      assert.equal(document.getText(), '');
      const [notable] = api.recent();
      assert.equal(notable?.way, 'edit');
      assert.equal(notable?.outcome, 'withheld');
      assert.equal(notable?.tool, ASSISTANT);
    });

    it('is refused as a whole where a part of it is', async () => {
      const result = await apply(insert('src/a.ts', 'harmless\n'), insert('vault/tokens.ts', 'x'));
      assertRefused(result, 'module/vault');
      const document = await vscode.workspace.openTextDocument(at('src/a.ts'));
      assert.equal(document.getText(), 'one\ntwo\n');
    });

    it('that is harmless is made, and is the tool’s, in documents that were open and that were not', async () => {
      const open = await vscode.window.showTextDocument(vscode.Uri.file(at('src/a.ts')));
      const result = await apply(
        { kind: 'replace', path: at('src/a.ts'), from: [1, 0], to: [1, 3], text: 'TWO TOO' },
        insert('src/a.ts', 'zero\n'),
        insert('src/b.ts', 'x'),
      );
      assert.deepEqual(result, { value: true });
      assert.equal(open.document.getText(), 'zero\none\nTWO TOO\n');
      assert.equal(labelsOf(open.document), 'aaaaa....aaaaaaa.');
      const other = await vscode.workspace.openTextDocument(at('src/b.ts'));
      assert.equal(labelsOf(other), 'a........');
      const author = api.labels(open.document.uri)?.ranges[0]?.author;
      assert.ok(author?.kind === 'ai' && author.attribution.tool === ASSISTANT);
      await vscode.commands.executeCommand('undo');
      assert.ok(!labelsOf(open.document).includes('a'));
    });

    it('keeps its places in a document with CRLF, and labels what is behind a surrogate pair', async () => {
      const { document } = await vscode.window.showTextDocument(vscode.Uri.file(at('src/crlf.ts')));
      await apply({ kind: 'replace', path: at('src/crlf.ts'), from: [1, 3], text: ' 👩‍👩‍👧 שלום' });
      assert.equal(document.getText(), 'one\r\ntwo 👩‍👩‍👧 שלום\r\n');
      assert.equal(labelsOf(document), `........${'a'.repeat(' 👩‍👩‍👧 שלום'.length)}..`);
    });

    it('that needs an approval is made and says so', async () => {
      assert.deepEqual(await apply(insert('asks/c.ts', 'const c = 1;\n')), { value: true });
      const [notable] = api.recent();
      assert.equal(notable?.outcome, 'shown');
      assert.equal(notable?.action, 'approve');
      const document = await vscode.workspace.openTextDocument(at('asks/c.ts'));
      const author = api.labels(document.uri)?.ranges[0]?.author;
      assert.ok(author?.kind === 'ai' && author.attribution.verdict?.action === 'approve');
      await document.save();
    });

    it('that takes a protection away is refused', async () => {
      assertRefused(
        await apply({ kind: 'replace', path: at('infra/main.tf'), from: [1, 0], to: [2, 0], text: '' }),
        'keep-protection',
      );
    });

    it('that deletes what AI may not touch, or a protection with its file, is refused', async () => {
      assertRefused(await apply({ kind: 'delete', path: at('vault') }), 'module/vault');
      assertRefused(await apply({ kind: 'delete', path: at('infra/main.tf') }), 'keep-protection');
      assert.ok(fs.existsSync(at('vault/deep/more.ts')) && fs.existsSync(at('infra/main.tf')));
    });

    it('that brings a file to where it means something is refused, and elsewhere it is moved', async () => {
      const rename = (to: string): CallEdit => ({ kind: 'rename', path: at('src/run.sh'), to: at(to) });
      assertRefused(await apply(rename('infra/elsewhere.sh')), 'no-env-teardown');
      assert.deepEqual(await apply(rename('src/moved.sh')), { value: true });
      assert.ok(fs.existsSync(at('src/moved.sh')));
    });

    it('of a new file is judged and labelled', async () => {
      const file = (name: string): CallEdit => ({ kind: 'create', path: at(name), text: TEARDOWN });
      assertRefused(await apply(file('infra/new.sh')), 'no-env-teardown');
      assert.ok(!fs.existsSync(at('infra/new.sh')));
      assert.deepEqual(
        await apply({ kind: 'create', path: at('src/new.ts') }, insert('src/new.ts', 'new();')),
        {
          value: true,
        },
      );
      const document = await vscode.workspace.openTextDocument(at('src/new.ts'));
      assert.equal(labelsOf(document), 'aaaaaa');
      await document.save();
      assert.deepEqual(await apply({ kind: 'create', path: at('src/whole.ts'), text: 'whole();\n' }), {
        value: true,
      });
      await until(() => loggedLetters('src/whole.ts') === 'a'.repeat(9), 'the labels of the new file');
    });

    it('with a snippet is judged in each of its choices', async () => {
      await vscode.window.showTextDocument(vscode.Uri.file(at('infra/run.sh')));
      const snippet = (text: string): CallEdit => ({
        kind: 'snippet',
        path: at('infra/run.sh'),
        from: [0, 0],
        text,
      });
      assertRefused(await apply(snippet('terraform ${1|plan,destroy|}')), 'no-env-teardown');
      assert.deepEqual(await apply(snippet('terraform ${1:plan}')), { value: true });
      await vscode.commands.executeCommand('leaveSnippet');
      const document = await vscode.workspace.openTextDocument(at('infra/run.sh'));
      assert.equal(labelsOf(document), 'a'.repeat('terraform plan'.length));
    });

    it('of a notebook’s cells is judged, and a new cell is the tool’s', async () => {
      const uri = vscode.Uri.file(at('infra/book.ipynb'));
      fs.copyFileSync(at('book.ipynb'), uri.fsPath);
      const notebook = await vscode.workspace.openNotebookDocument(uri);
      await vscode.window.showNotebookDocument(notebook);
      const cell = (text: string): CallEdit => ({ kind: 'cell', path: uri.fsPath, index: 0, text });
      assertRefused(await apply(cell(TEARDOWN)), 'no-env-teardown');
      assert.equal(notebook.cellCount, 0);
      assert.deepEqual(await apply(cell('terraform plan')), { value: true });
      assert.equal(notebook.cellCount, 1);
      await until(() => labelsOf(notebook.cellAt(0).document) === 'a'.repeat(14), 'the labels');
    });

    it('to a text that changed while it was judged is not made, as VS Code itself does', async () => {
      const { document } = await vscode.window.showTextDocument(vscode.Uri.file(at('src/a.ts')));
      const place = { kind: 'replace', path: at('src/a.ts'), from: [1, 3] } as const;
      const pending = apply({ ...place, text: ' late' });
      await vscode.commands.executeCommand('type', { text: 'x' });
      const result = await pending;
      // Whichever was first, no edit lands in another place than it was meant for.
      assert.equal(document.getText(), `xone\ntwo${'value' in result && result.value ? ' late' : ''}\n`);
    });

    it('is made and recorded where edits are only observed, and not looked at where they are not', async () => {
      await withSetting('parapet.ways.applyEdit', 'observe', async () => {
        assert.deepEqual(await apply(insert('infra/run.sh', TEARDOWN)), { value: true });
        assert.equal(api.recent()[0]?.outcome, 'observed');
      });
      await withSetting('parapet.ways.applyEdit', 'off', async () => {
        const [last] = api.recent();
        assert.deepEqual(await apply(insert('infra/run.sh', TEARDOWN)), { value: true });
        assert.equal(api.recent()[0], last);
      });
    });
  });

  describe('a file', () => {
    const write = (file: string, text: string): Thenable<CallResult> =>
      call({ call: 'writeFile', path: at(file), text });

    it('is not written where the policy blocks it, with an error that says why', async () => {
      const result = await write('infra/written.sh', TEARDOWN);
      assertRefused(result, 'no-env-teardown', 'NoPermissions');
      assert.ok(!fs.existsSync(at('infra/written.sh')));
      assert.equal(api.recent()[0]?.way, 'file');
    });

    it('is written else, and its new lines are the tool’s', async () => {
      fs.writeFileSync(at('src/kept.ts'), 'kept\n');
      assert.deepEqual(await write('src/kept.ts', 'kept\nwritten\n'), { value: undefined });
      assert.equal(read('src/kept.ts'), 'kept\nwritten\n');
      assert.equal(loggedLetters('src/kept.ts'), '.....aaaaaaaa');
    });

    it('that is open shows the labels as soon as it is read anew', async () => {
      fs.writeFileSync(at('src/shown.ts'), 'kept\n');
      const { document } = await vscode.window.showTextDocument(vscode.Uri.file(at('src/shown.ts')));
      await write('src/shown.ts', 'kept\nwritten\n');
      await untilReadAgain(() => document.getText() === 'kept\nwritten\n');
      await until(() => labelsOf(document) === '.....aaaaaaaa', 'its labels');
    });

    it('is not deleted, moved or copied where the policy blocks that', async () => {
      assertRefused(await call({ call: 'delete', path: at('vault') }), 'module/vault', 'NoPermissions');
      const to = at('src/taken.ts');
      assertRefused(await call({ call: 'rename', path: at('vault/tokens.ts'), to }), 'module/vault');
      assertRefused(
        await call({ call: 'copy', path: at('src/moved.sh'), to: at('infra/copied.sh') }),
        'no-env-teardown',
      );
      assert.deepEqual(await call({ call: 'copy', path: at('vault/tokens.ts'), to }), { value: undefined });
      assert.deepEqual(await call({ call: 'delete', path: to }), { value: undefined });
      assert.ok(fs.existsSync(at('vault/tokens.ts')) && !fs.existsSync(to));
    });
  });

  it('is told of while it becomes far more than usual', async () => {
    const count = USUAL.deletedFiles + 1;
    fs.mkdirSync(at('src/old'));
    for (let n = 0; n < count; n++) fs.writeFileSync(at(`src/old/${n}.ts`), 'old\n');
    assert.deepEqual(await call({ call: 'delete', path: at('src/old') }), { value: undefined });
    const [flag] = await until(
      () => api.bulk().length > 0 && api.bulk().filter(({ measure }) => measure === 'deletedFiles'),
      'it to be told',
    );
    assert.equal(flag?.tool, ASSISTANT);
    assert.ok(flag.count >= count);
  });

  it('is told of while it goes over a budget of the policy', async () => {
    const write = (file: string): Thenable<CallResult> =>
      call({ call: 'writeFile', path: at(file), text: 'one\ntwo\n' });
    const isOver = (): boolean => api.bulk().some(({ from }) => from === 'budget');
    assert.deepEqual(await write('ledger/a.txt'), { value: undefined });
    assert.deepEqual(await write('ledger/b.txt'), { value: undefined });
    await until(isOver, 'it to be told');
    const [flag] = api.bulk().filter(({ from }) => from === 'budget');
    assert.deepEqual([flag?.measure, flag?.count, flag?.limit], ['addedLines', 4, 2]);
  });

  describe('another extension', () => {
    const script = `const vscode = require('vscode');
      exports.activate = () => ({ vscode });`;
    const manifest = (name: string) => ({
      name,
      publisher: 'parapet-test',
      version: '1.0.0',
      engines: { vscode: '^1.100.0' },
      main: 'main.js',
      activationEvents: ['*'],
    });
    const apiOf = async (name: string): Promise<typeof vscode> => {
      const vsix = at(`${name}.vsix`);
      makeVsix(vsix, manifest(name), script);
      await vscode.commands.executeCommand('workbench.extensions.installExtension', vscode.Uri.file(vsix));
      const id = `parapet-test.${name}`;
      const extension = await until(() => vscode.extensions.getExtension(id), `${name} to be there`);
      return ((await extension.activate()) as { readonly vscode: typeof vscode }).vscode;
    };
    after(async () => {
      for (const name of ['plain', 'named'])
        await vscode.commands
          .executeCommand('workbench.extensions.uninstallExtension', `parapet-test.${name}`)
          .then(undefined, () => undefined);
    });
    const teardown = (code: typeof vscode): vscode.WorkspaceEdit => {
      const edit = new code.WorkspaceEdit();
      edit.insert(vscode.Uri.file(at('infra/run.sh')), new vscode.Position(0, 0), TEARDOWN);
      return edit;
    };

    it('that is no AI tool does what it wants, and nothing of it is labelled', async () => {
      const code = await apiOf('plain');
      assert.equal(code.workspace.applyEdit.name, 'applyEdit');
      assert.equal(code.workspace.applyEdit.length, 2);
      assert.ok(Object.isFrozen(code.workspace.fs));
      assert.equal(code.workspace.fs, code.workspace.fs);
      assert.deepEqual(Object.keys(code.workspace.fs), Object.keys(vscode.workspace.fs));
      assert.equal(await code.workspace.applyEdit(teardown(code)), true);
      const document = await vscode.workspace.openTextDocument(at('infra/run.sh'));
      assert.equal(document.getText(), TEARDOWN);
      assert.ok(!labelsOf(document).includes('a'));
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await code.workspace.fs.writeFile(vscode.Uri.file(at('infra/plain.sh')), Buffer.from(TEARDOWN));
      assert.equal(read('infra/plain.sh'), TEARDOWN);
      assert.equal(loggedLetters('infra/plain.sh'), '');
      const missing = vscode.Uri.file(at('not/there'));
      await assert.rejects(Promise.resolve(code.workspace.fs.delete(missing)), /FileNotFound|EntryNotFound/);
    });

    it('that a policy names is one', async () => {
      const code = await apiOf('named');
      await vscode.window.showTextDocument(vscode.Uri.file(at('infra/run.sh')));
      // Until the policies of what is in front of a person have been looked at.
      await sleep(1_500);
      await assert.rejects(Promise.resolve(code.workspace.applyEdit(teardown(code))), /no-env-teardown/);
    });
  });
});
