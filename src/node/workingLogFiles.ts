/**
 * The files of the working log. A repository may have been made by anybody, so nothing here follows a link, opens
 * what is no plain file, or makes a folder for a repository that is no longer there.
 */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';

/** Longer than Parapet lets a file of its log become. */
const MAX_FILE = 96 * 1024 * 1024;
/** Times that a log may be put aside while a record is being appended to it. */
const APPEND_ATTEMPTS = 20;

/** Windows knows neither of these. */
const SAFELY = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

export class LogFileError extends Error {}

/** Which file it is, for as long as it is open or nothing else is made. */
export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
}

export interface FilePart {
  readonly identity: FileIdentity;
  readonly bytes: Buffer;
}

export class LogFolder {
  constructor(readonly folder: string) {}

  file(name: string): string {
    return path.join(this.folder, name);
  }

  /** @throws where it cannot be made, or is something else */
  create(): void {
    try {
      mkdirSync(this.folder);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
    if (!lstatSync(this.folder).isDirectory()) throw new LogFileError(`${this.folder} is not a folder`);
  }

  /** Of the file that has this name now. */
  identityOf(name: string): (FileIdentity & { readonly size: number }) | undefined {
    if (!this.exists()) return undefined;
    const stat = lstatSync(this.file(name), { bigint: true, throwIfNoEntry: false });
    return stat && { device: stat.dev, inode: stat.ino, size: Number(stat.size) };
  }

  /** From an offset to the end, at most `most` bytes; nothing where there is no such file. */
  read(name: string, from = 0, most = Infinity): FilePart | undefined {
    if (!this.exists()) return undefined;
    const descriptor = openOrNothing(this.file(name), constants.O_RDONLY | SAFELY);
    if (descriptor === undefined) return undefined;
    try {
      const stat = fstatSync(descriptor, { bigint: true });
      if (!stat.isFile()) throw new LogFileError(`${this.file(name)} is not a plain file`);
      if (stat.size > MAX_FILE) throw new LogFileError(`${this.file(name)} is too large; delete it`);
      const bytes = Buffer.alloc(Math.min(most, Math.max(0, Number(stat.size) - from)));
      let length = 0;
      while (length < bytes.length) {
        const read = readSync(descriptor, bytes, length, bytes.length - length, from + length);
        if (read === 0) break;
        length += read;
      }
      return { identity: { device: stat.dev, inode: stat.ino }, bytes: bytes.subarray(0, length) };
    } finally {
      closeSync(descriptor);
    }
  }

  /**
   * Appends, and returns when it is on the disk, or without `isFlushed` when a killed process no longer loses it; a disk
   * that is busy can take long. Each piece is one write at the end of the file, so that several
   * processes may do so at once. Where the file was put aside meanwhile, whoever did that may not have seen what
   * was written to it, so it is written again to the one that has the name now.
   *
   * @throws where that cannot be done
   */
  append(name: string, bytes: Buffer, isFlushed = true): void {
    this.create();
    for (let attempt = 0; attempt < APPEND_ATTEMPTS; attempt++) {
      const written = this.appendOnce(name, bytes, isFlushed);
      const now = this.identityOf(name);
      if (now !== undefined && sameFile(now, written)) return;
    }
    throw new LogFileError(`${this.file(name)} is replaced again and again`);
  }

  private appendOnce(name: string, bytes: Buffer, isFlushed: boolean): FileIdentity {
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | SAFELY;
    const descriptor = openSync(this.file(name), flags, 0o666);
    try {
      const stat = fstatSync(descriptor, { bigint: true });
      if (!stat.isFile()) throw new LogFileError(`${this.file(name)} is not a plain file`);
      // The rest of a record that was cut short, as on a full disk, must not follow another's record.
      if (writeSync(descriptor, bytes) !== bytes.length)
        throw new LogFileError(`${this.file(name)}: disk full`);
      if (isFlushed) fsyncSync(descriptor);
      if (isFlushed && stat.size === 0n) this.flush();
      return { device: stat.dev, inode: stat.ino };
    } finally {
      closeSync(descriptor);
    }
  }

  /**
   * Puts a file with this content in place of the one of that name, in one step, on the disk when it returns; without
   * `isFlushed` a machine that goes down may leave any part of it.
   */
  replace(name: string, content: Uint8Array, isFlushed = true): void {
    this.create();
    const draft = this.file(`${name}.${process.pid}-${process.hrtime.bigint()}${DRAFT}`);
    const descriptor = openSync(
      draft,
      constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | SAFELY,
      0o666,
    );
    try {
      try {
        for (let at = 0; at < content.length;) at += writeSync(descriptor, content, at);
        if (isFlushed) fsyncSync(descriptor);
      } finally {
        closeSync(descriptor);
      }
      renameSync(draft, this.file(name));
    } catch (error) {
      rmSync(draft, { force: true });
      throw error;
    }
    if (isFlushed) this.flush();
  }

  rename(from: string, to: string): void {
    renameSync(this.file(from), this.file(to));
    this.flush();
  }

  remove(name: string): void {
    rmSync(this.file(name), { force: true });
  }

  /** Names that begin so, those written last first. */
  newest(prefix: string): string[] {
    const written = (name: string): number =>
      lstatSync(this.file(name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return readdirSync(this.folder)
      .filter((name) => name.startsWith(prefix) && !name.endsWith(DRAFT))
      .toSorted((a, b) => written(b) - written(a));
  }

  /** What killed writers left behind of files whose names begin so; only while no other process may be writing one. */
  removeDrafts(prefix: string): void {
    for (const name of readdirSync(this.folder))
      if (name.startsWith(prefix) && name.endsWith(DRAFT)) this.remove(name);
  }

  private exists(): boolean {
    const stat = lstatSync(this.folder, { throwIfNoEntry: false });
    if (stat !== undefined && !stat.isDirectory()) throw new LogFileError(`${this.folder} is not a folder`);
    return stat !== undefined;
  }

  /** Names are on the disk once their folder is; Windows cannot be asked for that. */
  private flush(): void {
    if (process.platform === 'win32') return;
    const descriptor = openSync(this.folder, constants.O_RDONLY);
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }
}

/** What is left of a file that was being written when its writer was killed ends in this. */
export const DRAFT = '.draft';

export const sameFile = (a: FileIdentity, b: FileIdentity): boolean =>
  a.device === b.device && a.inode === b.inode;

export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

function openOrNothing(file: string, flags: number): number | undefined {
  try {
    return openSync(file, flags);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
