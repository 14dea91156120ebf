/** Prints a line for the person who runs the command. */
export const say = (line = ''): void => {
  process.stdout.write(`${line}\n`);
};

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Runs something that takes a while, saying so before it begins and how long it took. */
export async function sayWhile<T>(what: string, run: () => Promise<T>): Promise<T> {
  const start = Date.now();
  say(`${what} …`);
  const result = await run();
  say(`  done in ${seconds(Date.now() - start)}`);
  return result;
}

/** What a person can mend: printed without a stack trace. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** Runs an entry point: its number is the exit code; an error is printed and exits 2. */
export function main(run: () => Promise<number>): void {
  run().then(
    (code) => process.exit(code),
    (error: unknown) => {
      const text =
        error instanceof UserError ? error.message : error instanceof Error ? error.stack : String(error);
      process.stderr.write(`\n${text}\n`);
      process.exit(2);
    },
  );
}
