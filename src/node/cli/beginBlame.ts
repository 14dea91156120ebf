import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Git } from '../../git/git';
import { BegunBlame } from '../../git/notes/gitBlame';
import { readTextFile } from '../textFile';

/** A name that can mean one commit only, and no option or range. */
const ONE_COMMIT = /^\w+(?:[-./]\w+)*(?:[~^]\d*)*$/;

export interface BlameBegun {
  readonly blame: BegunBlame;
  /** What it is of, as it stands on disk, where no commit was named. */
  readonly content: { readonly text: string; readonly version: { readonly content: Buffer } } | undefined;
}

/**
 * Asks git about a file before it is known where its repository lies: it takes longer than all else. Only where the
 * path, as git takes it, can mean nothing else than the file itself.
 *
 * @param git in the folder that a relative path counts from
 */
export function beginBlame(git: Git, file: string, rev: string | undefined): BlameBegun | undefined {
  const folder = realpathSync(git.folder);
  const absolute = path.resolve(folder, file);
  const isItself =
    existsSync(absolute) && realpathSync(absolute) === absolute && file === file.normalize('NFC');
  if (!isItself || (rev !== undefined && !ONE_COMMIT.test(rev))) return undefined;
  const text = rev === undefined ? readTextFile(absolute) : undefined;
  const content =
    typeof text === 'string' ? { text, version: { content: readFileSync(absolute) } } : undefined;
  const version = rev === undefined ? content?.version : { commit: rev };
  if (!version) return undefined;
  const name = path.relative(folder, absolute).replaceAll(path.sep, '/');
  return { blame: new BegunBlame(git, { path: name, version }), content };
}
