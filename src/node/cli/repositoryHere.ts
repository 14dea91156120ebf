import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Git } from '../../git/git';
import { bringIn } from '../../git/notes/bringIn';
import { areNotesWhole } from '../../git/notes/lackingNotes';
import { NOTES_REF } from '../../git/notes/refs';
import { findRepository, tipOf, type Repository } from '../../git/repository';
import { repositoryPath } from '../policyRepository';
import { UsageError, type Terminal } from './command';
import { gitHere, gitOf } from './gitHere';
import { printable } from './style';

export interface RepositoryHere {
  readonly git: Git;
  readonly repository: Repository;
}

/** @throws UsageError outside of a work tree */
export async function repositoryHere(terminal: Terminal): Promise<RepositoryHere> {
  const { git, repository } = await here(terminal);
  return { git, repository };
}

async function here(terminal: Terminal): Promise<RepositoryHere & { readonly tip: string | undefined }> {
  const found = await findRepository(gitHere(terminal.cwd), NOTES_REF);
  if (found.kind !== 'found')
    throw new UsageError(found.message, found.remedy ?? 'run it inside the work tree of a git repository');
  const { repository, tip } = found;
  return { git: gitOf(repository), repository, tip };
}

export interface NotedRepositoryHere extends RepositoryHere {
  /** Whether notes have come in since the call: what was read of them before may be out of date. */
  readonly hasNews: boolean;
  /** The commit that holds the notes now, if there are any. */
  readonly notesTip: string | undefined;
}

/**
 * The same for what reads notes: those that a fetch has brought are among them.
 *
 * @param isWhole whether it makes no sense without what all of them say
 * @throws UsageError
 */
export async function notedRepositoryHere(
  terminal: Terminal,
  { isWhole = false }: { readonly isWhole?: boolean } = {},
): Promise<NotedRepositoryHere> {
  const found = await noted(terminal);
  const { git, repository } = found;
  if (!(await areNotesWhole(git, repository.commonDir))) {
    if (isWhole) throw notesAreElsewhere();
    terminal.err(`parapet: ${LACKING}\n  ${HOW_TO_FETCH}\n`);
  }
  return found;
}

const LACKING = 'not all of what the notes say is in this clone';
const HOW_TO_FETCH = '“parapet notes sync” fetches it';

/** What to say where a partial clone has left it out. */
export const notesAreElsewhere = (): UsageError => new UsageError(LACKING, HOW_TO_FETCH);

async function noted(terminal: Terminal): Promise<NotedRepositoryHere> {
  const { git, repository, tip } = await here(terminal);
  try {
    const hasNews = await bringIn(git, repository.commonDir, terminal.now);
    const notesTip = hasNews ? await tipOf(git, NOTES_REF) : tip;
    return { git, repository, hasNews, notesTip };
  } catch (error) {
    // It may be somebody else's, to be read only.
    const reason = error instanceof Error ? error.message : String(error);
    terminal.err(`parapet: notes that were fetched are left out: ${printable(reason)}\n`);
    return { git, repository, hasNews: false, notesTip: tip };
  }
}

/** What to say where there is no such commit. */
export const unknownCommit = (name: string): UsageError =>
  new UsageError(
    `there is no commit ${printable(name)} here`,
    'name one that “git log” lists, by its id, a branch or a tag; “git fetch” brings those of others',
  );

/** What to say where git takes a range for none. */
export const unknownRange = (range: string): UsageError =>
  new UsageError(
    `git knows no commits ${printable(range)}`,
    'give a range as “git log” takes it, such as main..HEAD, once there is a commit; “git fetch” brings what a clone lacks',
  );

/**
 * Files and folders from the top level, `/`-separated, as git has them; they need not exist.
 * @param base folder that relative ones count from
 * @throws UsageError where one lies outside
 */
export const pathsHere = ({ topLevel }: Repository, base: string, paths: readonly string[]): string[] =>
  paths.map((given) => {
    const relative = path.relative(realpathSync(topLevel), path.resolve(realpathSync(base), given));
    if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
      throw new UsageError(`${printable(given)} lies outside of the repository`);
    const found = relative.split(path.sep).join('/');
    return process.platform === 'darwin' ? found.normalize('NFC') : found;
  });

export interface FileHere {
  readonly absolute: string;
  /** From the top level, `/`-separated, in Unicode's form NFC. */
  readonly path: string;
  /** The same as git has it: on macOS it composes names itself, elsewhere it takes them as they are. */
  readonly gitPath: string;
}

/**
 * A file of the work tree, by a path that need not exist.
 * @param base folder that a relative path counts from
 */
export function fileHere({ topLevel }: Repository, base: string, file: string): FileHere | undefined {
  const named = path.resolve(base, file);
  // What a link names is the file that commits contain, if it lies in the work tree at all.
  const absolute = existsSync(named) ? realpathSync(named) : named;
  const relative = repositoryPath(realpathSync(topLevel), absolute);
  if (relative === undefined || relative === '') return undefined;
  const asItIs = path.relative(realpathSync(topLevel), absolute).split(path.sep).join('/');
  return { absolute, path: relative, gitPath: process.platform === 'darwin' ? relative : asItIs };
}
