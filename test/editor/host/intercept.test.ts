import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../src/editor/parapetApi';
import {
  assertNothingShown,
  assertShown,
  item,
  makeFolder,
  openWith,
  parapet,
  Provider,
  sleep,
  until,
  watchForStalls,
  withSetting,
} from './interceptSupport';
import { makeVsix } from './makeVsix';

const POLICY = `version: 1
extends: [recommended]
modules:
  - { name: infra, paths: ["infra/**"], criticality: critical }
  - { name: vault, paths: ["vault/**"], criticality: critical, ai: { action: block } }
rules:
  - id: no-env-teardown
    title: Environment teardown
    severity: critical
    where: { paths: ["infra/**"] }
    match: { any: ['\\bterraform\\s+destroy\\b'] }
    action: { critical: block, default: warn }
  - id: only-a
    title: Only the letter a
    severity: low
    match: { any: ['^(a+)+$'], in: [code, string, comment, heredoc] }
    action: warn
`;

const nines = (name: string): string => Array.from({ length: 9 }, () => name).join(', ');

const HOSTILE: Readonly<Record<string, string>> = {
  garbage: '\0\0\0',
  depth: '['.repeat(50_000),
  size: `version: 1\n# ${'x'.repeat(20_000_000)}\n`,
  bomb: `version: 1\na0: &a0 [${nines('x')}]\n${Array.from(
    { length: 12 },
    (_, i) => `a${i + 1}: &a${i + 1} [${nines(`*a${i}`)}]\n`,
  ).join('')}`,
  climbing: 'version: 1\nextends: [../../../../../../etc/passwd.yaml]\n',
};

const START = '#!/bin/sh\nterraform ';

const destroying = (): Provider => new Provider((at) => [item('destroy', at)]);

const registeredByRunner = (api: ParapetApi): number =>
  api.coverage().find(({ id }) => id === 'parapet-test.runner')?.providers ?? assert.fail('no runner');

/** Some three seconds. */
const TRIES_PER_WRITE = 150;

