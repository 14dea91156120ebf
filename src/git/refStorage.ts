/** What git keeps of a work tree beside its objects: in files, or in a reftable (`git init --ref-format`, since 2.45). */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { textOf, type Git } from './git';
import { linesIn } from './linesIn';
import { tipOf } from './repository';

export interface WorkTree {
  readonly git: Git;
  /** Its own, not that which all work trees share. */
  readonly gitDir: string;
}

/** @param folder the git directory of a work tree, or the one that all share */
export const hasReftable = (folder: string): boolean => existsSync(path.join(folder, 'reftable'));

/**
 * What a ref is at, without a process where files say it; undefined where it is not known.
 *
 * @param ref `refs/…`
 */
export const refTip = async (git: Git, commonDir: string, ref: string): Promise<string | undefined> =>
  hasReftable(commonDir) ? tipOf(git, ref) : refInFiles(commonDir, ref);

function refInFiles(commonDir: string, ref: string): string | undefined {
  const [loose] = linesIn(path.join(commonDir, ref));
  if (loose !== undefined) return loose;
  const packed = linesIn(path.join(commonDir, 'packed-refs')).find((line) => line.endsWith(` ${ref}`));
  return packed?.slice(0, packed.indexOf(' '));
}

/** What git is at, as it writes it down until it is done: gitrevisions(7). */
export type PseudoRef = 'CHERRY_PICK_HEAD' | 'REVERT_HEAD' | 'REBASE_HEAD';

/** Of each that there is, the full id. */
export async function pseudoRefs(
  { git, gitDir }: WorkTree,
  names: readonly PseudoRef[],
): Promise<ReadonlyMap<string, string>> {
  if (!hasReftable(gitDir)) {
    return new Map(
      names.flatMap((name) => linesIn(path.join(gitDir, name)).map((id) => [name, id] as const)),
    );
  }
  const args = ['for-each-ref', '--include-root-refs', '--format=%(refname) %(objectname)', ...names];
  const lines = textOf(await git.read(args))?.split('\n') ?? [];
  return new Map(lines.flatMap((line) => (line === '' ? [] : [line.split(' ') as [string, string]])));
}
