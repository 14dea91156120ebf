import { isBlank, lineEnd, NEWLINE, skipBlanks } from '../characters';
import type { Reading } from './reading';

const BACKTICK = '`'.charCodeAt(0);
const TILDE = '~'.charCodeAt(0);
const QUOTE_MARK = '>'.charCodeAt(0);
const SHORTEST_FENCE = 3;

interface Fence {
  readonly mark: number;
  readonly length: number;
  /** Offset behind the marks. */
  readonly end: number;
}

/**
 * Prose is comment; a fenced block is code of the language that its info string names. CommonMark 0.31, section 4.5;
 * more indented fences count too, since they stand in lists.
 */
export function readFences(
  reading: Reading,
  start: number,
  end: number,
  embed: (language: string, from: number, to: number) => void,
): void {
  const { text, spans } = reading;
  spans.cut('comment', start);
  for (let line = start; line < end;) {
    const lineStop = lineEnd(text, line, end);
    const fence = fenceAt(text, line, lineStop);
    let next = lineStop + 1;
    if (fence && isOpening(text, fence, lineStop)) {
      const from = Math.min(next, end);
      const to = closingFence(reading, from, end, fence);
      embed(languageName(text, fence.end, lineStop), from, to);
      spans.cut('comment', to);
      next = lineEnd(text, to, end) + 1;
    }
    reading.steps += next - line;
    line = next;
  }
}

function fenceAt(text: string, line: number, limit: number): Fence | undefined {
  let start = line;
  while (start < limit && (isBlank(text.charCodeAt(start)) || text.charCodeAt(start) === QUOTE_MARK)) start++;
  const mark = text.charCodeAt(start);
  if (mark !== BACKTICK && mark !== TILDE) return undefined;
  let end = start;
  while (end < limit && text.charCodeAt(end) === mark) end++;
  return end - start < SHORTEST_FENCE ? undefined : { mark, length: end - start, end };
}

/** Behind an opening fence of backticks none follows: else it is code within a line. */
const isOpening = (text: string, { mark, end }: Fence, limit: number): boolean => {
  if (mark === TILDE) return true;
  for (let i = end; i < limit; i++) if (text.charCodeAt(i) === BACKTICK) return false;
  return true;
};

/** Start of the line that closes the fence, or `end`. */
function closingFence(reading: Reading, from: number, end: number, open: Fence): number {
  const { text } = reading;
  for (let line = from; line < end;) {
    const lineStop = lineEnd(text, line, end);
    const fence = fenceAt(text, line, lineStop);
    if (fence?.mark === open.mark && fence.length >= open.length && isEmpty(text, fence.end, lineStop))
      return line;
    line = lineStop + 1;
  }
  return end;
}

function isEmpty(text: string, from: number, limit: number): boolean {
  const rest = skipBlanks(text, from, limit);
  return rest === limit || text.charCodeAt(rest) === NEWLINE || text.charAt(rest) === '\r';
}

const LONGEST_INFO = 64;

/** `bash` of `bash title="x"`, `{.bash}` and the like. */
const languageName = (text: string, from: number, limit: number): string =>
  /[\w+#-]+/.exec(text.slice(from, Math.min(limit, from + LONGEST_INFO)))?.[0] ?? 'plaintext';
