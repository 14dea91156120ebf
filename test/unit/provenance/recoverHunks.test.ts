import assert from 'node:assert/strict';
import type { Writer } from '../../../src/provenance/lineWriters';
import { knownHunks, recoverHunks, type KnownHunk } from '../../../src/provenance/recoverHunks';

const AI: Writer = { kind: 'ai', tool: 'tool' };
const hunk = (...lines: string[]): KnownHunk => ({
  source: 'commit',
  lines: lines.map((text) => ({ text, writer: AI })),
});
const every = (): boolean => true;

const recovered = (
  text: string[],
  hunks: KnownHunk[],
  isOpen: (line: number) => boolean = every,
): number[] => [
  ...recoverHunks(
    text.map((line) => `${line}\n`).join(''),
    text.map((_, i) => i + 1),
    hunks,
    isOpen,
  ).keys(),
];

describe('recovery by content', () => {
  it('finds a whole hunk, alone or among other lines', () => {
    assert.deepEqual(recovered(['first line', 'second line'], [hunk('first line', 'second line')]), [1, 2]);
    assert.deepEqual(
      recovered(['x', 'first line', 'second line', 'y'], [hunk('first line', 'second line')]),
      [2, 3],
    );
  });

  it('finds no part of a hunk', () => {
    assert.deepEqual(recovered(['first line', 'other'], [hunk('first line', 'second line')]), []);
    assert.deepEqual(recovered(['first line'], [hunk('first line', 'second line')]), []);
  });

  it('takes a single line only for all that was added there', () => {
    assert.deepEqual(recovered(['a', 'a single line', 'b'], [hunk('a single line')]), []);
    assert.deepEqual(recovered(['a single line'], [hunk('a single line')]), [1]);
  });

  it('takes a word or two only beside more of their commit', () => {
    const short = hunk('ai x');
    assert.deepEqual(recovered(['ai x'], [short]), []);
    const text = ['ai x', 'mine', 'first line', 'second line'];
    const isOpen = (line: number): boolean => line !== 2;
    assert.deepEqual(
      recovered(text, [short, hunk('first line', 'second line')], isOpen).toSorted(),
      [1, 3, 4],
    );
    const other = { ...hunk('first line', 'second line'), source: 'another' };
    assert.deepEqual(recovered(text, [short, other], isOpen).toSorted(), [3, 4]);
  });

  it('puts together what a squash has put side by side', () => {
    const text = ['one of them', 'between them', 'two of them', 'three of them'];
    const hunks = [hunk('between them'), hunk('two of them', 'three of them'), hunk('one of them')];
    assert.deepEqual(recovered(text, hunks).toSorted(), [3, 4]);
    const whole = [...hunks, hunk('one of them', 'between them')];
    assert.deepEqual(recovered(text, whole).toSorted(), [1, 2, 3, 4]);
  });

  it('finds it as often as it was written', () => {
    const text = ['a single line', 'mine', 'a single line'];
    const isOpen = (line: number): boolean => line !== 2;
    assert.deepEqual(recovered(text, [hunk('a single line')], isOpen), [1]);
    const twice = [hunk('a single line'), hunk('a single line')];
    assert.deepEqual(recovered(text, twice, isOpen), [1, 3]);
  });

  it('goes against no evidence', () => {
    const text = ['first line', 'second line'];
    assert.deepEqual(
      recovered(text, [hunk('first line', 'second line')], (line) => line !== 2),
      [],
    );
  });

  it('knows only hunks that are more than a bracket, and of which something is known', () => {
    const text = 'a bracket follows\n}\nlast line of all\n';
    const writers = new Map([
      [1, AI],
      [2, AI],
    ]);
    assert.deepEqual(knownHunks('commit', text, [1], writers).length, 1);
    assert.deepEqual(knownHunks('commit', text, [2], writers), []);
    assert.deepEqual(knownHunks('commit', text, [3], writers), []);
  });
});
