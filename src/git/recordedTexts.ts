/** Texts of files that are known without git. */
import { createHash } from 'node:crypto';

export interface RecordedTexts {
  /** What was recorded last of a file. */
  textOf(path: string): string | undefined;
  /** The id that git gives a file of this text, where it goes by SHA-1 and that is known. */
  blobOf?(path: string): string | undefined;
  /** What a file has now, where that is the blob of this id. */
  onDisk?(path: string, id: string): string | undefined;
}

/** Whether it is this text, line ends aside. */
export const isRecorded = (recorded: RecordedTexts, path: string, text: string): boolean =>
  recorded.textOf(path)?.replaceAll('\r\n', '\n') === text;

/** The text of the blob of this id, where just that was recorded or is there, so that git need not be asked. */
export const blobWithoutGit = (recorded: RecordedTexts, path: string, id: string): string | undefined =>
  recordedBlob(recorded, path, id) ?? recorded.onDisk?.(path, id);

function recordedBlob(recorded: RecordedTexts, path: string, id: string): string | undefined {
  const known = id.length === SHA1_DIGITS ? recorded.blobOf?.(path) : undefined;
  if (known !== undefined && known !== id) return undefined;
  const text = recorded.textOf(path);
  return text !== undefined && (known ?? blobId(text, id.length)) === id ? text : undefined;
}

const SHA1_DIGITS = 40;

/** @param digits of an id in the repository: https://git-scm.com/docs/gitformat-pack#_object_names */
export function blobId(text: string, digits = SHA1_DIGITS): string {
  const content = Buffer.from(text);
  return createHash(digits === SHA1_DIGITS ? 'sha1' : 'sha256')
    .update(`blob ${content.length}\0`)
    .update(content)
    .digest('hex');
}
