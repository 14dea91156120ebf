/** Where a repository begins and what its paths are, without running git. */
import { lstat, open, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { POLICY_FILE } from '../contract/manifest';

/**
 * The top level of the git work tree that holds a file or folder, which need not exist yet; undefined where there is
 * none. As git has it: `.git` is a folder with a HEAD, or a file that names one (work trees, submodules).
 */
export async function findRepository(fileOrFolder: string): Promise<string | undefined> {
  for (const folder of foldersUp(path.resolve(fileOrFolder))) {
    if (await isGit(path.join(folder, '.git'))) return folder;
  }
  return undefined;
}

/** A path and all folders above it, nearest first. */
export function foldersUp(from: string): string[] {
  const folders = [from];
  for (let folder = path.dirname(from); folder !== folders.at(-1); folder = path.dirname(folder))
    folders.push(folder);
  return folders;
}

const GITDIR = 'gitdir: ';

async function isGit(dotGit: string): Promise<boolean> {
  try {
    const kind = await stat(dotGit);
    if (kind.isDirectory()) return (await stat(path.join(dotGit, 'HEAD'))).isFile();
    return kind.isFile() && (await beginning(dotGit, GITDIR.length)) === GITDIR;
  } catch {
    return false;
  }
}

async function beginning(file: string, length: number): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** `file` relative to `root` as policies count paths: NFC, with `/`. Undefined where it does not lie below. */
export function repositoryPath(root: string, file: string): string | undefined {
  const relative = path.relative(root, file);
  if (relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
    return undefined;
  return relative.split(path.sep).join('/').normalize('NFC');
}

/**
 * The path with symbolic links followed and, where the file system ignores case, in its own spelling. What does not
 * exist yet is kept below its nearest folder that does.
 */
export async function realPath(file: string): Promise<string> {
  const absolute = path.resolve(file);
  for (const existing of foldersUp(absolute)) {
    try {
      return path.join(await realpath(existing), path.relative(existing, absolute));
    } catch {
      // Does not exist, or may not be looked at: its parent decides.
    }
  }
  return absolute;
}

/** Whether two spellings of a name below `root` are one file, tried on what is there. */
export async function ignoresCase(root: string): Promise<boolean> {
  const names = ['.git', POLICY_FILE].map((name) => path.join(root, name));
  for (const name of [...names, root]) {
    const other = path.join(path.dirname(name), otherCase(path.basename(name)));
    if (other === name) continue;
    const [a, b] = await Promise.all([identity(name), identity(other)]);
    if (a !== undefined) return a === b;
  }
  return process.platform === 'win32' || process.platform === 'darwin';
}

const otherCase = (name: string): string =>
  name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();

async function identity(file: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await lstat(file, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined;
  }
}
