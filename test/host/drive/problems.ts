/** The Problems view, which its reading opens. */
import { poll } from './poll';
import type { Workbench } from './workbench';

/** Waits for a row that matches; white space in it is one space. */
export function untilProblem(workbench: Workbench, pattern: RegExp): Promise<string> {
  const rows = async (): Promise<string[]> =>
    (await workbench.problems()).map((row) => row.replace(/\s+/g, ' '));
  const find = async (): Promise<string | undefined> => (await rows()).find((row) => pattern.test(row));
  return poll(find, `a problem that matches ${pattern}`, rows);
}

/** Waits until no problem is left. */
export async function untilNoProblem(workbench: Workbench): Promise<void> {
  const none = async (): Promise<true | undefined> =>
    (await workbench.problems()).some((row) => row.includes('[Ln ')) ? undefined : true;
  await poll(none, 'no problem to be left', () => workbench.problems());
}
