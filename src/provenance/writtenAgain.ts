/** What a tool writes while a line that reads the same is elsewhere: it has not been moved from there. */
import { inkOf, inksOf, skipWhiteSpace } from './ink';
import { authorAt, relabel } from './labels';
import { lineStarts } from './lineDiff';
import { isSameTool } from './lineWriters';
import type { LabelledText } from './model';
import { reportedBy } from './reportedBy';
import type { Report } from './reports';

export interface Elsewhere {
  /** The file as it was when work on it was last put away, if it still is: `git stash`. */
  readonly putAway?: string | undefined;
  /** The file in commits after which git has taken it from the disk: what old has not is no longer there. */
  readonly leftBehind?: readonly string[] | undefined;
  /** The file in the index, where git puts what it brings back. */
  readonly staged?: string | undefined;
}

/**
 * Lines of which a tool is reported to be the writer, and somebody is known to be.
 *
 * Those that it has put away itself there will be two of: whose they are is not changed by that. Of what somebody else
 * has put away nobody can say whether it was not brought back already. Nor can they of what was left behind in a commit,
 * if git has brought it back, or if the tool reports lines as well that it cannot have written.
 *
 * @param old the file before all of this: lines that it has are here
 */
export function withWrittenAgain(
  labelled: LabelledText,
  reports: readonly Report[],
  old: string,
  { putAway = '', leftBehind = [], staged = '' }: Elsewhere,
): LabelledText {
  const { text } = labelled;
  const isOld = new Set(inksOf(old));
  const isExact = reports.every(
    ({ start, end, author }) =>
      author.kind === 'human' || !inksOf(text.slice(start, end)).some((ink) => ink !== '' && isOld.has(ink)),
  );
  const mine = goneFrom([putAway], isOld);
  const others = goneFrom(isExact ? leftBehind : [], new Set([...isOld, ...inksOf(staged)]));
  if (mine.size === 0 && others.size === 0) return labelled;
  const starts = lineStarts(text);
  const reported = reportedBy(text, reports);
  let result = labelled;
  for (let i = 0; i + 1 < starts.length; i++) {
    const [start = 0, end = 0] = [starts[i], starts[i + 1]];
    const ink = inkOf(text.slice(start, end));
    if (!mine.has(ink) && !others.has(ink)) continue;
    const author = reported(start);
    const known = authorAt(labelled.ranges, skipWhiteSpace(text, start, end));
    if (author?.kind !== 'ai' || !(isSameTool(known, author) ? mine : others).has(ink)) continue;
    result = relabel(result, start, end, author);
  }
  return result;
}

const goneFrom = (texts: readonly string[], isHere: ReadonlySet<string>): Set<string> =>
  new Set(texts.flatMap(inksOf).filter((ink) => ink !== '' && !isHere.has(ink)));
