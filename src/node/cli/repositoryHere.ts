import path from 'node:path';
import { Git } from '../../git/git';
import { findRepository, type Repository } from '../../git/repository';
import { repositoryPath } from '../policyRepository';
import { UsageError, type Terminal } from './command';

export interface RepositoryHere {
  readonly git: Git;
  readonly repository: Repository;
}

/** @throws UsageError outside of a work tree */
export async function repositoryHere(terminal: Terminal): Promise<RepositoryHere> {
  const git = new Git({ folder: terminal.cwd, env: process.env });
  const found = await findRepository(git);
  if (found.kind !== 'found') throw new UsageError(found.message, 'run it inside the work tree of a git repository');
  return { git: new Git({ folder: found.repository.topLevel, env: process.env }), repository: found.repository };
}

/**
 * A file's path from the top level, `/`-separated.
 * @param base folder that a relative path counts from
 */
export function pathInRepository({ topLevel }: Repository, base: string, file: string): string | undefined {
  const relative = repositoryPath(topLevel, path.resolve(base, file));
  return relative === '' ? undefined : relative;
}
