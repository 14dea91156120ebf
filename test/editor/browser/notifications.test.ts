import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { answerNotification, openNotifications, untilNotification } from '../../host/drive/notifications';
import { keepScreenshotsOfFailures, openEditor } from '../../host/harness';
import type { EditorSession } from '../../host/harness';

const OFFER = /each commit of “shop”/;

describe('notifications', () => {
  let session: EditorSession;

  before(async function () {
    this.timeout(240_000);
    session = await openEditor({
      files: { 'run.sh': '#!/bin/sh\n', 'other.sh': '#!/bin/sh\n' },
      script: [{ typed: 'ec', insert: 'ho hello' }],
      assistants: ['assistant'],
    });
  });
  after(() => session?.close());
  keepScreenshotsOfFailures(() => session);

  async function acceptIn(file: string): Promise<void> {
    const { workbench } = session;
    await workbench.openFile(file);
    await workbench.press('ControlOrMeta+End');
    await workbench.press('Enter');
    await workbench.forgetSuggestions();
    await workbench.type('ec');
    await workbench.untilSuggested('ho hello');
    await workbench.accept();
  }

  it('offer the hooks once, and not again where a person said “Not Here”', async () => {
    const { workbench } = session;
    await acceptIn('run.sh');
    await untilNotification(workbench, OFFER);
    await answerNotification(workbench, OFFER, 'Not Here');
    await workbench.press('ControlOrMeta+1');
    await workbench.save();
    await session.reload();
    await workbench.untilStatus('parapet.status', /1 AI line/);
    await acceptIn('run.sh');
    await workbench.untilStatus('parapet.status', /2 AI lines/);
    assert.deepEqual(await openNotifications(workbench), []);
    assert.ok(!fs.existsSync(path.join(session.folder, '.git/hooks/prepare-commit-msg')));
    await workbench.press('ControlOrMeta+1');
    await workbench.save();
  });

  it('say once that labels cannot be kept, however much is accepted', async () => {
    const { workbench, folder } = session;
    const log = path.join(folder, '.git/parapet');
    fs.rmSync(log, { recursive: true, force: true });
    // Nothing can be written below a file, not even by root.
    fs.writeFileSync(log, '');
    for (const file of ['run.sh', 'other.sh', 'run.sh']) {
      await acceptIn(file);
      await workbench.type(' and what a person types');
      await workbench.save();
    }
    await workbench.untilStatus('parapet.status', /AI line/);
    const errors = session.extensionLog('parapet.parapet', 'Parapet').match(/\[error\]/g) ?? [];
    assert.ok(errors.length <= 1, session.extensionLog('parapet.parapet', 'Parapet'));
    const messages = await openNotifications(workbench);
    assert.equal(messages.length, 1, messages.join('\n'));
    assert.match(messages[0] ?? '', /parapet/);
  });
});
