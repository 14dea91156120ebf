/** `npm start`: a sample workspace in a VS Code with Parapet and the demo assistant. `-- --tour`: without a person. */
import path from 'node:path';
import { openInBrowserEditor } from './start/browserEditor';
import { openInDesktopEditor, findDesktopEditor } from './start/desktopEditor';
import { packageAll } from './install/packages';
import { exitOnSignals } from './processes';
import { main, say, sayWhile, UserError } from './say';
import { tour } from './tour/tour';
import { createWorkspace } from './workspace';

const HELP = `npm start              opens the sample workspace: in the desktop's VS Code if \`code\` is on the PATH, else in the browser
npm start -- --browser opens it in the browser in any case
npm start -- --tour    drives it without a person, says what was seen, and saves screenshots`;

async function start(args: readonly string[]): Promise<number> {
  const unknown = args.find((arg) => !['--tour', '--browser', '--help'].includes(arg));
  if (unknown !== undefined) throw new UserError(`Unknown argument ${unknown}.\n${HELP}`);
  if (args.includes('--help')) {
    say(HELP);
    return 0;
  }
  await sayWhile('Packaging Parapet and the demo assistant', packageAll);
  if (args.includes('--tour')) return tour();

  const workspace = await createWorkspace('sample');
  say(`The sample workspace is a copy: ${workspace} (its README says what to try)`);
  const code = args.includes('--browser') ? undefined : await findDesktopEditor();
  const state = path.join(path.dirname(workspace), 'editor');
  return code === undefined ? openInBrowserEditor(workspace) : openInDesktopEditor(code, workspace, state);
}

exitOnSignals();
main(() => start(process.argv.slice(2)));
