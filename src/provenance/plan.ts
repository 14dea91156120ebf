import { commentIn } from './comments';
import { coreOf, flowOf } from './form';
import { inkOf, sameInk } from './ink';
import type { Stretch } from './ink';
import { allLines, byInk, exactly, matchLines, stretchOf } from './lineDiff';
import type { LineKey, Lines } from './lineDiff';
import { Effort } from './myers';
import { piecesOf } from './pieces';
import { sharedEnds } from './sharedEnds';
import type { SharedEnds } from './sharedEnds';

/** How a stretch of the new text came from a stretch of the old one. In order, together they are both texts. */
export interface Step {
  /**
   * `respaced`: nothing but white space differs; `reformed`: nothing but what formatters change; `reflowed`: that, and
   * comments are wrapped anew; `changed`: the one took the place of the other; either may be empty.
   */
  readonly how: 'same' | 'respaced' | 'reformed' | 'reflowed' | 'changed';
  readonly old: Stretch;
  readonly now: Stretch;
}

/**
 * How `text` came from the stretch of `oldText` that it replaces, line by line: lines that are the same, then
 * lines that differ in white space only, be they broken elsewhere, and the rest.
 */
export function planChange(oldText: string, stretch: Stretch, text: string): readonly Step[] {
  const effort = new Effort();
  return betweenSharedLines(oldText, stretch, text, (old, now) =>
    compare(old, now, exactly, 'same', effort).flatMap((step) => {
      if (step.how === 'same' || isEmpty(step.old) || isEmpty(step.now)) return [step];
      if (sameInk(step.old.text, stretchOf(step.old), step.now.text, stretchOf(step.now)))
        return [{ ...step, how: 'respaced' }];
      if (isOne(step.old) && isOne(step.now)) return [step];
      return compareByInk(step.old, step.now, effort);
    }),
  );
}

/** The same, but that lines which are the same do not go before such that differ in white space. */
export const planByInk = (oldText: string, stretch: Stretch, text: string): readonly Step[] =>
  betweenSharedLines(oldText, stretch, text, (old, now) => compareByInk(old, now, new Effort(), withSame));

const compareByInk = (
  old: Lines,
  now: Lines,
  effort: Effort,
  refine: (respaced: LineStep) => readonly LineStep[] = (one) => [one],
): LineStep[] =>
  compare(old, now, byInk, 'respaced', effort).flatMap((one) =>
    one.how === 'respaced' ? refine(one) : withRewrapped(one, 'respaced', inkOf),
  );

/** @param between of what is neither in the lines that both begin with nor in those that both end with */
function betweenSharedLines(
  oldText: string,
  stretch: Stretch,
  text: string,
  between: (old: Lines, now: Lines) => readonly LineStep[],
): readonly Step[] {
  const { prefix, suffix } = sharedLines(oldText, stretch, text);
  const [oldStart, oldEnd, nowEnd] = [stretch.start + prefix, stretch.end - suffix, text.length - suffix];
  return [
    { how: 'same', old: { start: stretch.start, end: oldStart }, now: { start: 0, end: prefix } },
    ...between(allLines(oldText, oldStart, oldEnd), allLines(text, prefix, nowEnd)).map(asStep),
    { how: 'same', old: { start: oldEnd, end: stretch.end }, now: { start: nowEnd, end: text.length } },
  ];
}

/** As many lines on either side, each of the same ink as its like: those that are the same told apart. */
function withSame({ old, now }: LineStep): readonly LineStep[] {
  const steps: LineStep[] = [];
  for (let i = 0; i < now.to - now.from; i++) {
    const [a, b] = [old.from + i, now.from + i];
    const how = lineAt(old, a) === lineAt(now, b) ? 'same' : 'respaced';
    const last = steps.at(-1);
    const isLonger = last?.how === how;
    const step = {
      how,
      old: { ...old, from: isLonger ? last.old.from : a, to: a + 1 },
      now: { ...now, from: isLonger ? last.now.from : b, to: b + 1 },
    } as const;
    steps.splice(isLonger ? -1 : steps.length, 1, step);
  }
  return steps;
}

const lineAt = ({ text, starts }: Lines, line: number): string => text.slice(starts[line], starts[line + 1]);

/** The same step, with the lines in it that only a formatter has changed told apart. */
export function withReformed(oldText: string, text: string, step: Step, effort: Effort): readonly Step[] {
  if (step.how !== 'changed') return [step];
  const [old, now] = [
    allLines(oldText, step.old.start, step.old.end),
    allLines(text, step.now.start, step.now.end),
  ];
  if (isEmpty(old) || isEmpty(now)) return [step];
  return compare(old, now, byCore, 'reformed', effort)
    .flatMap((one) => withRewrapped(one, 'reformed', coreOf))
    .flatMap((one) => (mayHaveFlown(one) ? withRewrapped(one, 'reflowed', flowOf) : [one]))
    .map(asStep)
    .flatMap((one) => withPieces(oldText, text, one, effort));
}

function withPieces(oldText: string, text: string, step: Step, effort: Effort): readonly Step[] {
  const { how, old, now } = step;
  if (how !== 'changed' || old.start === old.end || now.start === now.end) return [step];
  const steps: Step[] = [];
  let [at, oldAt] = [now.start, old.start];
  const changed = (toOld: number, to: number): void => {
    if (oldAt < toOld || at < to)
      steps.push({ how: 'changed', old: { start: oldAt, end: toOld }, now: { start: at, end: to } });
  };
  for (const piece of piecesOf(oldText, old, text, now, effort)) {
    changed(piece.old.start, piece.now.start);
    steps.push({ how: 'reformed', ...piece });
    [oldAt, at] = [piece.old.end, piece.now.end];
  }
  changed(old.end, now.end);
  return steps;
}

