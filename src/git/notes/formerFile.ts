/** What a file is called in a commit, where it has another name since. */
import { mostlyFrom } from '../../provenance/mostlyFrom';
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
 * @param text of the file, which the earlier commit has not
 * @param from the earlier commit
 * @param to the later one; otherwise what is on disk is meant
 * @throws GitError
 */
export async function formerFile(
  git: Git,
  objects: ObjectReader,
  text: string,
  { from = 'HEAD', to }: { readonly from?: string; readonly to?: string } = {},
): Promise<FormerFile | undefined> {
  const args = ['diff', '--name-only', '-z', '--no-renames', '--diff-filter=D', '--ignore-submodules'];
  const answer = textOf(await git.read([...args, from, ...(to === undefined ? [] : [to]), '--'])) ?? '';
  const gone = answer.split('\0').filter((path) => path !== '');
  if (gone.length > MOST_GONE) return undefined;
  const files = gone.map(async (path): Promise<FormerFile[]> => {
    const old = await textAt(objects, from, path);
    return old === undefined ? [] : [{ path, text: old }];
  });
  return mostlyFrom((await Promise.all(files)).flat(), text);
}
