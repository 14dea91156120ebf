/** Which lines of a file a person asks for, in the words of `git blame -L`. */
import { UsageError } from './command';

/** Numbers only: what git makes of a pattern or the name of a function depends on what it takes the file for. */
const FORM = /^(?<from>\d+)?(?:,(?:(?<sign>[+-])?(?<to>\d+))?)?$/;

/**
 * @param given such as `10,20`, `10,+5`, `10,-5`, `10,`, `10` and `,20`; every line where there are none
 * @param count lines of the file
 * @returns whether a line, 1-based, is one of them
 * @throws UsageError
 */
export function lineRanges(given: readonly string[], count: number): (line: number) => boolean {
  const ranges = given.map((text) => rangeOf(text, count));
  return (line) => ranges.length === 0 || ranges.some(({ from, to }) => line >= from && line <= to);
}

function rangeOf(text: string, count: number): { readonly from: number; readonly to: number } {
  const { from = '1', sign, to } = (text === '' ? undefined : FORM.exec(text)?.groups) ?? refuse();
  const start = Number(from);
  const end = to === undefined ? Infinity : Number(to);
  if (start === 0 || end === 0) refuse();
  if (start > count) throw new UsageError(`the file has only ${count} lines`);
  if (sign === '+') return { from: start, to: start + end - 1 };
  if (sign === '-') return { from: start - end + 1, to: start };
  return { from: Math.min(start, end), to: Math.max(start, end) };
}

function refuse(): never {
  throw new UsageError(
    '-L takes lines by their numbers',
    'write “-L 10,20” from one to another, “-L 10,+5” for five',
  );
}
