import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../src/editor/parapetApi';
import type { EarlyAssistant } from '../../host/early/src/extension';
import { item, makeFolder, parapet, sleep, until, withSetting } from './interceptSupport';
import { labelsOf, openAt, run, type } from './labelSupport';

const EARLY = 'demo.early';

const POLICY = `version: 1
rules:
  - id: no-env-teardown
    title: Environment teardown
    severity: critical
    match: { any: ['\\bterraform\\s+destroy\\b'] }
    action: block
  - id: careful
    title: Careful
    severity: low
    match: { any: ['\\bcareful\\b'] }
    action: warn
`;

const COMMIT = 'editor.action.inlineSuggest.commit';
const WORD = 'editor.action.inlineSuggest.acceptNextWord';
const LINE = 'editor.action.inlineSuggest.acceptNextLine';

/** Several suggestions are shown and accepted one after the other. */
const LONG_MS = 90_000;

/** Long enough for whatever was accepted to have been judged. */
const SETTLED_MS = 500;

describe('accepts of suggestions that were not seen before', () => {
  let api: ParapetApi;
  let early: EarlyAssistant;
  let folder: string;
  let count = 0;

  const open = async (text = ''): Promise<vscode.TextEditor> => {
    const file = path.join(folder, `file${++count}.sh`);
    fs.writeFileSync(file, text);
    return openAt(file);
  };
  const suggest = (make: (at: vscode.Position) => vscode.InlineCompletionItem): void =>
    early.suggest((_document, at) => [make(at)]);

  /** Accepts what the early assistant suggests; what comes of it is seen by whoever looks next. */
  const accept = async ({ document }: vscode.TextEditor, command = COMMIT): Promise<void> => {
    const { version } = document;
    await run('editor.action.inlineSuggest.trigger');
    await until(async () => {
      if (document.version === version) await run(command);
      return document.version !== version;
    }, 'the suggestion to be accepted');
    early.suggest(undefined);
  };

  before(async () => {
    folder = makeFolder('accepts-test', { '.parapet.yaml': POLICY });
    api = await parapet();
    await api.ready;
    early =
      (await vscode.extensions.getExtension<EarlyAssistant>(EARLY)?.activate()) ??
      assert.fail('no early assistant');
  });

  afterEach(async () => {
    early.suggest(undefined);
    // What is still being taken back, or undone, would change the document between its revert and its end.
    await sleep(SETTLED_MS);
    await run('workbench.action.revertAndCloseActiveEditor');
  });

  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('are guarded, and their extension is named', async () => {
    await until(() => api.missed().length === 1, 'the others to be looked into');
    assert.deepEqual(api.missed(), [EARLY]);
    assert.ok(api.judgesAccepts());
  });

  it('are labelled as that extension’s', async () => {
    const editor = await open('echo ');
    suggest((at) => item('hello there', at));
    await accept(editor);
    await until(() => labelsOf(api, editor.document) === `.....${'a'.repeat(11)}`, 'the labels');
    const author = api.labels(editor.document.uri)?.ranges.at(-1)?.author;
    assert.ok(author?.kind === 'ai');
    assert.equal(author.attribution.tool, EARLY);
    assert.equal(author.attribution.verdict?.action, 'allow');
  });

  it('are taken back where the policy blocks them, with no step left to undo', async () => {
    const editor = await open();
    const { document } = editor;
    for (const letter of 'terraform des') await type(letter);
    suggest((at) => item('troy -auto-approve', at));
    await accept(editor);
    await until(() => document.getText() === 'terraform des', 'it to be taken back');
    await until(() => api.recent()[0]?.outcome === 'taken back', 'the judgement');
    const [notable] = api.recent();
    assert.equal(notable?.tool, EARLY);
    assert.equal(notable?.findings[0]?.rule, 'no-env-teardown');
    assert.equal(labelsOf(api, document), 'h'.repeat(13));
    await run('undo');
    await until(() => document.getText() !== 'terraform des', 'the undo');
    const undone = document.getText();
    assert.ok('terraform des'.startsWith(undone), undone);
    for (const _ of '123') await run('redo');
    await until(() => document.getText() === 'terraform des', 'the redo');
    await sleep(100);
    assert.equal(document.getText(), 'terraform des');
  }).timeout(LONG_MS);

  for (const [name, command, harmless, danger] of [
    ['word by word', WORD, 'run terraform', ' destroy now'],
    ['line by line', LINE, 'run\nterraform \\\n', 'destroy now'],
  ] as const) {
    it(`are judged as a whole when they are accepted ${name}`, async () => {
      const prefix = 'x; ';
      const editor = await open(prefix);
      const { document } = editor;
      // What is left of one suggestion, however much of it is there.
      early.suggest((_document, at) => [
        item((harmless + danger).slice(document.getText().length - prefix.length), at),
      ]);
      await run('editor.action.inlineSuggest.trigger');
      await until(
        async () => {
          if (document.getText() !== prefix + harmless) await run(command);
          return document.getText() === prefix + harmless;
        },
        'the harmless pieces',
        LONG_MS,
      );
      const ai = 'a'.repeat(harmless.length);
      await until(() => labelsOf(api, document) === `...${ai}`, 'their labels');
      const [last] = api.recent();
      const isJudged = (): boolean => api.recent()[0] !== last;
      await until(
        async () => {
          await run(command);
          await until(() => isJudged() || !labelsOf(api, document).slice(3).includes('.'), 'the labels');
          return isJudged();
        },
        'the dangerous piece to be judged',
        LONG_MS,
      );
      early.suggest(undefined);
      await until(() => document.getText().trimEnd() === prefix + harmless.trimEnd(), 'it to be taken back');
      assert.equal(api.recent()[0]?.outcome, 'taken back');
      assert.equal(api.recent()[0]?.findings[0]?.rule, 'no-env-teardown');
    }).timeout(LONG_MS);
  }

  it('are judged together where a danger is split over several, each harmless alone', async () => {
    const editor = await open();
    const { document } = editor;
    suggest((at) => item('terraform', at));
    await accept(editor);
    assert.equal(document.getText(), 'terraform');
    suggest((at) => item(' destroy', at));
    await accept(editor);
    await until(() => document.getText() === 'terraform', 'the second to be taken back');
  }).timeout(LONG_MS);

  it('stay with a label that says what was found, where the policy only warns', async () => {
    const editor = await open('be ');
    suggest((at) => item('careful', at));
    await accept(editor);
    await until(() => api.recent()[0]?.findings[0]?.rule === 'careful', 'the judgement');
    assert.equal(editor.document.getText(), 'be careful');
    assert.equal(api.recent()[0]?.outcome, 'shown');
    const author = api.labels(editor.document.uri)?.ranges.at(-1)?.author;
    assert.ok(author?.kind === 'ai');
    assert.deepEqual(author.attribution.verdict?.rules, ['careful']);
    const warned = (): boolean =>
      vscode.languages.getDiagnostics(editor.document.uri).some(({ source }) => source === 'Parapet');
    await until(warned, 'the warning');
  });

  it('are taken back as snippets too, and no undo or redo brings them back', async () => {
    const editor = await open('do: ');
    const { document } = editor;
    suggest((at) => item(new vscode.SnippetString('terraform ${1:destroy} now$0'), at));
    await accept(editor);
    await until(() => document.getText() === 'do: ', 'it to be taken back');
    await until(() => api.recent()[0]?.outcome === 'taken back', 'the judgement');
    for (const command of ['redo', 'redo', 'undo', 'undo', 'redo', 'redo', 'redo']) {
      await run(command);
      await sleep(50);
      await until(() => !document.getText().includes('terraform'), `what a ${command} may bring back to go`);
    }
  }).timeout(LONG_MS);

  it('stay where suggestions are only observed, and are as they are where none are judged', async () => {
    for (const mode of ['observe', 'off']) {
      await withSetting('parapet.interception.mode', mode, async () => {
        const editor = await open(`${mode} `);
        const [last] = api.recent();
        suggest((at) => item('terraform destroy', at));
        await accept(editor);
        if (mode === 'observe') await until(() => api.recent()[0] !== last, 'the judgement');
        else await sleep(200);
        assert.equal(editor.document.getText(), `${mode} terraform destroy`);
        assert.equal(api.recent()[0]?.outcome, mode === 'observe' ? 'observed' : last?.outcome);
        assert.equal(api.judgesAccepts(), mode === 'observe');
      });
    }
    await until(() => api.judgesAccepts(), 'accepts to be judged again');
  }).timeout(LONG_MS);

  it('are nobody’s business where a person does not want it', async () => {
    await withSetting('parapet.interception.judgeAccepts', 'never', async () => {
      assert.equal(api.judgesAccepts(), false);
    });
  });

  it('keep what a person types while they are being taken back', async () => {
    const editor = await open();
    const { document } = editor;
    suggest((at) => item('terraform destroy', at));
    await run('editor.action.inlineSuggest.trigger');
    const commits: Thenable<unknown>[] = [];
    await until(async () => {
      commits.push(run(COMMIT));
      await type('!');
      return document.getText().includes('terraform') || document.getText().length > 20;
    }, 'the suggestion to be accepted');
    early.suggest(undefined);
    // One that is still on its way would make the document anew while it is being closed.
    await Promise.all(commits);
    await sleep(SETTLED_MS);
    await until(() => !document.getText().includes('terraform'), 'it to be taken back');
    assert.match(document.getText(), /^!*$/);
  });

  it('of nothing at all leave a person what they type meanwhile', async () => {
    const { document } = await open();
    for (const command of [COMMIT, WORD, LINE, COMMIT, WORD, LINE])
      await Promise.all([run(command), ...[...'TYPED '].map((letter) => type(letter)), run(command)]);
    await sleep(SETTLED_MS);
    assert.equal(document.getText(), 'TYPED '.repeat(6));
    assert.equal(labelsOf(api, document), 'h'.repeat(36));
  });

  it('leave a person what they type behind and inside of it before it has been judged', async () => {
    const editor = await open();
    const { document } = editor;
    suggest((at) => item('hello.there', at));
    const cursor = (to: string): Thenable<unknown> => run('cursorMove', { to, value: 3 });
    await until(
      async () => {
        await run('editor.action.inlineSuggest.trigger');
        await sleep(SETTLED_MS);
        // They reach the window in this order, before anything of the first is heard.
        await Promise.all([run(COMMIT), type('B'), cursor('left'), type('C'), cursor('right')]);
        return document.getText().includes('hello');
      },
      'the suggestion to be accepted',
      LONG_MS / 2,
    );
    early.suggest(undefined);
    await until(() => labelsOf(api, document).includes('a'), 'the labels');
    await sleep(SETTLED_MS);
    const byWhom = document.getText().replaceAll(/./g, (unit) => (/[A-Z]/.test(unit) ? 'h' : 'a'));
    assert.equal(labelsOf(api, document), byWhom, document.getText());
    assert.match(document.getText(), /hello\.theCreB/);
  }).timeout(LONG_MS);

  it('of suggestions that were judged before are not judged twice', async () => {
    const editor = await open('be ');
    const { document } = editor;
    const [last] = api.recent();
    const registration = vscode.languages.registerInlineCompletionItemProvider(
      { pattern: new vscode.RelativePattern(folder, '**') },
      { provideInlineCompletionItems: (_document, at) => [item('careful', at)] },
    );
    await accept(editor);
    registration.dispose();
    assert.equal(document.getText(), 'be careful');
    await sleep(200);
    const [now] = api.recent();
    assert.notEqual(now, last);
    assert.equal(now?.tool, 'parapet-test.runner');
    const author = api.labels(document.uri)?.ranges.at(-1)?.author;
    assert.ok(author?.kind === 'ai');
    assert.equal(author.attribution.tool, 'parapet-test.runner');
  });
});
