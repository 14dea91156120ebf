/** The last line of git's own record of where `HEAD` has been, wherever the repository keeps it. */
import assert from 'node:assert/strict';
import { Git } from '../../src/git/git';
import { readMoves, type Move } from '../../src/git/notes/reflog';
import type { GitRepository } from './gitRepository';
import { environment } from './parapet';

export async function lastMove(repo: GitRepository): Promise<Move> {
  const git = new Git({ folder: repo.path, env: environment() });
  const [move] = await readMoves({ git, gitDir: repo.at('.git') }, 1);
  return move ?? assert.fail('HEAD has been nowhere');
}
