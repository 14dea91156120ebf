/** Which commit git is about to make, as far as a hook can tell: its parents, and what it stands in for. */
import path from 'node:path';
import type { Environment } from './environment';
import { textOf, type Git } from './git';
import { linesIn } from './linesIn';
import { pseudoRefs } from './refStorage';
import { commitOptions, type GitCommand } from './parse/commandLine';

export interface NextCommit {
  /** Names or ids; none where it is the first commit of a branch that has none yet. */
  readonly parents: readonly string[];
  /**
   * Names or ids of the commits that it takes the place of: HEAD where that is amended, the one that is made again by
   * a rebase or cherry-pick.
   */
  readonly replaces: readonly string[];
}

/** Arguments of prepare-commit-msg after the file: githooks(5). Empty in commit-msg, which gets none. */
export interface MessageSource {
  readonly kind?: string | undefined;
  readonly commit?: string | undefined;
}

export interface Surroundings {
  readonly gitDir: string;
  readonly env: Environment;
  readonly source: MessageSource;
  /** The git that runs the hook, if that could be found out. */
  readonly invocation: GitCommand | undefined;
  readonly now: Date;
}

export async function nextCommit(git: Git, surroundings: Surroundings): Promise<NextCommit> {
  const { gitDir } = surroundings;
  if (await isAmend(git, surroundings)) {
    return { parents: await parentsOf(git, 'HEAD'), replaces: ['HEAD', ...meltedIn(gitDir)] };
  }
  return {
    // The other parents of a merge stand one a line in MERGE_HEAD: gitrepository-layout(5).
    parents: ['HEAD', ...linesIn(path.join(gitDir, 'MERGE_HEAD'))],
    replaces: [...(await pseudoRefs({ git, gitDir }, ['CHERRY_PICK_HEAD'])).values()],
  };
}

/** The parents of a commit; none where it has none, or where there is no such commit. */
async function parentsOf(git: Git, commit: string): Promise<string[]> {
  const answer = textOf(await git.read(['rev-parse', `${commit}^@`, '--']));
  return answer?.split('\n').filter((id) => id !== '' && id !== '--') ?? [];
}

async function isAmend(git: Git, { gitDir, env, source, invocation, now }: Surroundings): Promise<boolean> {
  if (!invocation)
    return (source.kind === 'commit' && source.commit === 'HEAD') || hasAuthorOfHead(git, env, now);
  if (invocation.command === 'commit') return commitOptions(invocation.args).amend;
  return invocation.command === 'rebase' && meltedIn(gitDir).length > 0;
}

/**
 * For an amend git exports HEAD's author and date to its hooks, for any other commit the time it is. Only asked where
 * the command line cannot be read; within the first seconds after a commit the two cannot be told apart.
 */
async function hasAuthorOfHead(git: Git, env: Environment, now: Date): Promise<boolean> {
  const date = env['GIT_AUTHOR_DATE'];
  const [, seconds] = /^@(\d+) /.exec(date ?? '') ?? [];
  if (seconds === undefined || now.getTime() / 1000 - Number(seconds) < 3) return false;
  const commit = textOf(await git.read(['cat-file', 'commit', 'HEAD']));
  const author = `author ${env['GIT_AUTHOR_NAME']} <${env['GIT_AUTHOR_EMAIL']}> ${date?.slice(1)}`;
  return commit?.split('\n', 6).includes(author) ?? false;
}

/** `rebase` amends by itself for these commands; its to-do list so far ends in the one at work. */
function meltedIn(gitDir: string): string[] {
  const done = linesIn(path.join(gitDir, 'rebase-merge', 'done')).at(-1) ?? '';
  const [, commit] = /^(?:fixup|f|squash|s)\s+(?:-[Cc]\s+)?([0-9a-f]+)/.exec(done) ?? [];
  return commit === undefined ? [] : [commit];
}
