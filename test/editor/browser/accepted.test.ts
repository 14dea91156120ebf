import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gutterIcons } from '../../host/drive/gutter';
import {
  hoversAt,
  hoversHere,
  pointAtNothing,
  pointAtStatus,
  showHoverAt,
  untilHover,
} from '../../host/drive/hovers';
import { answerNotification, openNotifications, untilNotification } from '../../host/drive/notifications';
import { untilNoProblem, untilProblem } from '../../host/drive/problems';
import { chooseQuickFix, showQuickFixes } from '../../host/drive/quickFixes';
import { commit, leaveSourceControl, writeCommitMessage } from '../../host/drive/sourceControl';
import { keepScreenshotsOfFailures, openEditor, poll } from '../../host/harness';
import type { EditorSession, StatusBarItem } from '../../host/harness';

const POLICY = `version: 1
extends: [recommended]
rules:
  - id: legacy-client
    title: The legacy client
    why: It retries for ever.
    instead: Use the new one.
    severity: medium
    match: { any: ['\\blegacy_client\\b'] }
    action: warn
`;

const OFFER = /each commit of “shop”/;
const ICON = /ai-line-(?:dark|light)\.svg/;
const COMMITTED_ICON = /ai-line-committed-(?:dark|light)\.svg/;

describe('an accepted suggestion', () => {
  let session: EditorSession;

  before(async function () {
    this.timeout(240_000);
    session = await openEditor({
      files: { '.parapet.yaml': POLICY, 'run.sh': '#!/bin/sh\n', 'sync.sh': '#!/bin/sh\n' },
      script: [
        { typed: 'ec', insert: 'ho hello\necho world' },
        { typed: 'call leg', insert: 'acy_client --all' },
      ],
      assistants: ['assistant'],
      // Not the assistant's script, which is untracked.
      settings: { 'git.enableSmartCommit': true, 'git.smartCommitChanges': 'tracked' },
    });
  });
  after(() => session?.close());
  keepScreenshotsOfFailures(() => session);

  const status = (pattern: RegExp): Promise<StatusBarItem> =>
    session.workbench.untilStatus('parapet.status', pattern);

  it('is counted in the status bar with its risk, and the tooltip says what that is made of', async () => {
    const { workbench } = session;
    await status(/Parapet: on/);
    await workbench.openFile('run.sh');
    await workbench.press('ControlOrMeta+End');
    await workbench.type('ec');
    await workbench.untilSuggested('ho hello');
    await workbench.accept();
    const item = await status(/AI line/);
    assert.equal(item.text, 'Parapet: low risk, 2 AI lines');
    assert.ok(!item.kinds.includes('warning-kind'));
    await pointAtStatus(workbench, 'parapet.status');
    const tooltip = await untilHover(workbench, /of 100/);
    assert.match(tooltip, /2 AI lines not yet committed: low risk, \d+ of 100\s+\+\d+ .*run\.sh/);
    await pointAtNothing(workbench);
  });

  it('brings the offer of hooks, which are installed where a person wants them', async () => {
    const { workbench, folder } = session;
    await untilNotification(workbench, OFFER);
    await answerNotification(workbench, OFFER, 'Install Hooks');
    await untilNotification(workbench, /installed in “shop”/);
    assert.match(fs.readFileSync(path.join(folder, '.git/hooks/prepare-commit-msg'), 'utf8'), /parapet/);
    await workbench.press('ControlOrMeta+1');
  });

  it('tells where it came from where one points at it; what a person typed does not', async () => {
    const { workbench } = session;
    await showHoverAt(workbench, 3, 7);
    const hover = await untilHover(workbench, /Written by AI/);
    assert.match(hover, /demo\.assistant 1\.0\.0, .*\d/);
    assert.match(hover, /verdict: allow/);
    await workbench.press('Escape');
    assert.deepEqual(await hoversAt(workbench, 1, 4), []);
  });

  it('keeps its label where it is copied and pasted elsewhere', () => untilPastedIsOfAi(session));

  it('has no mark in the gutter unless a person wants one', async () => {
    const { page } = session.workbench;
    assert.equal(await gutterIcons(page, ICON), 0);
    await session.changeSettings({ 'parapet.labels.showGutterMarks': true });
    const marks = async (): Promise<number | undefined> => (await gutterIcons(page, ICON)) || undefined;
    assert.equal(await poll(marks, 'marks in the gutter'), 2);
    await session.changeSettings({});
    // Marks would be drawn a moment after the editor.
    await page.waitForTimeout(1_000);
    assert.equal(await gutterIcons(page, ICON), 0);
  });

  it('carries a warning where a rule finds something in it, and its quick fix explains the rule', async () => {
    const { workbench } = session;
    await workbench.openFile('sync.sh');
    await workbench.press('ControlOrMeta+End');
    await workbench.type('call leg');
    await workbench.untilSuggested('acy_client');
    await workbench.accept();
    const problem = await untilProblem(workbench, /The legacy client/);
    assert.match(problem, /legacy-client.*\[Ln 2, Col 6\].*Instead: Use the new one\./);
    await status(/medium risk, 3 AI lines/);

    await workbench.focusGroup();
    await workbench.goTo(2, 8);
    const fixes = await showQuickFixes(workbench);
    assert.deepEqual(fixes.slice(0, 2), ['Remove the AI snippet', 'Explain legacy-client']);
    await chooseQuickFix(workbench, 'Explain legacy-client');
    const dialog = workbench.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /It retries for ever\./);
    await workbench.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('is in the list behind the status bar, gravest first, which leads to its line', async () => {
    const { workbench } = session;
    const { page } = workbench;
    await page.locator('.statusbar-item[id="parapet.parapet.parapet.status"]').click();
    const rows = page.locator('.quick-input-widget .monaco-list-row');
    await rows.first().waitFor();
    const [first = '', second = ''] = await rows.allInnerTexts();
    assert.match(first, /sync\.sh:2[\s\S]*The legacy client/);
    assert.match(second, /run\.sh:2–3[\s\S]*echo hello/);
    await rows.nth(1).click();
    await page.waitForSelector('.tab.active[data-resource-name="run.sh"]');
    await page.waitForSelector('[id="status.editor.selection"][aria-label^="Ln 2,"]');
  });

  it('goes by the quick fix, and its warning with it; what was typed stays', async () => {
    const { workbench } = session;
    await workbench.page.click('.tab[data-resource-name="sync.sh"]');
    await workbench.focusGroup();
    await workbench.goTo(2, 8);
    await showQuickFixes(workbench);
    await chooseQuickFix(workbench, 'Remove the AI snippet');
    await untilNoProblem(workbench);
    await status(/low risk, 2 AI lines/);
    await workbench.focusGroup();
    await workbench.save();
    assert.equal(session.read('sync.sh'), '#!/bin/sh\ncall leg');
  });

  it('is in the message of the commit that Source Control makes, and counted no more', async () => {
    const { workbench, folder } = session;
    await workbench.openFile('run.sh');
    await workbench.save();
    await writeCommitMessage(workbench, 'Say hello');
    await commit(workbench, ['run.sh', 'sync.sh']);
    const message = execFileSync('git', ['log', '-1', '--format=%B'], { cwd: folder, encoding: 'utf8' });
    assert.equal(
      message.trim(),
      'Say hello\n\nAssisted-by: demo.assistant:1.0.0\nAI-Lines: 2/3\nAI-Risk: low',
    );
    assert.equal((await status(/Parapet: on/)).text, 'Parapet');
    await leaveSourceControl(workbench);
  });

  it('tells its commit from then on where one points at it, and has a paler mark for who wants one', async () => {
    const { workbench } = session;
    const { page } = workbench;
    await workbench.openFile('run.sh');
    await session.changeSettings({ 'parapet.labels.showGutterMarks': true });
    const marks = async (): Promise<number | undefined> =>
      (await gutterIcons(page, COMMITTED_ICON)) || undefined;
    assert.equal(await poll(marks, 'paler marks in the gutter'), 2);
    assert.equal(await gutterIcons(page, ICON), 0);
    const hover = await poll(async () => {
      await workbench.press('Escape');
      await showHoverAt(workbench, 3, 7).catch(() => undefined);
      for (let i = 0; i < 10; i++) {
        await page.waitForTimeout(500);
        const text = (await hoversHere(workbench)).join('\n');
        if (/Say hello/.test(text)) return text;
      }
      return undefined;
    }, 'a hover with the commit');
    assert.match(hover, /Written by AI[^]*demo\.assistant[^]*[0-9a-f]{10}[^]*Say hello[^]*Committed: .+, /);
    assert.match(hover, /AI lines of this commit: low risk/);
    await page.locator('.monaco-hover:not(.hidden) a', { hasText: /^[0-9a-f]{10}$/ }).click();
    await page.locator('.tab.active', { hasText: /^[0-9a-f]{7} - Say hello/ }).waitFor();
    // It takes the focus once it is there.
    await page.locator('.multiDiffEntry .view-line', { hasText: 'leg' }).first().waitFor();
  });

  it('keeps its label where it is copied after it was committed, and known by the commit alone', async () => {
    fs.rmSync(path.join(session.folder, '.git/parapet'), { recursive: true });
    await session.reload();
    await untilPastedIsOfAi(session);
  });

  it('brings the offer of hooks once only', async () => {
    const messages = await openNotifications(session.workbench);
    assert.ok(!messages.some((message) => OFFER.test(message)), messages.join('\n'));
  });
});

/** Copies the line of run.sh that was accepted to the end of sync.sh, and takes it out again. */
async function untilPastedIsOfAi({ workbench }: EditorSession): Promise<void> {
  const pastedAt = async (): Promise<number | undefined> =>
    (await workbench.lines()).lastIndexOf('echo world') + 1 || undefined;
  await poll(
    async () => {
      await workbench.openFile('run.sh');
      await workbench.goTo(3, 1);
      await workbench.press('Shift+End');
      await workbench.press('ControlOrMeta+c');
      // Who wrote a committed line is only asked for then.
      await workbench.page.waitForTimeout(1_000);
      await workbench.openFile('sync.sh');
      await workbench.press('ControlOrMeta+End');
      await workbench.press('Enter');
      await workbench.press('ControlOrMeta+v');
      const line = await poll(pastedAt, 'the pasted line', () => workbench.lines());
      const said = (await hoversAt(workbench, line, 7)).join('\n');
      await workbench.press('Escape');
      await workbench.revert();
      return /Written by AI[^]*demo\.assistant/.test(said) || undefined;
    },
    'a label on what was pasted',
    undefined,
    60_000,
  );
  await workbench.openFile('run.sh');
}
