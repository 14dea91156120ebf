/** What of a blob is text, and how it is compared with a file on disk or a document in an editor. */

/** As git itself decides: a NUL byte early on. */
const LOOKED_AT = 8000;

export const isBinary = (content: Uint8Array): boolean => content.subarray(0, LOOKED_AT).includes(0);

/**
 * The text of a file or blob without a byte order mark and with `\n` line ends: an editor's document has no mark, and
 * `core.autocrlf` lets the same line end differently in the work tree and in the index. Undefined for a binary file.
 */
export function comparableText(content: Uint8Array): string | undefined {
  if (isBinary(content)) return undefined;
  return comparable(new TextDecoder('utf-8', { ignoreBOM: true }).decode(content));
}

/** The same of what is text already. */
export const comparable = (text: string): string => text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
