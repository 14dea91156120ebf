import { startCodeServer } from '../drive/codeServer';
import { demoSettings } from '../drive/settings';
import { vsixPath } from '../install/packages';
import { provisionEditor } from '../install/provision';
import { say } from '../say';
import { DEMO_ASSISTANTS, PROPOSED_API } from './extensions';

/** Serves VS Code at a local address until it is interrupted. Returns an exit code. */
export async function openInBrowserEditor(workspace: string): Promise<number> {
  const server = await startCodeServer(await provisionEditor(), {
    extensions: [vsixPath('parapet'), ...DEMO_ASSISTANTS.map(vsixPath)],
    settings: demoSettings,
    proposedApi: [PROPOSED_API],
    keepWhenIdle: true,
  });
  say(`\n  VS Code with Parapet is at  ${server.url(workspace)}\n\n  Ctrl-C ends it.`);
  const code = await server.ended;
  await server.stop();
  return code ?? 1;
}
