import { commands, env, l10n, Uri, window } from 'vscode';
import type { Disposable } from 'vscode';
import { COMMIT_COMMANDS } from '../../contract/manifest';

/** Of VS Code's own git extension; shows what a commit changes. */
const VIEW_COMMIT = 'git.viewCommit';

const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{40,64}$/.test(value);

/** What the links of a hover over a committed line do. */
export function registerCommitCommands(): readonly Disposable[] {
  return [
    commands.registerCommand(COMMIT_COMMANDS.open, async (file: unknown, id: unknown) => {
      if (typeof file !== 'string' || !isId(id)) return;
      const canView = (await commands.getCommands(true)).includes(VIEW_COMMIT);
      if (canView) await commands.executeCommand(VIEW_COMMIT, Uri.file(file), id);
      else await copy(id);
    }),
    commands.registerCommand(COMMIT_COMMANDS.copy, async (id: unknown) => {
      if (isId(id)) await copy(id);
    }),
  ];
}

async function copy(id: string): Promise<void> {
  await env.clipboard.writeText(id);
  window.setStatusBarMessage(l10n.t('Copied {0}', id), 3_000);
}
