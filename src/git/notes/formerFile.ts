/** What a file is called in the last commit, where it was renamed and that is not committed yet. */
import { isMostlyFrom } from '../../provenance/mostlyFrom';
import { textOf, type Git } from '../git';
import type { ObjectReader } from '../objects';
import { textAt } from './sources';

export interface FormerFile {
  /** From the top level, `/`-separated. */
  readonly path: string;
  readonly text: string;
}

/** More files that are gone are not a rename. */
const MOST_GONE = 50;

/**
 * The file that is gone and that most of a new one is from.
 *
 * @param text of the file, which the last commit has not
 * @throws GitError
 */
export async function formerFile(
  git: Git,
  objects: ObjectReader,
  text: string,
): Promise<FormerFile | undefined> {
  const args = ['diff', '--name-only', '-z', '--no-renames', '--diff-filter=D', '--ignore-submodules'];
  const answer = textOf(await git.read([...args, 'HEAD', '--'])) ?? '';
  const gone = answer.split('\0').filter((path) => path !== '');
  if (gone.length > MOST_GONE) return undefined;
  for (const path of gone) {
    const old = await textAt(objects, 'HEAD', path);
    if (old !== undefined && isMostlyFrom(old, text)) return { path, text: old };
  }
  return undefined;
}
