/** The built command line, driven as a person or a program would drive it, whatever this machine is configured to do. */
import { execFileSync, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { devNull } from 'node:os';
import { inRepository } from '../host/paths';

export interface Run {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly input?: string | Uint8Array;
  /** Set in place of, or besides, what this machine has; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The machine's environment without what steers git or colours, so that a test comes out alike everywhere. */
export function environment(more: RunOptions['env'] = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:GIT_|PARAPET_)|^(?:NO_COLOR|FORCE_COLOR|CLICOLOR_FORCE|EDITOR|VISUAL)$/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    ...more,
  };
}

export function startParapet(
  cwd: string,
  args: readonly string[],
  env?: RunOptions['env'],
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [inRepository('dist', 'cli.js'), ...args], { cwd, env: environment(env) });
}

/** Runs `parapet` with these arguments in a folder, to its end. */
export function parapet(
  cwd: string,
  args: readonly string[],
  { input = '', env }: RunOptions = {},
): Promise<Run> {
  const child = startParapet(cwd, args, env);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  // A command that has seen enough does not read on.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

/** Runs git in a folder; throws where it fails. */
export const git = (cwd: string, ...args: string[]): string =>
  execFileSync('git', args, { cwd, env: environment(), encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

/** Makes a folder the top level of an empty repository. */
export const gitInit = (folder: string): void =>
  void git(folder, 'init', '--quiet', '--initial-branch=main', '--template=');

/** One JSON value a line. */
export const jsonLines = (values: readonly unknown[]): string =>
  values.map((value) => `${JSON.stringify(value)}\n`).join('');

export const fromJsonLines = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
