/** A note that a git writes which the launcher has started beside the handler, so that nobody waits for it to get ready. */
import { closeSync, writeSync } from 'node:fs';
import type { Environment } from '../environment';

/** Set by the launcher where what the handler prints is what `git fast-import` reads. */
export const NOTE_PIPED = 'PARAPET_NOTE';

/** What becomes of it only the launcher will know. */
export interface PipedNote {
  write(stream: Buffer): void;
  /** It comes to nothing more. */
  close(): void;
}

const STANDARD_OUTPUT = 1;

export function pipedNote(env: Environment): PipedNote | undefined {
  if (env[NOTE_PIPED] === undefined) return undefined;
  return {
    write(stream) {
      try {
        for (let at = 0; at < stream.length;) at += writeSync(STANDARD_OUTPUT, stream, at);
      } catch {
        // That git has ended, as the launcher will see.
      }
    },
    close: () => closeSync(STANDARD_OUTPUT),
  };
}
