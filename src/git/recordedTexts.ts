/** Texts of files that are known without git. */
import { hexDigest } from './hexDigest';

export interface RecordedTexts {
  /** What was recorded last of a file. */
  textOf(path: string): string | undefined;
}

/** Whether it is this text, line ends aside. */
export const isRecorded = (recorded: RecordedTexts, path: string, text: string): boolean =>
  recorded.textOf(path)?.replaceAll('\r\n', '\n') === text;

/** The content of the blob of this id, where just that was recorded, so that git need not be asked. */
export function recordedBlob(recorded: RecordedTexts, path: string, id: string): Buffer | undefined {
  const text = recorded.textOf(path);
  const content = text === undefined ? undefined : Buffer.from(text);
  return content && blobId(content, id) === id ? content : undefined;
}

/** By the hash function that `like` is of: https://git-scm.com/docs/gitformat-pack#_object_names */
const blobId = (content: Buffer, like: string): string =>
  hexDigest(
    like.length === 40 ? 'sha1' : 'sha256',
    Buffer.concat([Buffer.from(`blob ${content.length}\0`), content]),
  );
