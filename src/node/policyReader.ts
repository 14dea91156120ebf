/** Bytes of a policy file to text, from a workspace that may hold anything under that name. */
import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { MAX_POLICY_SIZE } from '../policy/reading/limits';
import { TOO_LARGE } from '../policy/reading/yamlDocument';
import { repositoryPath } from './policyRepository';

export type PolicyRead =
  | { readonly kind: 'text'; readonly text: string; /** With links followed. */ readonly real: string }
  | { readonly kind: 'absent' }
  /** `text` is what stands before the mistake. */
  | { readonly kind: 'unreadable'; readonly message: string; readonly before: string };

const unreadable = (message: string, before = ''): PolicyRead => ({ kind: 'unreadable', message, before });

/** `boundary` is the folder that links must not lead out of; undefined where they may lead anywhere. */
export async function readPolicyFile(file: string, boundary: string | undefined): Promise<PolicyRead> {
  try {
    await lstat(file);
  } catch (error) {
    return isAbsence(error) ? { kind: 'absent' } : unreadable(cannotRead(error));
  }
  try {
    const real = await realpath(file);
    if (boundary !== undefined && repositoryPath(boundary, real) === undefined) {
      return unreadable('this is a link that leads out of the repository: put the file itself here');
    }
    // Opening a device can do something, so what it is comes first; and once more after, should it have been changed.
    const irregular = notAFile(await stat(real, { bigint: true }));
    if (irregular) return irregular;
    const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
    const handle = await open(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      return notAFile(await handle.stat({ bigint: true })) ?? decode(await readBounded(handle), real);
    } finally {
      await handle.close();
    }
  } catch (error) {
    return unreadable(
      isAbsence(error) ? 'this is a link that leads nowhere: put the file itself here' : cannotRead(error),
    );
  }
}

/** Changes whenever the content, or what stands under that name, may have changed. */
export async function signature(file: string): Promise<string> {
  try {
    const { dev, ino, mode, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [dev, ino, mode, size, mtimeNs, ctimeNs].join(':');
  } catch (error) {
    return `${codeOf(error)}:${await isThere(file)}`;
  }
}

/** Whether anything stands under that name. */
export const isThere = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  );

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

const isAbsence = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));

const cannotRead = (error: unknown): string => `the file cannot be read (${codeOf(error)}): make it readable`;

function notAFile(stats: BigIntStats): PolicyRead | undefined {
  if (stats.isDirectory()) return unreadable('this is a folder: a policy is a file');
  if (!stats.isFile()) return unreadable('this is not an ordinary file: put the policy itself here');
  return stats.size > MAX_POLICY_SIZE ? unreadable(TOO_LARGE) : undefined;
}

/** One byte more than allowed is enough to know. */
async function readBounded(handle: FileHandle): Promise<Buffer> {
  const bytes = Buffer.alloc(MAX_POLICY_SIZE + 1);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return bytes.subarray(0, length);
}

function decode(bytes: Buffer, real: string): PolicyRead {
  if (bytes.length > MAX_POLICY_SIZE) return unreadable(TOO_LARGE);
  try {
    // Keeps a byte order mark, so that offsets are those of the file.
    return {
      kind: 'text',
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes),
      real,
    };
  } catch {
    const valid = validPrefix(bytes);
    const byte = bytes[Buffer.byteLength(valid)]?.toString(16).toUpperCase().padStart(2, '0');
    return unreadable(`the byte ${byte} here is not UTF-8: save the file as UTF-8 text`, valid);
  }
}

/** What decodes before the first byte that cannot. */
function validPrefix(bytes: Buffer): string {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (decodePart(bytes.subarray(0, middle)) === undefined) high = middle - 1;
    else low = middle;
  }
  return decodePart(bytes.subarray(0, low)) ?? '';
}

/** An unfinished character at the end is left out and is no mistake. */
function decodePart(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
