/** Where `HEAD` has been: git-reflog(1), which git keeps as text, the latest last. */
import path from 'node:path';
import { linesIn } from '../linesIn';

export interface Move {
  readonly before: string;
  readonly now: string;
  readonly message: string;
  /** As it stands there. */
  readonly line: string;
}

/** The last so many. */
export function readMoves(gitDir: string, count: number): Move[] {
  return linesIn(path.join(gitDir, 'logs', 'HEAD'))
    .slice(-count)
    .flatMap((line) => {
      const [, before, now, message = ''] =
        /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) [^\t]*\t?(.*)$/.exec(line) ?? [];
      return before === undefined || now === undefined ? [] : [{ before, now, message, line }];
    });
}
