import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { Git } from '../git/git';
import { findRepository } from '../git/repository';
import { OpenRepository } from './openRepository';
import { repositoryPath } from './policyRepository';

export interface RepositoryFile {
  readonly repository: OpenRepository;
  /** From the top level, links followed, `/`-separated, NFC. */
  readonly path: string;
}

export interface OpenRepositoriesOptions {
  now(): Date;
  /** Said once while a working log cannot be written or read. */
  log(message: string, repository: OpenRepository): void;
  /** Before anything else is done with it. */
  opened(repository: OpenRepository): void;
  /** Something was committed, checked out, staged or recorded by another process. */
  changed(repository: OpenRepository): void;
}

/** A folder without a repository may get one. */
const NONE_HOLDS_MS = 5_000;
const MAX_FOLDERS = 4_096;

/** The git repositories of the files that somebody works on, each opened once. */
export class OpenRepositories {
  private readonly byFolder = new Map<string, Promise<OpenRepository | undefined>>();
  private readonly byGitDir = new Map<string, OpenRepository>();

  constructor(private readonly options: OpenRepositoriesOptions) {}

  /** Those that are open, in the order in which they were. */
  get all(): readonly OpenRepository[] {
    return [...this.byGitDir.values()];
  }

  /** Where a file, which need not exist yet, is kept; undefined outside of a work tree. Never rejects. */
  async for(file: string): Promise<RepositoryFile | undefined> {
    const absolute = realPathOf(file);
    const repository = await this.at(path.dirname(absolute));
    if (!repository) return undefined;
    const relative = repositoryPath(repository.root, absolute);
    return relative === undefined || relative === '' ? undefined : { repository, path: relative };
  }

  /** The repository of a folder. Never rejects. */
  at(folder: string): Promise<OpenRepository | undefined> {
    const known = this.byFolder.get(folder);
    if (known) return known;
    if (this.byFolder.size >= MAX_FOLDERS) this.byFolder.clear();
    const opening = this.open(folder);
    this.byFolder.set(folder, opening);
    void opening.then((repository) => {
      if (repository || this.byFolder.get(folder) !== opening) return;
      setTimeout(() => this.byFolder.delete(folder), NONE_HOLDS_MS).unref();
    });
    return opening;
  }

  dispose(): void {
    for (const repository of this.byGitDir.values()) repository.dispose();
    this.byGitDir.clear();
    this.byFolder.clear();
  }

  private async open(folder: string): Promise<OpenRepository | undefined> {
    const there = nearestFolder(folder);
    const found = await findRepository(new Git({ folder: there, env: process.env }));
    if (found.kind !== 'found') return undefined;
    const { gitDir } = found.repository;
    const known = this.byGitDir.get(gitDir);
    if (known) return known;
    const opened = new OpenRepository(found.repository, this.options);
    this.byGitDir.set(gitDir, opened);
    this.options.opened(opened);
    return opened;
  }
}

/** With links followed, as far as the path exists. */
function realPathOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const parent = path.dirname(file);
    return parent === file ? file : path.join(realPathOf(parent), path.basename(file));
  }
}

const nearestFolder = (folder: string): string =>
  existsSync(folder) || path.dirname(folder) === folder ? folder : nearestFolder(path.dirname(folder));
