import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ParapetApi } from '../../../src/editor/parapetApi';
import type { EarlyAssistant } from '../../host/early/src/extension';
import { Random } from '../../host/random';
import { randomFactor, randomSeed } from '../../host/soak';
import { makeFolder, parapet, sleep, until } from './interceptSupport';
import { inked } from './labelModel';
import { labelsOf, openAt, run, Suggester, TOOL, type } from './labelSupport';

/** In `npm test`; a soak of factor 25 makes 500. */
const ACCEPTS = 20;
const SECONDS_EACH = 10;
const EARLY = 'demo.early';
/** Within a line, since what one accept leaves may end with the one word and the next begin with the other. */
const DANGER = /\bwipe +all\b/;
const POLICY = `version: 1
rules:
  - id: no-wiping
    title: Wiping
    severity: critical
    match: { any: ['\\bwipe +all\\b'] }
    action: block
`;

/** Some two seconds. */
const TRIES_PER_TRIGGER = 50;

const COMMIT = 'editor.action.inlineSuggest.commit';
const WORD = 'editor.action.inlineSuggest.acceptNextWord';
const LINE = 'editor.action.inlineSuggest.acceptNextLine';

/** Two assistants: the one is judged before its suggestions are shown, the other when they are accepted. */
interface Layer {
  readonly tool: string;
  suggest(answer: Suggester['answer']): void;
}

describe('accepts over both layers', () => {
  const seed = randomSeed() ?? Math.floor(Math.random() * 1_000_000_000);
  const accepts = ACCEPTS * randomFactor();
  const suggester = new Suggester();
  let api: ParapetApi;
  let folder: string;
  let registration: vscode.Disposable;
  let layers: readonly [Layer, Layer];

  before(async () => {
    folder = makeFolder('random-accepts-test', { '.parapet.yaml': POLICY, 'all.sh': '' });
    api = await parapet();
    await api.ready;
    const early =
      (await vscode.extensions.getExtension<EarlyAssistant>(EARLY)?.activate()) ?? assert.fail('not there');
    registration = vscode.languages.registerInlineCompletionItemProvider(
      { pattern: new vscode.RelativePattern(folder, '**') },
      suggester,
    );
    layers = [
      { tool: TOOL, suggest: (answer) => (suggester.answer = answer) },
      { tool: EARLY, suggest: (answer) => early.suggest(answer && ((_document, at) => answer(at))) },
    ];
    await until(() => api.judgesAccepts() && api.missed().length === 1, 'accepts to be judged');
  });

  after(() => {
    registration.dispose();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it(`are judged and labelled as a plain model says (seed ${seed})`, async () => {
    const random = new Random(seed);
    const { document } = await openAt(path.join(folder, 'all.sh'));
    /** One letter for each unit of the text: who wrote it. */
    let letters = '';
    let count = 0;
    const word = (): string => `w${(++count).toString(36)}q`;
    const isAsModelled = (text: string, expected: string): boolean =>
      document.getText() === text && inked(text, labelsOf(api, document)) === inked(text, expected);

    for (let n = 0; n < accepts; n++) {
      const layer = random.pick(layers);
      const command = random.pick([COMMIT, WORD, LINE]);
      const typed = random.pick(['\n', '\n', '\nwipe ']);
      const rest = random.pick([
        () => `${word()} ${word()} ${word()}`,
        () => `${word()}\n${word()} ${word()}\n${word()}`,
        () => `all ${word()}`,
        () => `${word()} wipe all ${word()}`,
        () => `${word()}; wipe \\\n all\n${word()}`,
      ])();
      for (const letter of typed) await type(letter);
      letters += 'h'.repeat(typed.length);
      const base = document.getText();
      const what = `accept ${n}, ${layer.tool}, ${command}, ${JSON.stringify(typed + rest)}`;
      const isDangerous = DANGER.test((typed + rest).replaceAll('\\\n', ''));
      const isWithheld = isDangerous && layer.tool === TOOL;
      let asked = 0;
      layer.suggest((at) => {
        asked++;
        const left = rest.slice(document.getText().length - base.length);
        return left === '' ? [] : [new vscode.InlineCompletionItem(left, new vscode.Range(at, at))];
      });
      const [last] = api.recent();
      const isTakenBack = (): boolean =>
        api.recent()[0] !== last && api.recent()[0]?.outcome === 'taken back';
      await run('editor.action.inlineSuggest.trigger');
      await until(() => asked > 0, `${what}: to be asked`);
      if (isWithheld) {
        await until(() => api.recent()[0]?.outcome === 'withheld', `${what}: the verdict`);
        await run(command);
        await sleep(100);
        assert.equal(document.getText(), base, what);
      } else {
        const pieces = command === COMMIT ? 1 : 1 + random.upTo(4);
        for (let piece = 0; piece < pieces && !isTakenBack(); piece++) {
          const { version } = document;
          const { length } = document.getText();
          if (document.getText() === base + rest) break;
          let tries = 0;
          await until(async () => {
            // VS Code drops an answer that something else came before.
            if (++tries % TRIES_PER_TRIGGER === 0) await run('editor.action.inlineSuggest.trigger');
            if (document.version === version) await run(command);
            return document.version !== version;
          }, `${what}: piece ${piece}`);
          await until(() => {
            const inserted = document.getText().slice(base.length);
            if (DANGER.test((typed + inserted).replaceAll('\\\n', ''))) return false;
            return isAsModelled(base + inserted, letters + 'a'.repeat(inserted.length));
          }, `${what}: to be judged and labelled`);
          // The text goes first, and the verdict is told once it is gone.
          if (document.getText().length <= length) await until(isTakenBack, `${what}: the verdict`);
        }
      }
      layer.suggest(undefined);
      await run('editor.action.inlineSuggest.hide');
      const inserted = document.getText().slice(base.length);
      assert.ok(rest.startsWith(inserted), what);
      if (isDangerous) assert.notEqual(inserted, rest, what);
      if (isDangerous && !isWithheld && command === COMMIT) await until(isTakenBack, `${what}: the verdict`);
      const author = api.labels(document.uri)?.ranges.findLast(({ author: by }) => by.kind === 'ai')?.author;
      if (inserted.trim() !== '')
        assert.equal(author?.kind === 'ai' && author.attribution.tool, layer.tool, what);
      letters += 'a'.repeat(inserted.length);
      assert.ok(isAsModelled(base + inserted, letters), what);
    }
    await run('workbench.action.revertAndCloseActiveEditor');
  })
    .timeout(accepts * SECONDS_EACH * 1_000)
    .retries(0);
});
