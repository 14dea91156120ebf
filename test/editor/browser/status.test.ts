import assert from 'node:assert/strict';
import { keepScreenshotsOfFailures, openEditor } from '../../host/harness';
import type { EditorSession, StatusBarItem } from '../../host/harness';

const POLICY = `version: 1
extends: [recommended]
rules:
  - id: no-env-teardown
    title: Environment teardown
    why: It takes hours.
    severity: critical
    match: { any: ['\\bterraform\\s+destroy\\b'] }
`;

const MODE = 'parapet.interception.mode';
const PICKER = '.quick-input-widget';

describe('the status bar item', () => {
  let session: EditorSession;

  before(async function () {
    this.timeout(240_000);
    session = await openEditor({
      files: { '.parapet.yaml': POLICY, 'run.sh': '' },
      script: [{ typed: 'terraform des', insert: 'troy -auto-approve' }],
      assistants: ['assistant'],
    });
  });
  after(() => session?.close());
  keepScreenshotsOfFailures(() => session);

  const status = (pattern: RegExp): Promise<StatusBarItem> =>
    session.workbench.untilStatus('parapet.status', pattern);
  const asksForAttention = ({ kinds }: StatusBarItem): boolean => kinds.includes('warning-kind');

  it('is on after the start, quietly', async () => {
    const item = await status(/Parapet: on/);
    assert.equal(item.text, 'Parapet');
    assert.ok(!asksForAttention(item));
  });

  it('says when Parapet only observes, and when it is off, without asking for attention', async () => {
    await session.changeSettings({ [MODE]: 'observe' });
    assert.ok(!asksForAttention(await status(/observing/)));
    await session.changeSettings({ [MODE]: 'off' });
    assert.ok(!asksForAttention(await status(/off/)));
    await session.changeSettings({});
    await status(/Parapet: on/);
  });

  it('asks for attention while a policy has a mistake, and not once it is mended', async () => {
    session.write('.parapet.yaml', POLICY.replace('severity: critical', 'severity: dire'));
    const item = await status(/policy error/);
    assert.ok(asksForAttention(item));
    assert.match(item.label, /\.parapet\.yaml/);
    session.write('.parapet.yaml', POLICY);
    assert.ok(!asksForAttention(await status(/Parapet: on/)));
  });

  it('counts what was withheld, once for each place', async () => {
    await session.workbench.openFile('run.sh');
    await session.workbench.type('terraform des');
    await session.workbench.untilNote('withheld');
    await status(/1 suggestion withheld/);
    await session.workbench.press('Backspace');
    await session.workbench.type('s');
    await session.workbench.untilNote('withheld');
    await status(/1 suggestion withheld/);
  });

  it('opens a list of what was withheld, with the explanation', async () => {
    const { page } = session.workbench;
    await page.locator('.statusbar-item[id="parapet.parapet.parapet.status"]').click();
    const row = page.locator(`${PICKER} .monaco-list-row`, { hasText: 'Environment teardown' });
    await row.waitFor();
    assert.match(await row.innerText(), /withheld · run\.sh:1/);
    await row.click();
    const dialog = page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /It takes hours\./);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('leads to the policy that holds', async () => {
    await session.workbench.runCommand('Parapet: Open the Policy That Holds Here');
    await session.workbench.page.waitForSelector('.tab.active[data-resource-name=".parapet.yaml"]');
  });
});
