/** A command of the command line within this process: the same, without the time that starting Node takes. */
import type { Command } from '../../src/node/cli/command';
import type { Run } from './parapet';

export async function runHere(
  command: Command,
  cwd: string,
  args: readonly string[],
  input = '',
): Promise<Run> {
  let out = '';
  let err = '';
  const code = await command.run(args, {
    cwd,
    stdin: pieces(input),
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    colour: false,
    now: new Date(),
  });
  return { code, out, err };
}

async function* pieces(text: string): AsyncGenerator<string> {
  yield text;
}
