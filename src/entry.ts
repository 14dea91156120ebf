/**
 * What VS Code loads. It is small, since whatever another extension registers until the wrap is in place is missed;
 * everything else, two hundred times as much code, is loaded when Parapet is activated.
 */
import { installed } from './editor/intercept/install';
import { createRequire } from 'node:module';
import type { ExtensionContext } from 'vscode';
import type { ParapetApi } from './editor/parapetApi';
import type * as Extension from './extension';

/** Not `import()`, which would let other extensions come first. */
const load = createRequire(__filename);

export function activate(context: ExtensionContext): ParapetApi {
  try {
    const { start } = load('./extension.js') as typeof Extension;
    return start(context, installed);
  } catch (error) {
    // Nobody's suggestions may suffer for it.
    installed.uninstall();
    throw error;
  }
}

export function deactivate(): void {
  installed.uninstall();
}
