/** git for what somebody asks for in a folder, and in the repository that was found from there. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Git, type GitOptions } from '../../git/git';
import type { Repository } from '../../git/repository';
import { foldersUp } from '../policyRepository';

/**
 * Where no folder on the way up holds a repository, `GIT_DIR` and `GIT_WORK_TREE` say which one is meant, as where people
 * keep their dot-files in one. Elsewhere they are left over from the git that started what has started us.
 */
export const gitHere = (folder: string): Git =>
  new Git({ folder, env: process.env, hook: !foldersUp(folder).some(holdsGit) });

export const gitOf = (repository: Repository): Git => new Git(inRepository(repository));

/** It may lie where git would not find it from the work tree. */
export function inRepository({ topLevel, gitDir }: Repository): GitOptions {
  if (holdsGit(topLevel)) return { folder: topLevel, env: process.env };
  return {
    folder: topLevel,
    env: { ...process.env, GIT_DIR: gitDir, GIT_WORK_TREE: topLevel },
    hook: true,
  };
}

const holdsGit = (folder: string): boolean => existsSync(path.join(folder, '.git'));
