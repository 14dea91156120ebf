/** A rebase of 200 commits, next to the same one with two hooks that do nothing. */
import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import type { GitRepository } from '../../scenario/gitRepository';
import { TOPIC, TOPIC_COMMITS } from './largeRepository';
import { compare, time, type Timed } from './timing';

const RUNS = 3;
const LIMIT = 1.2;

export function benchRebase(repo: GitRepository): Timed {
  const [topic, notes] = [TOPIC, 'refs/notes/ai'].map((ref) => repo.git('rev-parse', ref).trim());
  for (const hook of ['prepare-commit-msg', 'post-commit']) {
    repo.write(`.git/idle/${hook}`, '#!/bin/sh\nexit 0\n');
    chmodSync(repo.at('.git/idle', hook), 0o755);
  }
  const rebase = (...config: string[]): number => {
    repo.git('update-ref', 'refs/notes/ai', notes ?? '');
    repo.git('-c', 'core.hooksPath=/dev/null', 'checkout', '--quiet', '--detach', topic ?? '');
    return time(repo.path, 'git', [...config, 'rebase', '--quiet', 'main']);
  };
  const timed = compare(
    `rebase of ${TOPIC_COMMITS} commits`,
    () => rebase(),
    'with two hooks that do nothing',
    () => rebase('-c', 'core.hooksPath=.git/idle'),
    { runs: RUNS, limit: LIMIT },
  );
  const made = repo.git('log', '--format=%N', '--notes=ai', 'main..HEAD').match(/^---$/gm);
  assert.equal(made?.length, TOPIC_COMMITS, 'the rebase carried its notes');
  return timed;
}
