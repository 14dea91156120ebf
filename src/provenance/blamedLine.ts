/** What is said of a line of a file: by the note of the commit that put it in, or by what was recorded since. */
import { allLines, exactly, matchLines } from './lineDiff';
import { writerOf, type Writer } from './lineWriters';
import type { ClassifiedLine } from './model';
import { Effort } from './myers';

export interface BlamedLine {
  /** Full id. Undefined for a line that is not committed. */
  readonly commit?: string;
  /** It is committed elsewhere only, from where it seems to be copied. */
  readonly isNew?: true;
  /** Nobody where its commit has no note. */
  readonly writer?: Writer;
}

export interface LineAnswer {
  /** Undefined where nothing is known. */
  readonly writer?: Writer;
  /** Full id. Undefined for a line that is not committed. */
  readonly commit?: string;
}

/** Whether what was recorded says more of it than notes do. */
export const isNotCommitted = ({ commit, isNew }: BlamedLine = {}): boolean =>
  commit === undefined || isNew === true;

/**
 * Committed lines by their commit's note, the others by what was recorded.
 *
 * @param logAnswers for committed lines, too: no commit ever got a note
 */
export function answerOf(
  logged: ClassifiedLine | undefined,
  blamed: BlamedLine = {},
  logAnswers = false,
): LineAnswer {
  const { commit, writer, isNew } = blamed;
  const here = logged && (isNotCommitted(blamed) || logAnswers) ? writerOf(logged) : undefined;
  const known = here ?? writer;
  return {
    ...(known && { writer: known }),
    // A line that somebody has just written is not one that was copied.
    ...(commit !== undefined && !(here && isNew) && { commit }),
  };
}

/** By line number of another text, what is said of the lines that it has from the old one. Lines end with `\n`. */
export function blamedIn(
  text: string,
  old: string,
  lines: ReadonlyMap<number, BlamedLine>,
): ReadonlyMap<number, BlamedLine> {
  if (text === old) return lines;
  const carried = new Map<number, BlamedLine>();
  for (const { a, b, length } of matchLines(allLines(old), allLines(text), exactly, new Effort())) {
    for (let i = 1; i <= length; i++) {
      const line = lines.get(a + i);
      if (line) carried.set(b + i, line);
    }
  }
  return carried;
}
