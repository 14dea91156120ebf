/** A slow and plain model of labels, one per UTF-16 unit, and texts and changes at random. */
import fc from 'fast-check';
import type { Author, LabelledRange, LabelledText, TextChange } from '../../../src/provenance/model';

export const human: Author = { kind: 'human' };

export const ai = (
  tool: string,
  more: { readonly model?: string; readonly toolVersion?: string } = {},
): Author => ({
  kind: 'ai',
  attribution: { tool, ...more, time: '2026-11-20T10:00:00.000Z', textHash: 'ab'.repeat(32) },
});

const LETTERS: { readonly [letter: string]: Author | undefined } = {
  h: human,
  a: ai('a'),
  b: ai('b'),
  '.': undefined,
};

/** `labelled('ab c', 'aa.h')`: a letter for each unit, `h` a person, `a` and `b` tools, `.` unknown. */
export function labelled(text: string, byUnit: string): LabelledText {
  const ranges: LabelledRange[] = [];
  for (let i = 0; i < byUnit.length; i++) {
    const author = LETTERS[byUnit[i]!];
    const last = ranges.at(-1);
    if (author === undefined) continue;
    if (last?.end === i && last.author === author) ranges[ranges.length - 1] = { ...last, end: i + 1 };
    else ranges.push({ start: i, end: i + 1, author });
  }
  return { text, ranges };
}

/** The other way round; also checks that the ranges are in order, disjoint, not empty and joined. */
export function letters({ text, ranges }: LabelledText): string {
  let found = '';
  let last: LabelledRange | undefined;
  for (const range of ranges) {
    if (range.start < found.length || range.end <= range.start || range.end > text.length)
      return 'ranges out of order';
    const letter = letterOf(range.author);
    if (last?.end === range.start && letterOf(last.author) === letter) return 'ranges not joined';
    found = found.padEnd(range.start, '.') + letter.repeat(range.end - range.start);
    last = range;
  }
  return found.padEnd(text.length, '.');
}

export const letterOf = (author: Author | undefined): string =>
  author === undefined ? '.' : author.kind === 'human' ? 'h' : author.attribution.tool;

/** `text/letters`, to compare both at once. */
export const shown = (one: LabelledText): string => `${JSON.stringify(one.text)} ${letters(one)}`;

export const anyAuthor: fc.Arbitrary<Author | undefined> = fc.constantFrom(
  undefined,
  human,
  LETTERS['a'],
  LETTERS['b'],
);

/** Of few characters, so that texts have much in common. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom('x', 'y', 'foo', '(', ')', ' ', '  ', '\n', '\n', '\r\n', '\t', '😀'), {
      maxLength,
    })
    .map((parts) => parts.join(''));

export const anyLabelled = (maxLength: number): fc.Arbitrary<LabelledText> =>
  anyText(maxLength).chain((text) =>
    fc
      .array(fc.constantFrom('h', 'a', 'b', '.'), { minLength: text.length, maxLength: text.length })
      .map((all) => labelled(text, all.join(''))),
  );

/** Numbers that become a change of whatever text it is made to. */
export interface ChangeSeed {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

export const anyChange: fc.Arbitrary<ChangeSeed> = fc.record({
  at: fc.nat(1_000_000),
  length: fc.oneof(fc.constant(0), fc.nat(6), fc.nat(200)),
  text: fc.oneof(anyText(1), anyText(5), anyText(30)),
});

export function changeOf({ at, length, text }: ChangeSeed, to: number): TextChange {
  const start = at % (to + 1);
  return { start, end: Math.min(to, start + length), text };
}

/** Several that do not overlap, in the text's order. */
export function changesOf(seeds: readonly ChangeSeed[], to: number): TextChange[] {
  const changes: TextChange[] = [];
  for (const change of seeds
    .map((seed) => changeOf(seed, to))
    .toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    const last = changes.at(-1);
    if (last === undefined || change.start > last.end) changes.push(change);
  }
  return changes;
}

export const changedText = (text: string, changes: readonly TextChange[]): string =>
  changes
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce((now, { start, end, text: inserted }) => now.slice(0, start) + inserted + now.slice(end), text);
