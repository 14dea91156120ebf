/**
 * Runs what git hooks start within this process, so that a thousand commits do not start Node two thousand times: the
 * launcher is the real one, its handler a shell script that hands over here.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, createReadStream, openSync, rmSync, writeFileSync, type ReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { hookCommand } from '../../../src/node/cli/hookCommand';

/** Trailers are tested elsewhere; the handler sees to what writes notes alone. */
const CLIENT = (desk: string): string => `#!/bin/sh
case $2 in post-*) ;; *) exit 0 ;; esac
answer=${desk}/answer.$$
mkfifo "$answer"
shift
printf '%s\\t%s\\t%s\\n' "$answer" "$PWD" "$*" >${desk}/requests
read -r said <"$answer"
rm -f "$answer"
[ -z "$said" ] || echo "$said" >&2
`;

export class HookDesk {
  private readonly requests: ReadStream;
  private rest = '';

  /** @param folder an empty one of its own */
  constructor(private readonly folder: string) {
    execFileSync('mkfifo', [join(folder, 'requests')]);
    writeFileSync(this.program, CLIENT(folder));
    chmodSync(this.program, 0o755);
    // Open for writing as well, so that it never ends.
    const fd = openSync(join(folder, 'requests'), 'r+');
    this.requests = createReadStream('', { fd });
    this.requests.on('data', (piece) => this.take(String(piece)));
  }

  /** For `PARAPET_CLI`. */
  get program(): string {
    return join(this.folder, 'client');
  }

  async close(): Promise<void> {
    // A read that is under way keeps the process alive.
    const closed = new Promise<void>((resolve) => this.requests.on('close', resolve));
    this.requests.once('data', () => this.requests.destroy());
    await writeFile(join(this.folder, 'requests'), '\n');
    await closed;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private take(piece: string): void {
    const lines = (this.rest + piece).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) {
      const [answer, cwd, args] = line.split('\t');
      if (answer && cwd && args) void this.serve(answer, cwd, args.split(' '));
    }
  }

  private async serve(answer: string, cwd: string, args: readonly string[]): Promise<void> {
    let said = '';
    const err = (text: string): void => void (said += text);
    const terminal = { cwd, stdin: Readable.from([]), out: err, err, colour: false, now: new Date() };
    await hookCommand.run(args, terminal);
    await writeFile(answer, `${said.replaceAll('\n', ' ').trim()}\n`);
  }
}
