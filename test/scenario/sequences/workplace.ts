/** A real repository with Parapet's hooks: git runs as ever, `record` and `blame` answer within this process. */
import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { blameCommand } from '../../../src/node/cli/blameCommand';
import type { Command } from '../../../src/node/cli/command';
import { hooksInstallCommand } from '../../../src/node/cli/hooksCommand';
import { recordCommand } from '../../../src/node/cli/recordCommand';
import { environment } from '../parapet';
import { runHere } from '../runHere';

export interface GitRun {
  readonly ok: boolean;
  readonly out: string;
  readonly err: string;
}

export interface Blamed {
  readonly line: number;
  readonly class: string;
  readonly tool?: string;
}

const CONFIG = `[user]
\tname = Dev
\temail = dev@example.com
[gc]
\tauto = 0
[core]
\tfsync = none
`;

export class Workplace {
  /** What was done, to be printed where something turns out wrong. */
  readonly journal: string[] = [];

  /** @param hookProgram for `PARAPET_CLI`; undefined where the hooks are to start the built command line */
  constructor(
    readonly path: string,
    private readonly hookProgram: string | undefined,
  ) {}

  async init(): Promise<void> {
    mkdirSync(this.path, { recursive: true });
    await this.must('init', '--quiet', '--initial-branch=main', '--template=');
    appendFileSync(join(this.path, '.git', 'config'), CONFIG);
    await this.run(hooksInstallCommand, [], '');
  }

  /** The same, to begin with. Cheaper than another `init`. */
  copyTo(path: string): Workplace {
    cpSync(this.path, path, { recursive: true });
    return new Workplace(path, this.hookProgram);
  }

  git(
    args: readonly string[],
    { input = '', env = {} }: { input?: string; env?: NodeJS.ProcessEnv } = {},
  ): Promise<GitRun> {
    this.journal.push(`git ${args.join(' ')}${input === '' ? '' : ` <<< ${JSON.stringify(input)}`}`);
    return new Promise((resolve) => {
      const child = execFile(
        'git',
        args,
        {
          cwd: this.path,
          env: environment({ GIT_EDITOR: 'true', PARAPET_CLI: this.hookProgram, ...env }),
          encoding: 'utf8',
          maxBuffer: 1 << 26,
        },
        (error, out, err) => resolve({ ok: error === null, out, err }),
      );
      // Git may not want to read it.
      child.stdin?.on('error', () => undefined).end(input);
    });
  }

  /** Of a command that cannot fail. */
  async must(...args: string[]): Promise<string> {
    const { ok, out, err } = await this.git(args);
    if (!ok) throw new Error(`git ${args.join(' ')}: ${err}`);
    return out;
  }

  has(file: string): boolean {
    return existsSync(join(this.path, file));
  }

  read(file: string): string[] {
    return this.has(file) ? linesOf(readFileSync(join(this.path, file), 'utf8')) : [];
  }

  write(file: string, lines: readonly string[]): void {
    this.journal.push(`write ${file} ${JSON.stringify(lines)}`);
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), lines.map((line) => `${line}\n`).join(''));
  }

  async record(entries: readonly object[]): Promise<void> {
    const input = entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
    this.journal.push(`record ${input.trimEnd()}`);
    await this.run(recordCommand, [], input);
  }

  async blame(file: string, ...args: string[]): Promise<Blamed[]> {
    return JSON.parse(await this.run(blameCommand, [file, '--json', ...args], '')) as Blamed[];
  }

  private async run(command: Command, args: readonly string[], input: string): Promise<string> {
    const { code, out, err } = await runHere(command, this.path, args, input);
    if (code !== 0) throw new Error(`parapet ${command.name} ${args.join(' ')}: ${err}`);
    return out;
  }
}

export const linesOf = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
