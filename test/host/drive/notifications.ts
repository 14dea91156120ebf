/** VS Code's notifications: those that are up, and those that a toast has put away into the list behind the bell. */
import { poll } from './poll';
import type { Workbench } from './workbench';

const CENTRE = '.notifications-center';
const ROW = `${CENTRE} .notification-list-item`;

/** A toast comes within seconds; asked for so many times, it has come and gone. */
const ASKED_BEFORE_LIST = 60;

const hasCentre = ({ page }: Workbench): Promise<boolean> => page.locator(`${CENTRE}.visible`).isVisible();

async function showList(workbench: Workbench): Promise<void> {
  if (await hasCentre(workbench)) return;
  await workbench.runCommand('Notifications: Show Notifications');
  await workbench.page.waitForSelector(`${CENTRE}.visible`);
}

/** Messages of all notifications that nobody has answered or closed, newest first. */
export async function openNotifications(workbench: Workbench): Promise<string[]> {
  await showList(workbench);
  const messages = await workbench.page.locator(`${ROW} .notification-list-item-message`).allInnerTexts();
  await workbench.runCommand('Notifications: Hide Notifications');
  return messages;
}

/** Waits for a notification whose message matches, and returns the message; opens the list where the toast is gone. */
export function untilNotification(workbench: Workbench, pattern: RegExp): Promise<string> {
  const all = async (): Promise<string[]> => [
    ...(await workbench.notifications()),
    ...(await workbench.page.locator(`${ROW} .notification-list-item-message`).allInnerTexts()),
  ];
  let asked = 0;
  const find = async (): Promise<string | undefined> => {
    const found = (await all()).find((message) => pattern.test(message));
    if (found === undefined && ++asked % ASKED_BEFORE_LIST === 0) await showList(workbench);
    return found;
  };
  return poll(find, `a notification that matches ${pattern}`, all);
}

/** Presses a button of a notification, whether it is still up or not. */
export async function answerNotification(
  workbench: Workbench,
  message: RegExp,
  button: string,
): Promise<void> {
  await showList(workbench);
  const row = workbench.page.locator(ROW, { hasText: message });
  await row.locator('.monaco-button', { hasText: button }).click();
}

export async function clearNotifications(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Notifications: Clear All Notifications');
}
