import { readFileSync, statSync } from 'node:fs';
import { isBinary } from '../git/text';

/** Bytes; larger files are generated, or data. */
const LARGEST = 16 * 1024 * 1024;

/** A file as an editor would show it: UTF-8 or UTF-16, without a byte order mark. Otherwise what is wrong with it. */
export function readTextFile(file: string): string | { readonly problem: string } {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return { problem: 'there is no such file' };
  if (!stat.isFile()) return { problem: 'it is not a file' };
  if (stat.size > LARGEST) return { problem: 'it is too large' };
  const content = readFileSync(file);
  if (!isBinary(content)) return new TextDecoder().decode(content);
  return wideText(content) ?? { problem: 'it is not a text file' };
}

/** Bytes that are looked at for it. */
const LOOKED_AT = 512;

/** As editors tell UTF-16: by its mark, or since of each pair of bytes the same one is zero at times and the other never. */
function wideText(content: Buffer): string | undefined {
  if (content.length % 2 !== 0) return undefined;
  const start = content.subarray(0, LOOKED_AT);
  const hasZero = (odd: number): boolean => start.some((byte, i) => byte === 0 && i % 2 === odd);
  const mark = content.length >= 2 ? content.readUInt16BE(0) : 0;
  const isLittle = mark === 0xfffe || (hasZero(1) && !hasZero(0));
  const isBig = mark === 0xfeff || (hasZero(0) && !hasZero(1));
  if (!isLittle && !isBig) return undefined;
  const text = (isLittle ? content : Buffer.from(content).swap16())
    .toString('utf16le')
    .replace(/^\uFEFF/, '');
  return hasControls(text) ? undefined : text;
}

/** Characters that no text has. */
function hasControls(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x09 || (unit > 0x0d && unit < 0x1b)) return true;
  }
  return false;
}

/** The same where it does not matter why there is none. */
export function textOnDisk(file: string): string | undefined {
  try {
    const text = readTextFile(file);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Another one whenever a file has changed, or come or gone. */
export function stampOnDisk(file: string): string {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs}:${stat.size}` : 'none';
}
