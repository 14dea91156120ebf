/** Where a repository keeps what: the work tree's top level, its own git directory, the one all work trees share. */
import { lstatSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from './environment';
import { isGitError, textOf, type Git } from './git';

export interface Repository {
  /** Absolute. */
  readonly topLevel: string;
  /** Of this work tree: `.git`, or `.git/worktrees/NAME` for a linked one. */
  readonly gitDir: string;
  /** Shared by all work trees: hooks, configuration, objects. */
  readonly commonDir: string;
}

export type RepositoryOutcome =
  | {
      readonly kind: 'found';
      readonly repository: Repository;
      /** What the ref stood at that was asked for; undefined where there is none. */
      readonly tip: string | undefined;
    }
  | {
      readonly kind: 'none' | 'bare' | 'unusable';
      readonly message: string;
      /** What git says to do about it. */
      readonly remedy?: string;
    };

/**
 * The repository that git finds from its folder.
 *
 * @param ref of which the tip is wanted as well, `refs/…`
 */
export async function findRepository(git: Git, ref?: string): Promise<RepositoryOutcome> {
  const outcome = await git.read([
    'rev-parse',
    '--is-bare-repository',
    '--absolute-git-dir',
    '--git-common-dir',
    '--show-toplevel',
    // As a pattern, since it need not be there.
    ...(ref === undefined ? [] : [`--glob=${ref.slice(0, -1)}[${ref.slice(-1)}]`]),
  ]);
  if (!outcome.ok && /must be run in a work tree/.test(outcome.stderr)) {
    return { kind: 'bare', message: 'this is no work tree: nothing is committed from here' };
  }
  const answer = reason(outcome, () => textOf(outcome));
  if (typeof answer !== 'string') return answer;
  const [, gitDir = '', commonDir = '', topLevel = '', tip = ''] = answer.split('\n');
  return {
    kind: 'found',
    tip: tip === '' ? undefined : tip,
    // Relative to where git ran, for versions without `--path-format`.
    repository: { topLevel, gitDir, commonDir: path.resolve(git.folder, commonDir) },
  };
}

/** What a ref stands at; undefined where there is none. @param ref `refs/…` */
export async function tipOf(git: Git, ref: string): Promise<string | undefined> {
  return textOf(await git.read(['rev-parse', '--verify', '--quiet', ref]))?.trim();
}

function reason(
  outcome: Awaited<ReturnType<Git['read']>>,
  text: () => string | undefined,
): string | Extract<RepositoryOutcome, { message: string }> {
  try {
    const answer = text();
    if (answer !== undefined) return answer;
  } catch (error) {
    if (isGitError(error)) return { kind: 'unusable', message: error.message };
    throw error;
  }
  const stderr = outcome.ok ? '' : outcome.stderr;
  if (/not a git repository/.test(stderr)) return { kind: 'none', message: 'this is not a git repository' };
  const message = stderr.split('\n')[0]?.replace(/^fatal: /, '') || 'git cannot read this repository';
  // As in a container: it belongs to another user.
  const [trust] = /^\s*git config --global --add safe\.directory .*$/m.exec(stderr) ?? [];
  return { kind: 'unusable', message, ...(trust && { remedy: `if you trust it: ${trust.trim()}` }) };
}

/** Where the repository of a folder most likely keeps what all work trees share: a guess, for as long as git is asked. */
export function likelyCommonDir(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    const stat = lstatSync(path.join(at, '.git'), { throwIfNoEntry: false });
    if (stat) return stat.isDirectory() ? path.join(at, '.git') : undefined;
    if (at === path.dirname(at)) return undefined;
  }
}

/**
 * The repository a hook runs for, without a process: git starts hooks at the top level and says in `GIT_DIR` where the
 * git directory is, unless it is `./.git`. See githooks(5) and gitrepository-layout(5).
 */
export function repositoryOfHook(cwd: string, env: Environment): Repository | undefined {
  const topLevel = path.resolve(cwd, env['GIT_WORK_TREE'] ?? '.');
  const gitDir = env['GIT_DIR']
    ? path.resolve(cwd, env['GIT_DIR'])
    : followGitFile(path.join(topLevel, '.git'));
  if (gitDir === undefined) return undefined;
  const shared = firstLine(path.join(gitDir, 'commondir'));
  return { topLevel, gitDir, commonDir: shared === undefined ? gitDir : path.resolve(gitDir, shared) };
}

function followGitFile(dotGit: string): string | undefined {
  if (statSync(dotGit, { throwIfNoEntry: false })?.isDirectory()) return dotGit;
  const named = firstLine(dotGit)?.replace(/^gitdir: /, '');
  return named === undefined ? undefined : path.resolve(path.dirname(dotGit), named);
}

/** Undefined where the file cannot be read. */
export function firstLine(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').split('\n', 1)[0];
  } catch {
    return undefined;
  }
}
