/** What a tool or a person is reported to have just written, put together with what is known of the rest. */
import { withBroughtBack } from './broughtBack';
import { inkLength, inksOf } from './ink';
import { fillUnknown, LabelBuilder, relabel } from './labels';
import type { Author, LabelledText } from './model';
import { planChange } from './plan';
import { withRearranged } from './rearranged';
import { reportedBy } from './reportedBy';
import { keptSteps, startsIn, withRespaced } from './respaced';
import { beside, realignBeside, unreported } from './unreported';
import { withWrittenAgain, type Elsewhere } from './writtenAgain';

/** UTF-16 offsets of whole lines, end exclusive. */
export interface Report {
  readonly start: number;
  readonly end: number;
  readonly author: Author;
}

export interface Known {
  /** The file when it was last heard of, if it ever was. */
  readonly before: LabelledText | undefined;
  /** As it was when it was certainly not written yet, with what is known of that. */
  readonly old?: LabelledText | undefined;
  /** What others have made of it, of which lines were put in before it was written. */
  readonly brought?: readonly LabelledText[] | undefined;
  /** The same, unless somebody reports just these lines. */
  readonly alike?: LabelledText | undefined;
  /** What is known of the text, if what is reported has no say in it. */
  whole?(): LabelledText | undefined;
  /** What else is known of the text without what is reported. */
  readonly rest: LabelledText | undefined;
  /** Other texts of the file. */
  readonly elsewhere?: Elsewhere;
}

/** @param reports the later ones count where they overlap */
export function withReports(
  { before, old, brought = [], alike, whole, rest: known, elsewhere = {} }: Known,
  text: string,
  reports: readonly Report[],
): LabelledText {
  const rest = before ? realignBeside(before, text, reports) : { text, ranges: [] };
  const filled = fillUnknown(text, rest.ranges, known ? beside(known, text, reports).ranges : []);
  const written = reports.reduce(
    (labelled, { start, end, author }) => relabel(labelled, start, end, author),
    filled,
  );
  const kept = before ? withKept(before, written, reports) : written;
  const others = [
    ...(alike && !areJustNew(reports, text, alike.text, old?.text) ? [alike] : []),
    ...brought,
    ...(old ? [old] : []),
  ];
  const withoutOld = others.reduce((labelled, one) => withOldOnes(one, labelled, reports), kept);
  const result = old ? withUntouched(old, withoutOld, reports) : withoutOld;
  const earlier = [before, old].flatMap((one) => (one ? [one.text] : []));
  const mayBeBack = earlier.some((one) => reportsKept(one, text, reports)) ? whole?.() : undefined;
  const complete = mayBeBack ? withBroughtBack(result, mayBeBack, reports, earlier) : result;
  return withWrittenAgain(complete, reports, old?.text ?? '', elsewhere);
}

/** Whether nothing is reported but lines that the one text has and the old one has not. */
function areJustNew(reports: readonly Report[], text: string, now: string, old = ''): boolean {
  const wasThere = new Set(inksOf(old));
  const news = new Set(inksOf(now).filter((ink) => !wasThere.has(ink)));
  return reports.every(({ start, end }) =>
    inksOf(text.slice(start, end)).every((ink) => ink === '' || news.has(ink)),
  );
}

/** Whether a tool reports lines as well that stood there before. */
function reportsKept(before: string, text: string, reports: readonly Report[]): boolean {
  const kept = sameLines('ai', before, text, reports, takenFrom(before, text, reports));
  return kept.reduce((ink, [, at]) => ink + inkLength(text, at, lineEnd(text, at)), 0) >= LEAST_INK;
}

/** Lines of less ink, a bracket or two, come out alike by coincidence. */
const LEAST_INK = 12;

/** What a tool reports along with what it wrote has the labels it had, or none. */
function withOldOnes(old: LabelledText, now: LabelledText, reports: readonly Report[]): LabelledText {
  const isTaken = takenFrom(old.text, now.text, reports);
  const { text, ranges } = withoutLaidOut(old, now, reports, isTaken);
  return relabelled(old, { text, ranges }, sameLines('ai', old.text, text, reports, isTaken));
}