/** Whether both begin or end with a comment, and lines have come or gone. */
function mayHaveFlown({ how, old, now }: LineStep): boolean {
  if (how !== 'changed' || isEmpty(old) || isEmpty(now) || (isOne(old) && isOne(now))) return false;
  return (
    areOfOneKind(lineAt(old, old.from), lineAt(now, now.from)) ||
    areOfOneKind(lineAt(old, old.to - 1), lineAt(now, now.to - 1))
  );
}

function areOfOneKind(a: string, b: string): boolean {
  const kind = commentIn(a)?.kind;
  return kind !== undefined && commentIn(b)?.kind === kind;
}

/** Lines of brackets and the like have nothing to tell them by. */
const byCore: LineKey = (text, start, end) => coreOf(text.slice(start, end)) || undefined;

/** UTF-16 units of the whole lines with which both begin, and then end; most changes are small. */
function sharedLines(oldText: string, stretch: Stretch, text: string): SharedEnds {
  const { prefix, suffix } = sharedEnds(oldText, stretch, text, { start: 0, end: text.length });
  const firstLines = prefix === 0 ? 0 : text.lastIndexOf('\n', prefix - 1) + 1;
  const lastLines = suffix === 0 ? -1 : text.indexOf('\n', text.length - suffix);
  return { prefix: firstLines, suffix: lastLines < 0 ? 0 : text.length - lastLines - 1 };
}

interface LineStep {
  readonly how: Step['how'];
  readonly old: Lines;
  readonly now: Lines;
}

const isEmpty = ({ from, to }: Lines): boolean => from === to;
const isOne = ({ from, to }: Lines): boolean => to - from === 1;
const asStep = ({ how, old, now }: LineStep): Step => ({ how, old: stretchOf(old), now: stretchOf(now) });

/** Takes lines that differ in where they are broken off a change's beginning and end. */
function withRewrapped(
  step: LineStep,
  as: 'respaced' | 'reformed' | 'reflowed',
  lineOf: (text: string) => string,
): LineStep[] {
  const { how, old, now } = step;
  if (how !== 'changed' || isEmpty(old) || isEmpty(now)) return [step];
  const [first, second] = [byLine(old, lineOf), byLine(now, lineOf)];
  const head = sharedInk(first, second, forwards);
  const tail = sharedInk(first.slice(head.a).toReversed(), second.slice(head.b).toReversed(), backwards);
  const part = (manner: Step['how'], a: number, toA: number, b: number, toB: number): LineStep => ({
    how: manner,
    old: { ...old, from: old.from + a, to: old.from + toA },
    now: { ...now, from: now.from + b, to: now.from + toB },
  });
  const [a, b] = [first.length - tail.a, second.length - tail.b];
  return [
    part(as, 0, head.a, 0, head.b),
    part('changed', head.a, a, head.b, b),
    part(as, a, first.length, b, second.length),
  ].filter((one) => !isEmpty(one.old) || !isEmpty(one.now));
}

const byLine = ({ text, starts, from, to }: Lines, lineOf: (line: string) => string): string[] =>
  Array.from({ length: to - from }, (_, i) => lineOf(text.slice(starts[from + i], starts[from + i + 1])));

/** How a line is read: its next characters, and what is left of it then. */
interface Reading {
  next(line: string, length: number): string;
  rest(line: string, length: number): string;
}

const forwards: Reading = {
  next: (line, length) => line.slice(0, length),
  rest: (line, length) => line.slice(length),
};
const backwards: Reading = {
  next: (line, length) => line.slice(line.length - length),
  rest: (line, length) => line.slice(0, line.length - length),
};

/** How many lines of each side, from the first on, hold the same ink. */
function sharedInk(
  a: readonly string[],
  b: readonly string[],
  reading: Reading,
): { readonly a: number; readonly b: number } {
  let shared = { a: 0, b: 0 };
  let [i, j] = [0, 0];
  let [restA, restB] = ['', ''];
  for (;;) {
    if (restA === '' && restB === '') {
      if (i === a.length || j === b.length) return { a: skipEmpty(a, i), b: skipEmpty(b, j) };
      shared = { a: i, b: j };
    }
    if (restA === '') {
      if (i === a.length) return shared;
      restA = a[i++]!;
    }
    if (restB === '') {
      if (j === b.length) return shared;
      restB = b[j++]!;
    }
    const length = Math.min(restA.length, restB.length);
    if (reading.next(restA, length) !== reading.next(restB, length)) return shared;
    restA = reading.rest(restA, length);
    restB = reading.rest(restB, length);
  }
}

/** What stands in lines of nothing may be broken off, too. */
function skipEmpty(lines: readonly string[], from: number): number {
  let at = from;
  while (lines[at] === '') at++;
  return at;
}

function compare(old: Lines, now: Lines, key: LineKey, how: Step['how'], effort: Effort): LineStep[] {
  const steps: LineStep[] = [];
  let [i, j] = [old.from, now.from];
  const changed = (toOld: number, toNow: number): void => {
    if (i === toOld && j === toNow) return;
    steps.push({ how: 'changed', old: { ...old, from: i, to: toOld }, now: { ...now, from: j, to: toNow } });
  };
  for (const { a, b, length } of matchLines(old, now, key, effort)) {
    changed(a, b);
    [i, j] = [a + length, b + length];
    steps.push({ how, old: { ...old, from: a, to: i }, now: { ...now, from: b, to: j } });
  }
  changed(old.to, now.to);
  return steps;
}
