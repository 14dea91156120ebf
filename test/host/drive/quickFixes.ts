/** The quick fixes at the cursor, as the light bulb offers them. */
import type { Workbench } from './workbench';

const LIST = '.action-widget';
const OPEN_MS = 3_000;
const ATTEMPTS = 6;

/** Opens the list and returns its titles. */
export async function showQuickFixes({ page }: Workbench): Promise<string[]> {
  const rows = page.locator(`${LIST} .monaco-list-row.action`);
  for (let patience = ATTEMPTS; patience > 0; patience--) {
    await page.keyboard.press('ControlOrMeta+.');
    // Pressed while VS Code still asks for what there is, the key opens nothing.
    const isOpen = await rows
      .first()
      .waitFor({ timeout: OPEN_MS })
      .then(() => true)
      .catch(() => false);
    if (isOpen) return rows.allInnerTexts();
  }
  throw new Error('no quick fix was offered at the cursor');
}

/** Chooses from the list that is open. */
export async function chooseQuickFix({ page }: Workbench, title: string): Promise<void> {
  await page.locator(`${LIST} .monaco-list-row.action`, { hasText: title }).click();
}
