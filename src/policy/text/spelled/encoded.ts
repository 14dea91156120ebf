/** Commands that are written in base64 (RFC 4648, section 4). */
import type { Replacement } from './rewritten';

/** What decodes, with the text to decode behind it or before it. */
const DECODERS =
  /base64(?:\.\w*decode\w*|decode\w*|_decode)?|b64decode|decode64|atob|FromBase64String|DecodeString|(?<utf16>[\s"'][-/]e(?:c|nc|n|ncodedcommand)?[\s:]+["']?(?=[A-Za-z0-9+/]{16}))/gi;

/** Whether anything in a text decodes. */
export const mayBeEncoded = (text: string): boolean =>
  /base64|b64decode|decode64|atob|DecodeString|[\s"'][-/]e(?:n?c|n|ncodedcommand)?[\s:]/i.test(text);

const SHORTEST = 10;
const LONGEST = 8_192;
const MAX_DECODED = 16;
/** Between the decoder and its text stand options, brackets and quotes, or a pipe. */
const FAR = 60;
const NEAR = ' \t\r\n|"\')\\,';

export function encodedReplacements(text: string): Replacement[] {
  const found: Replacement[] = [];
  for (const match of text.matchAll(DECODERS)) {
    if (found.length >= MAX_DECODED) break;
    const at = match.index;
    const end = at + match[0].length;
    const isUtf16 = match.groups?.['utf16'] !== undefined;
    const word = wordBehind(text, end, isUtf16 ? 1 : FAR) ?? (isUtf16 ? undefined : wordBefore(text, at));
    if (!word || word.start < (found.at(-1)?.end ?? 0)) continue;
    const decoded = decode(text.slice(word.start, word.end), isUtf16 || /FromBase64String/i.test(match[0]));
    if (decoded === undefined) continue;
    found.push({ ...word, text: quoted(decoded, text.charAt(word.start - 1), text.charAt(word.end)) });
  }
  return found;
}

interface Word {
  readonly start: number;
  readonly end: number;
}

const isDigitOf64 = (c: number): boolean =>
  (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 43 || c === 47;

function wordBehind(text: string, from: number, far: number): Word | undefined {
  for (let start = from; start < Math.min(text.length, from + far); start++) {
    let end = start;
    while (end < text.length && end - start <= LONGEST && isDigitOf64(text.charCodeAt(end))) end++;
    if (end - start >= SHORTEST) return withPadding(text, start, end);
    if (text.charAt(end) === '\n') return undefined;
    start = end;
  }
  return undefined;
}

function wordBefore(text: string, from: number): Word | undefined {
  let end = from;
  while (end > 0 && from - end < FAR && NEAR.includes(text.charAt(end - 1))) end--;
  const padded = end;
  while (end > 0 && padded - end < 2 && text.charAt(end - 1) === '=') end--;
  let start = end;
  while (start > 0 && end - start <= LONGEST && isDigitOf64(text.charCodeAt(start - 1))) start--;
  return end - start >= SHORTEST ? { start, end: padded } : undefined;
}

const withPadding = (text: string, start: number, end: number): Word => {
  let behind = end;
  while (behind - end < 2 && text.charAt(behind) === '=') behind++;
  return { start, end: behind };
};

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The text, if it is one. */
function decode(word: string, isUtf16: boolean): string | undefined {
  const digits = word.replace(/=+$/, '');
  if (digits.length % 4 === 1 || digits.length > LONGEST) return undefined;
  const bytes: number[] = [];
  for (let i = 0, bits = 0, value = 0; i < digits.length; i++) {
    value = (value << 6) | DIGITS.indexOf(digits.charAt(i));
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((value >> bits) & 255);
    value &= (1 << bits) - 1;
  }
  const wide = isUtf16 && bytes.length % 2 === 0 && bytes.every((byte, i) => i % 2 === 0 || byte === 0);
  const codes = wide ? bytes.filter((_, i) => i % 2 === 0) : bytes;
  const isText = codes.every((c) => (c >= 32 && c < 127) || c === 9 || c === 10 || c === 13);
  return isText ? String.fromCharCode(...codes) : undefined;
}

/** As a string on one line; in the quotes that are there, where there are any. */
function quoted(decoded: string, before: string, after: string): string {
  const line = decoded.trim().replace(/\s*[\r\n]+\s*/g, '; ');
  const has = (before === '"' || before === "'") && before === after;
  const quote = has ? before : '"';
  const inner = line.replaceAll(quote, quote === '"' ? "'" : '"');
  return has ? inner : `"${inner}"`;
}
