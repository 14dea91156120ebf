import fs from 'node:fs';

/** A line for every offer and accept, for whoever wants to know what was offered and never seen. */
export interface Journal {
  write(record: Readonly<Record<string, string>>): void;
}

/** Appends JSON Lines to the file that `DEMO_ASSISTANT_JOURNAL` names; without one nothing is kept. */
export function journal(assistant: string): Journal {
  const file = process.env['DEMO_ASSISTANT_JOURNAL'];
  return {
    write(record) {
      if (file !== undefined) fs.appendFileSync(file, `${JSON.stringify({ assistant, ...record })}\n`);
    },
  };
}
