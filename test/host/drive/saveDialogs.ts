/** VS Code's question whether to save what changed, answered as tests mean it. */
import type { Page } from 'playwright-core';

const DIALOG = '.monaco-dialog-box';
const LOOK_MS = 500;
const CLICK_MS = 2_000;

/**
 * Answers “Don't Save” wherever VS Code asks in this page, until `stop`. It is modal: nothing else has the focus while
 * it waits, so that a test that closes an editor a moment too early would have all tests behind it fail.
 *
 * @param answered told what VS Code asked
 */
export function answerSaveDialogs(
  page: Page,
  answered: (question: string) => void,
): { stop(): Promise<void> } {
  const dialog = page.locator(DIALOG);
  const no = dialog.locator('.monaco-button', { hasText: "Don't Save" });
  const stopped = new AbortController();
  const look = async (): Promise<void> => {
    if (!(await no.isVisible())) return;
    const question = await dialog.locator('.dialog-message').innerText();
    await no.click({ timeout: CLICK_MS });
    answered(question.trim());
  };
  const watch = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      // The page may be closing, or the dialog be gone by itself.
      await look().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  const watching = watch();
  return {
    stop() {
      stopped.abort();
      return watching;
    },
  };
}
