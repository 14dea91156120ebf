/** The quick fixes at the cursor, as the light bulb offers them. */
import type { Workbench } from './workbench';

const LIST = '.action-widget';

/** Opens the list and returns its titles. */
export async function showQuickFixes({ page }: Workbench): Promise<string[]> {
  await page.keyboard.press('ControlOrMeta+.');
  const rows = page.locator(`${LIST} .monaco-list-row.action`);
  await rows.first().waitFor();
  return rows.allInnerTexts();
}

/** Chooses from the list that is open. */
export async function chooseQuickFix({ page }: Workbench, title: string): Promise<void> {
  await page.locator(`${LIST} .monaco-list-row.action`, { hasText: title }).click();
}
