import path from 'node:path';
import { launchBrowser } from '../drive/browser';
import { startCodeServer } from '../drive/codeServer';
import { answerSaveDialogs } from '../drive/saveDialogs';
import { literalTypingSettings } from '../drive/settings';
import { Workbench } from '../drive/workbench';
import { oneFailed, type Counts } from '../counts';
import { packageAll, vsixPath } from '../install/packages';
import { provisionEditor } from '../install/provision';
import { inCache } from '../paths';
import { say } from '../say';
import { PROPOSED_API } from '../start/extensions';
import { createWorkspace, removeWorkspace } from '../workspace';
import { IN_HOST_EXTENSIONS, JOURNAL } from './extensions';
import { HostFiles } from './hostFiles';

/** Runs the in-host tests with the sample workspace open. An extension host exists only while a page is connected. */
export async function inBrowserHost(grep?: string): Promise<Counts> {
  await packageAll();
  const editor = await provisionEditor();
  const workspace = await createWorkspace('sample');
  const files = new HostFiles(grep);
  const browser = await launchBrowser();
  try {
    const server = await startCodeServer(editor, {
      extensions: IN_HOST_EXTENSIONS.map(vsixPath),
      settings: literalTypingSettings,
      proposedApi: [PROPOSED_API],
      env: { ...files.env, [JOURNAL]: path.join(path.dirname(workspace), 'assistant.jsonl') },
    });
    try {
      const page = await browser.newPage();
      const workbench = new Workbench(page);
      await workbench.load(server.url(workspace));
      const dialogs = answerSaveDialogs(page, (question) =>
        say(`    answered with “Don't Save”: ${question}`),
      );
      const result = await files.follow(server.ended).finally(() => dialogs.stop());
      if (result.failed > 0) await workbench.screenshot(inCache('screenshots', 'in-host.png'));
      return result;
    } finally {
      await server.stop();
    }
  } catch (error) {
    return oneFailed(error);
  } finally {
    await browser.close();
    files.remove();
    removeWorkspace(workspace);
  }
}
