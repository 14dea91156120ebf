/** What was put away and is back when a tool reports all of a file, as after `git stash pop`, or when it was undone. */
import { sameAuthor } from './author';
import { inkLength, inkOf, inksOf, isWhiteSpace, skipWhiteSpace, type Stretch } from './ink';
import { authorAt, LabelBuilder } from './labels';
import { lineStarts } from './lineDiff';
import { isSameTool } from './lineWriters';
import type { Author, LabelledText } from './model';
import { reportedBy } from './reportedBy';
import type { Report } from './reports';

/** Lines of less ink in a row, a bracket or two, come out alike by coincidence. */
const LEAST_INK = 12;

/**
 * Lines that somebody else is known to have written stay theirs, though a tool reports them as well: it reports lines
 * that it cannot have written.
 *
 * @param whole the same text, with what is known of it but for what is reported
 * @param earlier texts in which lines stood all along: those are not back
 */
export function withBroughtBack(
  { text, ranges }: LabelledText,
  whole: LabelledText,
  reports: readonly Report[],
  earlier: readonly string[],
): LabelledText {
  const wasThere = new Set(earlier.flatMap(inksOf));
  const builder = new LabelBuilder();
  let run: Stretch[] = [];
  const finish = (): void => {
    const news = run.filter(({ start, end }) => !wasThere.has(inkOf(text.slice(start, end))));
    const ink = news.reduce((sum, { start, end }) => sum + inkLength(text, start, end), 0);
    for (const { start, end } of ink >= LEAST_INK ? run : []) {
      builder.copy(ranges, builder.length, start);
      builder.copy(whole.ranges, start, end);
    }
    run = [];
  };
  const starts = lineStarts(text);
  const reported = reportedBy(text, reports);
  for (let i = 0; i + 1 < starts.length; i++) {
    const line = { start: starts[i] ?? 0, end: starts[i + 1] ?? text.length };
    const at = skipWhiteSpace(text, line.start, line.end);
    if (at === line.end) continue;
    const tool = reported(line.start);
    const isReported = tool?.kind === 'ai' && sameAuthor(authorAt(ranges, at), tool);
    if (isReported && isAllOfOthers(whole, line, tool)) run.push(line);
    else finish();
  }
  finish();
  builder.copy(ranges, builder.length, text.length);
  return { text, ranges: builder.ranges };
}

function isAllOfOthers({ text, ranges }: LabelledText, { start, end }: Stretch, tool: Author): boolean {
  for (let at = start; at < end; at++) {
    if (isWhiteSpace(text.charCodeAt(at))) continue;
    const author = authorAt(ranges, at);
    if (!author || isSameTool(author, tool)) return false;
  }
  return true;
}
