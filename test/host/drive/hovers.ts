/** Points at things and reads what appears there. */
import type { Page } from 'playwright-core';
import { poll } from './poll';
import type { Workbench } from './workbench';

/** In the editor, over the status bar, over rows of a view. */
const HOVER = '.monaco-hover:not(.hidden)';

/** Texts of the hovers that are up, non-breaking spaces as spaces. */
async function hovers(page: Page): Promise<string[]> {
  const texts = await page.locator(HOVER).allInnerTexts();
  return texts.map((text) => text.replaceAll('\u00a0', ' ').trim()).filter((text) => text !== '');
}

/** Waits for a hover that matches and returns its text. */
export function untilHover({ page }: Workbench, pattern: RegExp): Promise<string> {
  const find = async (): Promise<string | undefined> =>
    (await hovers(page)).find((text) => pattern.test(text));
  return poll(find, `a hover that matches ${pattern}`, () => hovers(page));
}

/** Texts of the hovers that are up. */
export const hoversHere = ({ page }: Workbench): Promise<string[]> => hovers(page);

/** Puts the cursor at a 1-based line and column and has the editor show its hover there. */
export async function showHoverAt(workbench: Workbench, line: number, column: number): Promise<void> {
  await workbench.goTo(line, column);
  await workbench.press('ControlOrMeta+k');
  await workbench.press('ControlOrMeta+i');
}

/** Hovers over something that has none show nothing, which takes a moment to be sure of. */
export async function hoversAt(workbench: Workbench, line: number, column: number): Promise<string[]> {
  await showHoverAt(workbench, line, column);
  await workbench.page.waitForTimeout(700);
  return hovers(workbench.page);
}

/** Points at an item of the status bar, by the id it was created with. */
export async function pointAtStatus({ page }: Workbench, id: string): Promise<void> {
  await page.locator(`.statusbar-item[id="parapet.parapet.${id}"]`).hover();
}

/** Takes the mouse to where nothing is pointed at. */
export async function pointAtNothing({ page }: Workbench): Promise<void> {
  await page.mouse.move(640, 2);
}
