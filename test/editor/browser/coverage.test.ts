import assert from 'node:assert/strict';
import { keepScreenshotsOfFailures, openEditor, poll } from '../../host/harness';
import type { EditorSession } from '../../host/harness';
import { pointAtNothing, showHoverAt, untilHover } from '../../host/drive/hovers';
import { vsixPath } from '../../host/install/packages';

const POLICY = `version: 1
rules:
  - id: no-wiping
    title: Everything wiped
    instead: Wipe one thing at a time.
    severity: critical
    match: { any: ['\\bwipe\\s+everything\\b'] }
    action: block
`;

const VIEW = '.pane:has(> .pane-header[aria-label^="AI Coverage"])';

describe('assistants that were there before Parapet', () => {
  let session: EditorSession;

  before(async function () {
    this.timeout(240_000);
    session = await openEditor({
      files: {
        '.parapet.yaml': POLICY,
        '.early.json': JSON.stringify({ 'wipe ever': 'ything now', 'wipe no': 'body' }),
        '.cursor/rules.md': '',
        'run.sh': '',
      },
      script: [{ typed: 'echo he', insert: 'llo' }],
      assistants: ['assistant', 'assistant-esm'],
      extensions: [vsixPath('early')],
    });
    await session.workbench.openFile('run.sh');
  });
  after(() => session?.close());
  keepScreenshotsOfFailures(() => session);

  const lines = (): Promise<string[]> => session.workbench.lines();
  const untilFirstLine = (text: string): Promise<true> =>
    poll(async () => ((await lines())[0] === text ? true : undefined), `the line to be “${text}”`, lines);

  describe('and what they suggest', () => {
    afterEach(async () => {
      await session.workbench.press('Escape');
      await session.workbench.focusGroup();
      await session.workbench.revert();
      // A note stays for a moment, and would be taken for the next test's.
      await poll(async () => ((await session.workbench.notes()).length === 0 ? true : undefined), 'no note');
    });

    it('is taken back where it is accepted with Tab, with the same explanation', async () => {
      const { workbench } = session;
      await workbench.type('wipe ever');
      await workbench.untilSuggested('ything');
      await workbench.press('Tab');
      const note = await workbench.untilNote('Parapet took a suggestion back');
      assert.match(note, /Everything wiped/);
      await untilFirstLine('wipe ever');
      assert.match(await workbench.hoverNote('took a suggestion back'), /Wipe one thing at a time/);
      await session.keepScreenshot('taken-back');
      // Over the text of the line as well, since the same is suggested again behind it.
      await pointAtNothing(workbench);
      await showHoverAt(workbench, 1, 3);
      await untilHover(workbench, /Wipe one thing at a time/);
    });

    it('is taken back where it is accepted word by word with a key', async () => {
      const { workbench } = session;
      await workbench.type('wipe ever');
      await workbench.untilSuggested('ything');
      await workbench.press('ControlOrMeta+ArrowRight');
      await workbench.untilNote('Parapet took a suggestion back');
      await untilFirstLine('wipe ever');
    });

    it('stays where it is harmless', async () => {
      const { workbench } = session;
      await workbench.type('wipe no');
      await workbench.untilSuggested('body');
      await workbench.press('Tab');
      await untilFirstLine('wipe nobody');
    });
  });

  describe('in the view of what is covered', () => {
    it('says how each is covered, and how it can be mended', async () => {
      const { workbench } = session;
      const { page } = workbench;
      await workbench.runCommand('Parapet: Show What Is Covered');
      await page.waitForSelector(`${VIEW} .monaco-list-row`);
      const rows = (): Promise<string[]> => page.locator(`${VIEW} .monaco-list-row`).allInnerTexts();
      const all = await poll(
        async () => ((await rows()).length >= 4 ? rows() : undefined),
        'a row for each AI tool',
        rows,
      );
      const plain = all.map((row) => row.replaceAll('\u00a0', ' ').replaceAll('\n', ' '));
      const row = (name: string): string =>
        plain.find((one) => one.includes(name)) ?? assert.fail(plain.join('|'));
      assert.match(row('Cursor'), /not judged/);
      assert.match(row('Early Assistant'), /judged on accept/);
      assert.match(row('Demo Assistant'), /judged before display/);
      await page.locator(`${VIEW} .monaco-list-row`, { hasText: 'Early Assistant' }).first().click();
      await page.waitForSelector(`${VIEW} .monaco-list-row >> text=It was there before Parapet`);
      await session.keepScreenshot('coverage');
      await page.locator(`${VIEW} .monaco-list-row`, { hasText: 'Cursor' }).first().hover();
      await page.locator(`${VIEW} [aria-label="Add Hooks That Ask Parapet"]`).first().click();
      await page.waitForSelector('.tab.active[data-resource-name="hooks.json"]');
      await session.keepScreenshot('agent-hook');
      assert.ok((await lines()).some((line) => line.includes('parapet')));
    });
  });
});
