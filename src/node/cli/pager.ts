/** Long output on a terminal, page by page, as git itself would show it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { Git } from '../../git/git';
import type { Terminal } from './command';

/** What a shell ends with where it cannot run a program. */
const CANNOT_RUN = [126, 127];

/** What git sets where the person has not: short output stays on the screen, colours are kept. */
const DEFAULTS = { LESS: 'FRX', LV: '-c' } as const;

/** The person's pager by git's own rules; undefined where they want none, or there is no git to ask. */
export async function pagerCommand(folder: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const chosen = env['GIT_PAGER'] ?? (await gitsPager(folder, env));
  return chosen === '' || chosen === 'cat' ? undefined : chosen;
}

async function gitsPager(folder: string, env: NodeJS.ProcessEnv): Promise<string> {
  const outcome = await new Git({ folder, env }).plain(['var', 'GIT_PAGER']);
  return outcome.ok ? outcome.stdout.toString('utf8').trim() : '';
}

/** A terminal whose output goes through the pager, which is started with the first of it. */
export class Pager {
  private child: ChildProcess | undefined;
  private ended: Promise<void> | undefined;
  /** All of it, for where the pager turns out not to be there. */
  private readonly written: string[] = [];
  private isInterrupted = false;
  private isMissing = false;

  /** @param left called when the person has left the pager */
  constructor(
    private readonly terminal: Terminal,
    private readonly command: string,
    private readonly env: NodeJS.ProcessEnv,
    private readonly left: () => void,
  ) {}

  readonly out = (text: string): void => {
    if (this.isMissing) this.terminal.out(text);
    if (this.isMissing || this.isInterrupted || text === '') return;
    this.child ??= this.start();
    this.written.push(text);
    this.child.stdin?.write(text);
  };

  /** When the person has seen enough. */
  async finish(): Promise<void> {
    this.child?.stdin?.end();
    await this.ended;
  }

  private start(): ChildProcess {
    const child = spawn(this.command, {
      shell: true,
      stdio: ['pipe', 'inherit', 'inherit'],
      env: { ...DEFAULTS, ...this.env },
    });
    // Whoever leaves early does not read on.
    child.stdin.on('error', () => undefined);
    // The pager gets it, too, and decides; if we ended first, it and the shell would fight for the keyboard.
    process.on('SIGINT', () => {
      this.isInterrupted = true;
      child.stdin.end();
    });
    this.ended = new Promise((resolve) => {
      child.on('error', () => resolve(this.withoutPager()));
      child.on('close', (code) => {
        const failed = process.platform === 'win32' ? code !== 0 : CANNOT_RUN.includes(code ?? 0);
        if (failed) this.withoutPager();
        else if (!child.stdin.writableEnded) this.left();
        resolve();
      });
    });
    return child;
  }

  private withoutPager(): void {
    if (this.isMissing) return;
    this.isMissing = true;
    this.terminal.out(this.written.join(''));
  }
}
