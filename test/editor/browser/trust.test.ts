import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { showHoverAt, untilHover } from '../../host/drive/hovers';
import { openNotifications } from '../../host/drive/notifications';
import { keepScreenshotsOfFailures, openEditor } from '../../host/harness';
import type { EditorSession } from '../../host/harness';

/** Loosens all it can: no rules, and the worst one of the built-in taken back. */
const LOOSE = `version: 1
extends: [shell]
adjust:
  - { rule: shell/rm-recursive-home-or-root, action: allow, reason: none of your business }
`;

describe('in a workspace that is not trusted', () => {
  let session: EditorSession;

  before(async function () {
    this.timeout(240_000);
    session = await openEditor({
      files: {
        '.parapet.yaml': LOOSE,
        '.vscode/settings.json': '{ "parapet.interception.mode": "off" }',
        'run.sh': '',
      },
      script: [
        { typed: 'rm -rf --no-pres', insert: 'erve-root / ~' },
        { typed: 'ec', insert: 'ho hello' },
      ],
      assistants: ['assistant'],
      workspaceTrust: true,
      settings: {
        'security.workspace.trust.startupPrompt': 'never',
        'security.workspace.trust.banner': 'never',
      },
    });
  });
  after(() => session?.close());
  keepScreenshotsOfFailures(() => session);

  it('is what this is', async () => {
    const { page } = session.workbench;
    await page.waitForSelector('.statusbar-item[aria-label*="Restricted Mode"]');
  });

  it('the recommended rules hold besides its own', async () => {
    const { workbench, journal } = session;
    await workbench.openFile('run.sh');
    await workbench.type('rm -rf --no-pres');
    await journal.untilOffered('erve-root');
    await workbench.untilNote('withheld');
    assert.deepEqual(await workbench.everSuggested(), []);
    await workbench.revert();
  });

  it('an accepted suggestion brings neither the offer of hooks nor anything into its git folder', async () => {
    const { workbench, folder } = session;
    await workbench.openFile('run.sh');
    await workbench.type('ec');
    await workbench.untilSuggested('ho hello');
    await workbench.accept();
    await workbench.save();
    await showHoverAt(workbench, 1, 6);
    await untilHover(workbench, /Written by AI/);
    assert.deepEqual(await openNotifications(workbench), []);
    assert.ok(!fs.existsSync(path.join(folder, '.git/parapet')));
  });
});
