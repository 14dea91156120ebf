import assert from 'node:assert/strict';
import { keepScreenshotsOfFailures, openEditor, type EditorSession } from '../../host/harness';

describe('The workbench', () => {
  let session: EditorSession;

  before(async () => {
    session = await openEditor({
      files: { 'scripts/deploy.sh': '#!/bin/sh\n' },
      script: [{ typed: 'echo he', insert: 'llo' }],
    });
  });
  after(() => session?.close());
  keepScreenshotsOfFailures(() => session);

  it("shows Parapet's status bar item", async () => {
    const item = await session.workbench.untilStatus('parapet.status', /Parapet/);
    assert.match(item.text, /Parapet/);
  });

  it('shows a harmless suggestion and takes it in', async () => {
    const { workbench } = session;
    await workbench.openFile('scripts/deploy.sh');
    await workbench.press('ControlOrMeta+End');
    await workbench.type('echo he');
    await workbench.untilSuggested('llo');
    await workbench.accept();
    await workbench.save();
    assert.equal(session.read('scripts/deploy.sh'), '#!/bin/sh\necho hello');
  });
});
