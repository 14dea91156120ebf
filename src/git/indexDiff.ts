/** Asks git what differs between the index and a commit; small, since hooks start it before they load all else. */
import type { Git, GitOutcome } from './git';

/** `git diff-index --raw -z` or `git diff-tree --raw -z`. */
export async function rawDiff(
  git: Git,
  command: readonly string[],
  trees: readonly string[],
): Promise<GitOutcome> {
  const run = (renames: string): Promise<GitOutcome> =>
    git.read([...command, '--raw', '-z', '--no-abbrev', renames, ...trees, '--']);
  const outcome = await run('-M');
  // Looking for renames reads blobs, which a partial clone may not have.
  return !outcome.ok && /unable to read|promisor/.test(outcome.stderr) ? run('--no-renames') : outcome;
}

/** What git says of the index (`GIT_INDEX_FILE` where git runs us for a hook), next to a commit. */
export interface IndexDiff {
  /** Its name or id. */
  readonly parent: string;
  readonly outcome: Promise<GitOutcome>;
}

export const indexDiff = (git: Git, parent: string): IndexDiff => ({
  parent,
  outcome: rawDiff(git, ['diff-index', '--cached'], [parent]),
});
