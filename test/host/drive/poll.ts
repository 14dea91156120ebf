/** For whatever follows an action in milliseconds; generous, since machines are shared. */
export const REACT_MS = 20_000;

/** Asks until there is an answer; the error says what was there instead. */
export async function poll<T>(
  ask: () => Promise<T | undefined>,
  what: string,
  seen: () => Promise<unknown> = () => Promise.resolve(undefined),
  timeoutMs = REACT_MS,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) {
      throw new Error(`Waited ${timeoutMs} ms for ${what}; there was ${JSON.stringify(await seen())}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
