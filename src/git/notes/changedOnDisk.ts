/** Files of the last commit that are otherwise on disk, or gone. */
import { inksOf } from '../../provenance/ink';
import type { WrittenText } from '../../provenance/lineWriters';
import { textOf } from '../git';
import type { TakenFile } from './movedHere';
import type { Tools } from './notesTools';
import { textAt, type Source } from './sources';

/** More files that were changed are not a move. */
const MOST_CHANGED = 50;

export interface ChangedOnDisk extends TakenFile {
  /** In the last commit. */
  readonly old: string;
  /** Undefined where it is gone. */
  readonly now: string | undefined;
  written(): Promise<WrittenText | undefined>;
}

/**
 * @param but the file that is asked about
 * @param head what is known of the last commit's files
 * @param onDisk what a file of the work tree has now; undefined where there is none
 */
export async function changedOnDisk(
  { git, objects }: Tools,
  but: string,
  head: Source,
  onDisk: (path: string) => string | undefined,
): Promise<readonly ChangedOnDisk[]> {
  const args = ['diff', '--name-only', '-z', '--no-renames', '--ignore-submodules', 'HEAD', '--'];
  const answer = textOf(await git.read(args)) ?? '';
  const names = answer.split('\0').filter((name) => name !== '' && name !== but);
  if (names.length > MOST_CHANGED) return [];
  const olds = await Promise.all(names.map((name) => textAt(objects, 'HEAD', name)));
  return names.flatMap((path, i): ChangedOnDisk[] => {
    const old = olds[i];
    if (old === undefined) return [];
    const now = onDisk(path);
    return [
      {
        path,
        old,
        now,
        inks: () => new Set(inksOf(old)),
        written: () => head.textOf(path),
        left: () => Promise.resolve(now ?? ''),
      },
    ];
  });
}
