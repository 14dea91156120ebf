import assert from 'node:assert/strict';
import { DiffTreeStream } from '../../../../src/git/parse/diffTreeStream';

const commit = (digit: string): string => `${digit.repeat(40)}\0`;
const entry = (mode: string, digit: string, path: string): string =>
  `:${mode} 100644 ${digit.repeat(40)} ${'9'.repeat(40)} M\0${path}\0`;

/** A commit with two files, one that takes a link away, a merge, one that cannot be had, one that changes nothing. */
const ANSWER = [
  `${commit('a')}${entry('100644', '1', 'one\ntwo')}${entry('100755', '2', 'b c')}\n`,
  `${commit('b')}${entry('120000', '3', 'link')}${entry('100644', '4', ':100644 no entry')}\n`,
  `${commit('c')}${entry('100644', '5', 'x')}${commit('c')}${entry('100644', '6', 'x')}\n`,
  '\n',
  `${commit('d')}\n`,
].join('');

const IDS = [['1', '2'], ['4'], ['5', '6'], [], []];

const digits = (answers: readonly ReadonlySet<string>[]): string[][] =>
  answers.map((ids) => [...ids].map((id) => id.slice(0, 1)));

describe('DiffTreeStream', () => {
  it('tells which files each commit changed, whatever their names', () => {
    assert.deepEqual(digits(new DiffTreeStream().push(Buffer.from(ANSWER))), IDS);
  });

  it('reads the same whatever the pieces it arrives in', () => {
    const whole = Buffer.from(ANSWER);
    for (const size of [1, 2, 3, 41, 42, 100]) {
      const stream = new DiffTreeStream();
      const answers: ReadonlySet<string>[] = [];
      for (let at = 0; at < whole.length; at += size)
        answers.push(...stream.push(whole.subarray(at, at + size)));
      assert.deepEqual(digits(answers), IDS, `pieces of ${size}`);
    }
  });

  it('waits for the end of an answer', () => {
    const stream = new DiffTreeStream();
    assert.deepEqual(stream.push(Buffer.from(ANSWER.slice(0, ANSWER.indexOf('\n\0') + 1))), []);
  });
});
