/** The Source Control view. Without anything staged it commits what `git.enableSmartCommit` lets it. */
import { poll } from './poll';
import type { Workbench } from './workbench';

const MESSAGE = '.scm-view .scm-editor';

/** Opens the view and writes the commit's message, of one line. */
export async function writeCommitMessage({ page }: Workbench, message: string): Promise<void> {
  await page.keyboard.press('Control+Shift+g');
  await page.locator(`${MESSAGE} .monaco-editor`).click();
  await page.waitForSelector(`${MESSAGE} .monaco-editor.focused`);
  await page.keyboard.insertText(message);
}

/**
 * Commits once the view lists the files with these names, which takes it a moment after they are saved. Waits until
 * the message is gone, which VS Code keeps where it could not commit.
 */
export async function commit({ page }: Workbench, names: readonly string[]): Promise<void> {
  for (const name of names) await page.locator('.scm-view .resource', { hasText: name }).waitFor();
  await page.keyboard.press('ControlOrMeta+Enter');
  const message = async (): Promise<string> =>
    (await page.locator(`${MESSAGE} .view-line`).allInnerTexts()).join('\n').trim();
  const isDone = async (): Promise<true | undefined> => ((await message()) === '' ? true : undefined);
  await poll(isDone, 'the commit', message);
}

/** Points at a commit in the view's graph. */
export async function pointAtCommit({ page }: Workbench, subject: string): Promise<void> {
  await page.locator('.scm-history-view .monaco-list-row', { hasText: subject }).hover();
}

/** Brings the explorer back, which stands beside the editors otherwise. */
export async function leaveSourceControl({ page }: Workbench): Promise<void> {
  await page.keyboard.press('Control+Shift+e');
  await page.waitForSelector('.explorer-folders-view .monaco-list-row');
}
