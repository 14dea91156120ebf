/** Counts what the notes say before anybody asks: while somebody waits for something else that takes its time. */
import { isGitError, type Git } from '../git/git';
import { commitsIn, countedCommits, FEW_COMMITS } from '../git/notes/countedCommits';
import { NOTES_REF } from '../git/notes/refs';
import { tipOf, type Repository } from '../git/repository';
import { NoteSums } from './noteSums';

/** Of a longer history the rest is counted when it is asked for. */
const MOST_COMMITS = 20_000;
const LATEST = { revisions: [`--max-count=${MOST_COMMITS}`, 'HEAD'], paths: [] };

/** Keeps what the notes of the last commits say in sums, so that `stats` finds it, the first time too. */
export async function countAhead(git: Git, { commonDir }: Repository): Promise<void> {
  try {
    const tip = await tipOf(git, NOTES_REF);
    const commits = tip === undefined ? undefined : await commitsIn(git, LATEST);
    if (commits && commits.count > FEW_COMMITS)
      await countedCommits(git, commits, tip, new NoteSums(commonDir));
  } catch (error) {
    // Then it is counted when it is asked for, and said why it cannot be.
    if (!isGitError(error)) throw error;
  }
}