describe('in a real extension host', () => {
  let api: ParapetApi;
  let folder: string;
  let script: string;

  const policyFile = (): string => path.join(folder, '.parapet.yaml');
  const write = (text: string): void => fs.writeFileSync(policyFile(), text);
  const problems = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(vscode.Uri.file(policyFile()));

  before(async () => {
    folder = makeFolder('intercept-test', {
      '.parapet.yaml': POLICY,
      'infra/run.sh': '',
      'infra/crlf.sh': '#!/bin/sh\r\n',
      'infra/late.sh': '',
      'vault/tokens.ts': '',
      'notes/a.txt': '',
      'lying/run.odd': '',
    });
    script = path.join(folder, 'infra', 'run.sh');
    api = await parapet();
    await until(() => api.selfTest(), 'the self-test');
    await api.ready;
  });

  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  describe('the wrap', () => {
    it('intercepts, by the self-test', () => {
      assert.equal(api.selfTest()?.state, 'ok', JSON.stringify(api.selfTest()));
    });

    it('covers every other extension with code, and says which were active before', () => {
      const covered = new Map(api.coverage().map((c) => [c.id, c]));
      for (const { id, packageJSON } of vscode.extensions.all) {
        if (id === 'parapet.parapet' || !packageJSON.main) continue;
        assert.equal(covered.get(id)?.state, 'wrapped', `${id}: ${covered.get(id)?.why}`);
      }
      assert.ok(api.installMs < 2_000, `${api.installMs} ms`);
    });

    it('looks like the function that it stands for', () => {
      const register = vscode.languages.registerInlineCompletionItemProvider;
      assert.equal(register.name, 'registerInlineCompletionItemProvider');
      assert.equal(register.length, 3);
    });

    it('gives what it gets, no more and no less, so that proposed API is as open as before', () => {
      const { languages } = vscode;
      const register = languages.registerInlineCompletionItemProvider as (
        ...args: unknown[]
      ) => vscode.Disposable;
      const { original } = Reflect.get(register, Symbol.for('parapet.interception')) as {
        original: typeof register;
      };
      const outcome = (call: typeof register, ...args: unknown[]): string => {
        try {
          call.apply(languages, args).dispose();
          return 'registered';
        } catch (error) {
          return String(error);
        }
      };
      const selector = { scheme: 'no-such-scheme' };
      const provide = { provideInlineCompletionItems: () => [] };
      const handling = { ...provide, handleDidShowCompletionItem: () => undefined };
      assert.equal(outcome(register, selector, provide), 'registered');
      for (const args of [
        [selector, provide, { groupId: 'x' }],
        [selector, handling],
        [selector],
        [selector, 5],
      ]) {
        assert.equal(outcome(register, ...args), outcome(original, ...args));
      }
    });

    it('counts the providers of each extension', async () => {
      const before = registeredByRunner(api);
      const provider = new Provider(() => []);
      const selector = { scheme: 'no-such-scheme' };
      vscode.languages.registerInlineCompletionItemProvider(selector, provider).dispose();
      vscode.languages.registerInlineCompletionItemProvider(selector, provider).dispose();
      assert.equal(registeredByRunner(api), before + 2);
    });

    it('is in what an ES module imports', async () => {
      const runner = vscode.extensions.getExtension('parapet-test.runner') ?? assert.fail('no runner');
      const file = path.join(runner.extensionPath, 'probe.mjs');
      fs.writeFileSync(file, "export { languages } from 'vscode';\n");
      const { languages } = (await import(pathToFileURL(file).href)) as typeof vscode;
      assert.equal(
        languages.registerInlineCompletionItemProvider,
        vscode.languages.registerInlineCompletionItemProvider,
      );
    });
  });

  describe('an extension that is installed while the editor runs', () => {
    const ID = 'parapet-test.late';
    const MANIFEST = {
      name: 'late',
      publisher: 'parapet-test',
      version: '1.0.0',
      engines: { vscode: '^1.100.0' },
      main: 'late.js',
      activationEvents: ['*'],
    };
    const SCRIPT = `const vscode = require('vscode');
      exports.activate = ({ subscriptions }) => void subscriptions.push(
        vscode.languages.registerInlineCompletionItemProvider({ pattern: '**/late.sh' }, {
          provideInlineCompletionItems: (_, at) =>
            ['destroy', 'late'].map((t) => new vscode.InlineCompletionItem(t, new vscode.Range(at, at))),
        }),
      );`;

    before(async () => {
      const vsix = path.join(folder, 'late.vsix');
      makeVsix(vsix, MANIFEST, SCRIPT);
      await vscode.commands.executeCommand('workbench.extensions.installExtension', vscode.Uri.file(vsix));
      await until(() => vscode.extensions.getExtension(ID)?.isActive, 'the extension to be active');
    });
    after(() => vscode.commands.executeCommand('workbench.extensions.uninstallExtension', ID));

    it('is wrapped before it registers anything', async () => {
      const covered = api.coverage().find(({ id }) => id === ID);
      assert.deepEqual(covered, { id: ID, state: 'wrapped', loadedBefore: 'no', providers: 1 });
      const harmless = new Provider(() => []);
      await assertShown(path.join(folder, 'infra', 'late.sh'), START, harmless, `${START}late`);
    });
  });

  describe('of suggestions', () => {
    const destroy = 'destroy -auto-approve';

    it('the dangerous one of an array is withheld, and the next one is shown', async () => {
      const provider = new Provider((at) => [item(destroy, at), item('plan', at)]);
      await assertShown(script, START, provider, `${START}plan`);
    });

    it('the dangerous one of a list is withheld, and the next one is shown', async () => {
      const provider = new Provider(
        (at) => new vscode.InlineCompletionList([item(destroy, at), item('plan', at)]),
      );
      await assertShown(script, START, provider, `${START}plan`);
    });

    it('a dangerous one alone is withheld, and recorded without its text', async () => {
      const provider = new Provider((at) => [item(destroy, at)]);
      await assertNothingShown(script, START, provider);
      const [notable] = api.recent();
      assert.equal(notable?.outcome, 'withheld');
      assert.equal(notable?.tool, 'parapet-test.runner');
      assert.equal(notable?.line, 1);
      assert.equal(notable?.inserted, destroy.length);
      assert.ok(notable?.findings.some(({ rule }) => rule === 'no-env-teardown'));
    });

    it('one that completes what was typed to something dangerous is withheld', async () => {
      const provider = new Provider((at) => [item('troy', at)]);
      await assertNothingShown(script, `${START}des`, provider);
    });

    it('one without a range is judged where VS Code would put it', async () => {
      const provider = new Provider(() => [
        new vscode.InlineCompletionItem('destroy'),
        new vscode.InlineCompletionItem('describe'),
      ]);
      await assertShown(script, `${START}des`, provider, `${START}describe`);
    });

    it('one in a document with CRLF is judged at its place', async () => {
      const provider = new Provider((at) => [item('troy', at), item('cribe', at)]);
      const text = `${START}des`.replaceAll('\n', '\r\n');
      await assertShown(path.join(folder, 'infra', 'crlf.sh'), text, provider, `${text}cribe`);
    });

    it('none is fine, however it is said', async () => {
      for (const nothing of [null, undefined, []]) {
        await assertNothingShown(script, START, new Provider(() => nothing));
      }
    });

    it('those of others still come where a provider fails', async () => {
      const failing = new Provider(() => Promise.reject(new Error('no network')));
      const registration = vscode.languages.registerInlineCompletionItemProvider(
        { language: 'shellscript' },
        failing,
      );
      try {
        const provider = new Provider((at) => [item('plan', at)]);
        await assertShown(script, START, provider, `${START}plan`);
        assert.ok(failing.asked > 0);
      } finally {
        registration.dispose();
      }
    });

    it('a harmless snippet goes in as a snippet, a dangerous one not in any of its choices', async () => {
      const harmless = new Provider((at) => [item(new vscode.SnippetString('plan ${1:-out=plan}'), at)]);
      await assertShown(script, START, harmless, `${START}plan -out=plan`);
      const dangerous = new Provider((at) => [item(new vscode.SnippetString('${1|plan,destroy|}'), at)]);
      await assertNothingShown(script, START, dangerous);
    });

    it('the same object twice is shown, and withheld, as often as it is suggested', async () => {
      let bad: vscode.InlineCompletionItem | undefined;
      const provider = new Provider((at) => {
        bad ??= item(destroy, at);
        return [bad, bad, item('plan', at)];
      });
      await assertShown(script, START, provider, `${START}plan`);
      await assertShown(script, START, provider, `${START}plan`);
    });

    it('those of a frozen provider with private fields, getters and an event work', async () => {
      class Private {
        readonly #items = [destroy, 'plan'];
        readonly #change = new vscode.EventEmitter<void>();
        #asked = 0;
        get asked(): number {
          return this.#asked;
        }
        get onDidChange(): vscode.Event<void> {
          return this.#change.event;
        }
        provideInlineCompletionItems(
          _: vscode.TextDocument,
          at: vscode.Position,
        ): vscode.InlineCompletionItem[] {
          this.#asked++;
          return this.#items.map((text) => item(text, at));
        }
      }
      const provider = Object.freeze(new Private());
      await assertShown(script, START, provider, `${START}plan`);
    });

    it('every one is withheld where AI may do nothing', async () => {
      const provider = new Provider((at) => [item('harmless = 1', at)]);
      const file = path.join(folder, 'vault', 'tokens.ts');
      await assertNothingShown(file, 'const ', provider);
    });

    it('a dangerous one is withheld although the workspace lies about the language', async () => {
      const settings = vscode.workspace.getConfiguration('files');
      const target = vscode.ConfigurationTarget.Workspace;
      await settings.update('associations', { '*.sh': 'plaintext' }, target);
      try {
        const document = await vscode.workspace.openTextDocument(script);
        await until(() => document.languageId === 'plaintext', 'the language to change').catch(
          () => undefined,
        );
        const provider = new Provider((at) => [item(destroy, at)]);
        await assertNothingShown(script, START, provider);
      } finally {
        await settings.update('associations', undefined, target);
      }
    });

    it('those of 50,000 characters do not block the host on a pattern that ruins backtracking', async () => {
      const letters = 'a'.repeat(50_000);
      const provider = new Provider((at) => [item(`${letters}!`, at), item(letters, at)]);
      const editor = await openWith(path.join(folder, 'notes', 'a.txt'), '');
      const registration = vscode.languages.registerInlineCompletionItemProvider(
        { language: 'plaintext' },
        provider,
      );
      const stall = watchForStalls();
      try {
        await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
        await until(() => api.recent()[0]?.findings[0]?.rule === 'only-a', 'the second one to be found');
        assert.equal(api.recent()[0]?.failure, undefined);
        assert.ok(stall.longest() < 1_000, `${stall.longest()} ms`);
        assert.equal(editor.document.getText(), '');
      } finally {
        stall.dispose();
        registration.dispose();
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      }
    });
  });

  describe('the mode', () => {
    const KEY = 'parapet.interception.mode';

    it('observe shows all, and records what would have been withheld', async () => {
      await withSetting(KEY, 'observe', async () => {
        assert.equal(api.status(), 'observing');
        await assertShown(script, START, destroying(), `${START}destroy`);
        assert.equal(api.recent()[0]?.outcome, 'observed');
      });
      await assertNothingShown(script, START, destroying());
    });

    it('off shows all and records nothing', async () => {
      await withSetting(KEY, 'off', async () => {
        const recorded = api.recent()[0];
        assert.equal(api.status(), 'off');
        await assertShown(script, START, destroying(), `${START}destroy`);
        assert.equal(api.recent()[0], recorded);
      });
    });

    it('is nothing that a workspace can set', async () => {
      const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? assert.fail();
      const file = path.join(root, '.vscode', 'settings.json');
      const before = fs.existsSync(file) ? fs.readFileSync(file) : undefined;
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, JSON.stringify({ [KEY]: 'off', 'parapet.organisation.policyFile': '/nowhere' }));
      try {
        await sleep(1_500);
        assert.equal(api.status(), 'on');
        await assertNothingShown(script, START, destroying());
      } finally {
        if (before) fs.writeFileSync(file, before);
        else fs.rmSync(file);
      }
    });
  });

  it('an organisation’s policy holds besides the workspace’s, and follows its file', async () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'parapet-organisation-')), 'policy.yaml');
    const rule = (pattern: string): string =>
      `version: 1\nrules:\n  - { id: ours, title: Ours, severity: critical, match: { any: [${pattern}] } }\n`;
    const applying = (): Provider => new Provider((at) => [item('apply', at)]);
    fs.writeFileSync(file, rule('apply'));
    await assertShown(script, START, applying(), `${START}apply`);
    await withSetting('parapet.organisation.policyFile', file, async () => {
      await assertNothingShown(script, START, applying());
      await assertNothingShown(script, START, destroying());
      fs.writeFileSync(file, rule('import'));
      await sleep(1_500);
      await assertShown(script, START, applying(), `${START}apply`);
    });
    fs.rmSync(path.dirname(file), { recursive: true });
  });

  describe('a policy file', () => {
    const gentle = POLICY.replace('action: { critical: block, default: warn }', 'action: warn').replace(
      'extends: [recommended]\n',
      '',
    );

    afterEach(async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      write(POLICY);
      await until(() => problems().length === 0, 'the policy to be right again');
    });

    it('holds as soon as it has changed', async () => {
      await assertNothingShown(script, START, destroying());
      write(gentle);
      await sleep(1_500);
      await assertShown(script, START, destroying(), `${START}destroy`);
      write(POLICY);
      await sleep(1_500);
      await assertNothingShown(script, START, destroying());
    });

    it('with a mistake is reported at its place, and the one before it holds until it is mended', async () => {
      await openWith(script, START);
      write(POLICY.replace('severity: critical', 'severity: catastrophic'));
      const [problem] = await until(() => problems().length > 0 && problems(), 'the mistake to be reported');
      assert.equal(problem?.source, 'Parapet');
      assert.equal(
        problem?.range.start.line,
        POLICY.split('\n').findIndex((l) => l.includes('severity: critical')),
      );
      assert.equal(problem?.range.start.character, '    severity: '.length);
      await until(() => api.status() === 'policy error', 'the status to say so');
      await assertNothingShown(script, START, destroying());
      write(POLICY);
      await until(() => problems().length === 0, 'the report to go');
      await until(() => api.status() === 'on', 'the status to be on');
    });

    it('is checked while somebody writes it, before it is saved', async () => {
      const uri = vscode.Uri.file(path.join(folder, '.parapet.yaml'));
      const editor = await openWith(
        uri.fsPath,
        POLICY.replace('extends: [recommended]', 'extends: [recomended]'),
      );
      const [problem] = await until(() => problems().length > 0 && problems(), 'the mistake to be reported');
      assert.equal(problem?.range.start.line, 1);
      assert.ok(editor.document.isDirty);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await until(() => problems().length === 0, 'the report to go');
    });

    it('made to harm is refused with a message, and the host goes on', async () => {
      const file = path.join(folder, 'hostile', '.parapet.yaml');
      const reported = (): vscode.Diagnostic[] => vscode.languages.getDiagnostics(vscode.Uri.file(file));
      fs.mkdirSync(path.dirname(file));
      const stall = watchForStalls();
      try {
        for (const [name, text] of Object.entries(HOSTILE)) {
          // Once more from time to time: of a folder that is new itself, a watcher may have missed the first file.
          let tries = 0;
          await until(() => {
            if (tries++ % TRIES_PER_WRITE === 0) fs.writeFileSync(file, text);
            return reported().length > 0;
          }, `${name} to be reported`);
          fs.rmSync(file);
          await until(() => reported().length === 0, `the report of ${name} to go`);
        }
        fs.symlinkSync('/etc/hostname', file);
        await until(
          () => reported().some(({ message }) => message.includes('link')),
          'the link to be reported',
        );
        assert.ok(stall.longest() < 2_000, `${stall.longest()} ms`);
      } finally {
        stall.dispose();
        fs.rmSync(file, { force: true });
        await until(() => reported().length === 0, 'the report to go');
      }
    });
  });
});