/**
 * So has what a person reports along with it and did not touch: the commit leaves it whose it was, and so shall the next
 * one that takes it to another place. A bracket or two may well have been typed anew.
 */
function withUntouched(old: LabelledText, now: LabelledText, reports: readonly Report[]): LabelledText {
  if (!reports.some(({ author }) => author.kind === 'human')) return now;
  const isTaken = takenFrom(old.text, now.text, reports);
  const same = sameLines('human', old.text, now.text, reports, isTaken).filter(
    ([, at]) => inkLength(now.text, at, lineEnd(now.text, at)) >= LEAST_INK,
  );
  return relabelled(old, now, same);
}

function relabelled(
  old: LabelledText,
  { text, ranges }: LabelledText,
  same: readonly SameLine[],
): LabelledText {
  const builder = new LabelBuilder();
  for (const [start, at] of same) {
    builder.copy(ranges, builder.length, at);
    builder.copy(old.ranges, start, lineEnd(old.text, start));
  }
  builder.copy(ranges, builder.length, text.length);
  return { text, ranges: builder.ranges };
}

/** Where a line starts, then and now. */
type SameLine = readonly [before: number, now: number];

/** Of the lines that a tool, or a person, reports, those that are just as they were before. */
function sameLines(
  kind: Author['kind'],
  before: string,
  text: string,
  reports: readonly Report[],
  isTaken: (start: number) => boolean,
): SameLine[] {
  const isClaimed = claimedBy(kind, text, reports);
  return keptSteps(before, text)
    .filter(({ how }) => how === 'same')
    .flatMap(({ old, now }) =>
      startsIn(before, old).map((start) => [start, now.start + start - old.start] as const),
    )
    .filter(([start, at]) => isClaimed(at) && !isTaken(start));
}

/**
 * A tool that writes a file anew reports all of it, with what was there before. Lines of that keep the labels they had;
 * where they had none, the report is all that is known: they may have been gone meanwhile.
 */
function withKept(
  before: LabelledText,
  { text, ranges }: LabelledText,
  reports: readonly Report[],
): LabelledText {
  if (before.text === text) return { text, ranges };
  const isTaken = takenFrom(before.text, text, reports);
  const builder = new LabelBuilder();
  for (const [start, at] of sameLines('ai', before.text, text, reports, isTaken)) {
    builder.add(at - builder.length, undefined);
    builder.copy(before.ranges, start, lineEnd(before.text, start));
  }
  const kept = fillUnknown(text, builder.ranges, ranges);
  const known = withoutLaidOut(before, kept, reports, isTaken);
  return fillUnknown(text, known.ranges, kept.ranges);
}

/** Nobody who only lays lines out anew, or a tool that only rearranges them, has written them. */
function withoutLaidOut(
  before: LabelledText,
  now: LabelledText,
  reports: readonly Report[],
  isTaken: (start: number) => boolean,
): LabelledText {
  return withoutRearranged(before, withRespaced(before, now, isTaken), reports, isTaken);
}

/** A tool that sorts lines, takes them to another place or sets them as a formatter does has not written them. */
function withoutRearranged(
  before: LabelledText,
  now: LabelledText,
  reports: readonly Report[],
  isTaken: (start: number) => boolean,
): LabelledText {
  return withRearranged(before, now, claimedBy('ai', now.text, reports), isTaken);
}

/**
 * Whether a tool, or a person, is said to have written the line that starts there. Where it stood is no matter for a
 * tool; a person who says so may have typed it anew.
 */
function claimedBy(kind: Author['kind'], text: string, reports: readonly Report[]): (at: number) => boolean {
  const reported = reportedBy(text, reports);
  return (at) => reported(at)?.kind === kind;
}

/** Whether an old line, by its start, stands in the text where nothing is reported. */
function takenFrom(old: string, text: string, reports: readonly Report[]): (start: number) => boolean {
  const plan = planChange(old, { start: 0, end: old.length }, unreported(text, reports));
  const taken = new Set(plan.flatMap((step) => (step.how === 'changed' ? [] : startsIn(old, step.old))));
  return (start) => taken.has(start);
}

const lineEnd = (text: string, start: number): number => {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end + 1;
};
