import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classifyLines } from '../../../src/provenance/classifyLines';
import { randomTimeoutMs, runs } from '../randomRuns';
import { anyLabelled, labelled, letters } from './labelModel';

const classOf = (text: string, labels: string): string => {
  const [line] = classifyLines(labelled(text, labels));
  return `${line?.class}${line?.tainted ? ` tainted by ${line.attribution?.tool}` : ''}`;
};

describe('the class of a line', () => {
  it('is ai where AI has written more than half of what is not white space', () => {
    assert.equal(classOf('abc', 'aah'), 'ai tainted by a');
    assert.equal(classOf('abc', 'aa.'), 'ai tainted by a');
    assert.equal(classOf('   abc   ', '...aah...'), 'ai tainted by a');
    assert.equal(classOf('a   bc', 'aaaahh'), 'human tainted by a');
  });

  it('is human where a person has typed more than half of it', () => {
    assert.equal(classOf('abc', 'hhh'), 'human');
    assert.equal(classOf('abc', 'hh.'), 'human');
    assert.equal(classOf('abcde', 'hhhaa'), 'human tainted by a');
  });

  it('is unknown where neither has', () => {
    assert.equal(classOf('abc', '...'), 'unknown');
    assert.equal(classOf('abc', 'h..'), 'unknown');
    assert.equal(classOf('abcd', 'hh..'), 'unknown');
    assert.equal(classOf('abcd', 'aahh'), 'unknown tainted by a');
    assert.equal(classOf('abcde', 'aahh.'), 'unknown tainted by a');
  });

  it('is unknown and not tainted where the line is blank', () => {
    assert.equal(classOf('  \t ', 'aahh'), 'unknown');
    assert.equal(classOf('\n', 'a'), 'unknown');
    assert.equal(classOf('\u00a0\ufeff', 'aa'), 'unknown');
  });

  it('names the tool that wrote most of the AI part, the first of equals', () => {
    assert.equal(classOf('abcde', 'abbhh'), 'ai tainted by b');
    assert.equal(classOf('abab', 'abab'), 'ai tainted by a');
    assert.equal(classOf('baab', 'baab'), 'ai tainted by b');
  });

  it('is known for each line, the last one with or without its end', () => {
    const classes = (text: string, labels: string): string[] =>
      classifyLines(labelled(text, labels)).map((line) => `${line.line} ${line.class}`);
    assert.deepEqual(classes('', ''), []);
    assert.deepEqual(classes('a\nb\n', 'aahh'), ['1 ai', '2 human']);
    assert.deepEqual(classes('a\n\nb', 'aaah'), ['1 ai', '2 unknown', '3 human']);
    assert.deepEqual(classes('a\r\nb\r\n', 'a..h..'), ['1 ai', '2 human']);
    assert.deepEqual(classes('a\n\n', 'a..'), ['1 ai', '2 unknown']);
  });

  it('agrees with counting characters', () => {
    fc.assert(
      fc.property(anyLabelled(80), (text) => {
        const all = letters(text);
        let offset = 0;
        const expected = text.text.split('\n').map((line) => {
          const ink = [...all.slice(offset, offset + line.length)].filter((_, i) => line[i]!.trim() !== '');
          offset += line.length + 1;
          const count = (wanted: string): number => ink.filter((one) => wanted.includes(one)).length;
          const [ai, human] = [count('ab'), count('h')];
          return [2 * ai > ink.length ? 'ai' : 2 * human > ink.length ? 'human' : 'unknown', ai > 0];
        });
        if (text.text === '' || text.text.endsWith('\n')) expected.pop();
        assert.deepEqual(
          classifyLines(text).map((line) => [line.class, line.tainted]),
          expected,
        );
      }),
      runs(1_000),
    );
  }).timeout(randomTimeoutMs);
});
