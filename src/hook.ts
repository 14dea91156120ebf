/**
 * Composition root of the program that git hooks start: the command line's `hook` alone, since the whole of it takes
 * longer to load than a hook may take.
 */
import type { Terminal } from './node/cli/command';
import { hookCommand } from './node/cli/hookCommand';

const terminal: Terminal = {
  cwd: process.cwd(),
  get stdin() {
    return process.stdin;
  },
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  colour: false,
  now: new Date(),
};

/** `hook` itself comes first, so that the launcher need not know which of the two it starts. */
const [, , , ...args] = process.argv;
void hookCommand.run(args, terminal).then(() => process.exit());
