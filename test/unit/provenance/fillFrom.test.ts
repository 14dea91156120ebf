import assert from 'node:assert/strict';
import { fillFrom } from '../../../src/provenance/fillFrom';
import type { LabelledText } from '../../../src/provenance/model';
import { labelled, letters } from './labelModel';

/** A letter a line, `h` a person, `a` and `b` tools, `.` unknown; line ends are of whoever wrote the line. */
function text(...lines: readonly (readonly [who: string, line: string])[]): LabelledText {
  return labelled(
    lines.map(([, line]) => `${line}\n`).join(''),
    lines.map(([who, line]) => who.repeat(line.length + 1)).join(''),
  );
}

/** Who has written the end of each line. */
const told = (filled: LabelledText): string => {
  const all = letters(filled);
  let at = 0;
  return filled.text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const who = line === '' ? '.' : all[at + line.length - 1]!;
      at += line.length + 1;
      return who;
    })
    .join('');
};

describe('filling from a text that was worked on beside', () => {
  const THEIRS = text(['h', 'first of all'], ['a', 'second to it'], ['h', 'third and last']);

  it('takes what a diff finds', () => {
    const here = text(['.', 'new'], ['.', 'first of all'], ['b', 'second to it']);
    assert.equal(told(fillFrom(here, THEIRS)), '.hb');
  });

  it('finds the lines of both sides of a conflict, though one of each may be known already', () => {
    const kept = text(
      ['h', 'first of all'],
      ['b', 'other'],
      ['.', '  first of all'],
      ['.', 'second to it'],
      ['.', '  third and last'],
    );
    assert.equal(told(fillFrom(kept, THEIRS)), 'hbhah');
  });

  it('tells nothing of a line that is there once more by itself', () => {
    const here = text(['h', 'first of all'], ['.', 'unseen'], ['a', 'second to it'], ['.', 'second to it']);
    assert.equal(told(fillFrom(here, THEIRS)), 'h.a.');
  });

  it('finds a tool’s line as often as it was written, wherever either finds it', () => {
    const here = text(['.', 'second to it'], ['h', 'third and last'], ['.', 'x'], ['a', 'second to it']);
    assert.equal(told(fillFrom(here, THEIRS)), '.h.a');
    const twice = text(['a', 'second to it'], ['h', 'third and last'], ['a', 'second to it']);
    assert.equal(told(fillFrom(here, twice)), 'ah.a');
  });

  it('finds them by what no commit has, where nothing else was told', () => {
    const kept = text(
      ['.', 'first of all'],
      ['.', 'second to it'],
      ['.', '  first of all'],
      ['.', ''],
      ['.', '  second to it'],
      ['.', 'third and last'],
    );
    assert.equal(told(fillFrom(kept, THEIRS, [3, 4, 5])), 'hah.ah');
    assert.equal(told(fillFrom(kept, THEIRS)), 'ha...h');
  });

  it('tells nothing by a part of what is new', () => {
    const here = text(
      ['.', 'first of all'],
      ['.', 'second to it'],
      ['.', 'first of all'],
      ['.', 'second to it'],
    );
    assert.equal(told(fillFrom({ text: `${here.text}new\n`, ranges: [] }, THEIRS, [3, 4, 5])), 'ha...');
  });

  it('tells nothing by brackets in a row', () => {
    const theirs = text(['a', '{'], ['a', '}']);
    const here = text(['a', '{'], ['a', '}'], ['.', '{'], ['.', '}']);
    assert.equal(told(fillFrom(here, theirs)), 'aa..');
  });
});
