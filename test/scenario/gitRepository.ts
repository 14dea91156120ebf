/** A real repository in a temporary folder, with Parapet's hooks in it, and what a person does there. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environment, git, gitInit, jsonLines, parapet, type Run, type RunOptions } from './parapet';

export interface Written {
  readonly path: string;
  /** `3` or `3-5`. */
  readonly lines: string;
  readonly tool?: string;
  readonly model?: string;
  readonly by?: 'human';
}

/** What `record` reads. */
export const recordLines = (entries: readonly Written[]): string =>
  jsonLines(
    entries.map(({ path: file, lines: range, tool = 'copilot', model = 'gpt-5', by }) => {
      const [startLine, endLine = startLine] = range.split('-').map(Number);
      return { path: file, startLine, endLine, ...(by ? { by } : { tool, model }) };
    }),
  );

export class GitRepository {
  constructor(readonly path: string) {}

  /** An empty repository with someone to commit. */
  init(): this {
    mkdirSync(this.path, { recursive: true });
    gitInit(this.path);
    return this.signed();
  }

  /** Someone to commit, where the repository is there already. */
  signed(): this {
    this.git('config', 'user.name', 'Dev');
    this.git('config', 'user.email', 'dev@example.com');
    return this;
  }

  async install(...args: string[]): Promise<this> {
    const { code, err } = await parapet(this.path, ['hooks', 'install', ...args]);
    if (code !== 0) throw new Error(err);
    return this;
  }

  at(...parts: string[]): string {
    return join(this.path, ...parts);
  }

  /** Throws where git fails. */
  git(...args: string[]): string {
    return git(this.path, ...args);
  }

  try(
    args: readonly string[],
    { input = '', env }: Pick<RunOptions, 'env'> & { readonly input?: string | Buffer } = {},
  ): Run {
    const { status, stdout, stderr } = spawnSync('git', args, {
      cwd: this.path,
      env: environment(env),
      input,
      encoding: 'utf8',
    });
    return { code: status, out: stdout, err: stderr };
  }

  write(file: string, content: string | readonly string[]): void {
    mkdirSync(dirname(this.at(file)), { recursive: true });
    writeFileSync(
      this.at(file),
      typeof content === 'string' ? content : content.map((line) => `${line}\n`).join(''),
    );
  }

  read(file: string): string {
    return readFileSync(this.at(file), 'utf8');
  }

  /** Writes a file and stages it. */
  stage(file: string, content: string | readonly string[]): void {
    this.write(file, content);
    this.git('add', '--', file);
  }

  async record(...entries: readonly Written[]): Promise<void> {
    const { code, err } = await parapet(this.path, ['record'], { input: recordLines(entries) });
    if (code !== 0) throw new Error(err);
  }

  /** A commit, its message from the command line. */
  commit(message: string, ...args: string[]): void {
    this.git('commit', '--quiet', '-m', message, ...args);
  }

  message(commit = 'HEAD'): string {
    return this.git('log', '-1', '--format=%B', commit).replace(/\n$/, '');
  }

  /** As git itself reads them. */
  trailers(commit = 'HEAD'): string[] {
    return this.git('log', '-1', '--format=%(trailers:only,unfold)', commit).split('\n').filter(Boolean);
  }

  /** The values of one key. */
  trailer(key: string, commit = 'HEAD'): string[] {
    const format = `--format=%(trailers:key=${key},valueonly)`;
    return this.git('log', '-1', format, commit).split('\n').filter(Boolean);
  }

  aiLines(commit = 'HEAD'): string | undefined {
    const [value, ...more] = this.trailer('AI-Lines', commit);
    if (more.length > 0) throw new Error(`doubled: ${this.message(commit)}`);
    return value;
  }
}
