import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isWhiteSpace } from '../../../src/provenance/ink';
import { applyAuthoredChanges, applyChange, applyChanges } from '../../../src/provenance/liveRanges';
import type { Author } from '../../../src/provenance/model';
import { randomTimeoutMs, runs } from '../randomRuns';
import {
  ai,
  anyAuthor,
  anyChange,
  anyLabelled,
  changedText,
  changeOf,
  changesOf,
  human,
  labelled,
  letterOf,
  letters,
  shown,
} from './labelModel';

/** The text and its labels after a change. */
const after = (
  text: string,
  labels: string,
  start: number,
  end: number,
  inserted: string,
  author?: Author,
): string => shown(applyChange(labelled(text, labels), { start, end, text: inserted }, author));

const is = (text: string, labels: string): string => shown(labelled(text, labels));

describe('labels that follow a change', () => {
  it('become a range where a suggestion is accepted', () => {
    assert.equal(after('x = ;', 'hhhhh', 4, 4, 'foo()', ai('a')), is('x = foo();', 'hhhhaaaaah'));
  });

  it('move with text before them and stay with text behind them', () => {
    assert.equal(after('xxfoo', '..aaa', 0, 1, 'long', human), is('longxfoo', 'hhhh.aaa'));
    assert.equal(after('fooxx', 'aaa..', 3, 5, 'y', human), is('fooy', 'aaah'));
  });

  it('split where a person types inside, and join when that is deleted', () => {
    assert.equal(after('foobar', 'aaaaaa', 3, 3, 'X', human), is('fooXbar', 'aaahaaa'));
    assert.equal(after('fooXbar', 'aaahaaa', 3, 4, ''), is('foobar', 'aaaaaa'));
  });

  it('shrink and vanish with their text', () => {
    assert.equal(after('xfoox', 'haaah', 2, 5, '', human), is('xf', 'ha'));
    assert.equal(after('xfoox', 'haaah', 0, 5, '', human), is('', ''));
  });

  it('are unknown where nothing is known of what is inserted', () => {
    assert.equal(after('ab', 'aa', 1, 1, 'zz'), is('azzb', 'a..a'));
  });

  it('join with a neighbour of the same author, and of no other', () => {
    assert.equal(
      applyChange(labelled('foo', 'aaa'), { start: 3, end: 3, text: 'bar' }, ai('a')).ranges.length,
      1,
    );
    assert.equal(
      applyChange(labelled('foo', 'aaa'), { start: 3, end: 3, text: 'bar' }, ai('b')).ranges.length,
      2,
    );
  });

  it('hold for what text has in common with what it replaces', () => {
    assert.equal(after('terra', 'hhhhh', 0, 5, 'terraform', ai('a')), is('terraform', 'hhhhhaaaa'));
    assert.equal(after('get(x)', 'aaaaaa', 0, 6, 'get(yy)', human), is('get(yy)', 'aaaahha'));
    assert.equal(after('aa', 'ah', 0, 2, 'aaa', human), is('aaa', 'ahh'));
  });

  it('never share half of a surrogate pair', () => {
    assert.equal(after('😀', 'aa', 0, 2, '😁', human), is('😁', 'hh'));
    assert.equal(after('\u{1F600}', 'aa', 0, 2, '\u{1FA00}', human), is('\u{1FA00}', 'hh'));
    assert.equal(after('😀', 'aa', 0, 2, '😀x', human), is('😀x', 'aah'));
  });

  it('are refused changes that overlap or lie outside the text', () => {
    const text = labelled('abc', 'aaa');
    assert.throws(() => applyChange(text, { start: 2, end: 4, text: '' }, human), RangeError);
    const overlapping = [0, 1].map((start) => ({ start, end: start + 2, text: '' }));
    assert.throws(() => applyChanges(text, overlapping, human), RangeError);
  });
});

describe('white space', () => {
  it('that a formatter changes leaves every other character its label', () => {
    assert.equal(
      after('if(x){y}', 'haaaahhh', 0, 8, 'if (x) {\n  y\n}'),
      is('if (x) {\n  y\n}', 'haaaaa.hhhhhhh'),
    );
    assert.equal(after('\tfoo', '.aaa', 0, 1, '    '), is('    foo', '....aaa'));
  });

  it('within a range does not cut it', () => {
    assert.equal(
      applyChange(labelled('foobar', 'aaaaaa'), { start: 3, end: 3, text: '\n  ' }, human).ranges.length,
      1,
    );
  });

  it('that is typed at the end of what a person typed is typed as well', () => {
    assert.equal(after('foo', 'hhh', 3, 3, ' ', human), is('foo ', 'hhhh'));
    assert.equal(after('foo', 'aaa', 3, 3, '\n', human), is('foo\n', 'aaah'));
  });

  it('is carried over in lines that were broken elsewhere while others changed', () => {
    const [old, now] = ['one(a,\n  b)\nfoo\nlast\n', 'one(a, b)\nbar\nlast\n'];
    const result = applyChange(
      labelled(old, 'a'.repeat(old.length)),
      { start: 0, end: old.length, text: now },
      human,
    );
    assert.deepEqual(shown(result), is(now, 'aaaaaaaaaahhhaaaaaa'));
  });
});

describe('lines that a change takes away and puts back', () => {
  it('keep their labels where a document is replaced as a whole', () => {
    const [old, now] = ['one\ntwo\nthree\nfour\n', 'zero\none\nthree\nfour!\n'];
    const labels = 'aaaahhhhaaaaaabbbbb';
    assert.equal(after(old, labels, 0, old.length, now, human), is(now, 'hhhhhaaaaaaaaaabbbbhb'));
  });

  it('keep them where lines are sorted', () => {
    const [old, now] = ['cccc\nbbbb\naaaa\n', 'aaaa\nbbbb\ncccc\n'];
    assert.equal(after(old, 'aaaaabbbbbhhhhh', 0, 15, now, human), is(now, 'hhhhhbbbbbaaaaa'));
  });

  it('keep them where a line changes places with its neighbour', () => {
    const text = labelled('if\n  foo\nbar\n', 'hhhaaaaaahhhh');
    // As VS Code moves a line down: its neighbour is deleted there and inserted here.
    const changes = [
      { start: 8, end: 12, text: '' },
      { start: 3, end: 3, text: 'bar\n' },
    ];
    assert.equal(shown(applyChanges(text, changes, human)), is('if\nbar\n  foo\n', 'hhhhhhhaaaaah'));
    const other = [
      { start: 3, end: 9, text: '' },
      { start: 13, end: 13, text: '  foo\n' },
    ];
    assert.equal(shown(applyChanges(text, other, human)), is('if\nbar\n  foo\n', 'hhhhhhhaaaaaa'));
  });
});

describe('several changes of one event', () => {
  it('count in the text before it', () => {
    const changes = [
      { start: 4, end: 5, text: 'two' },
      { start: 0, end: 1, text: 'one' },
    ];
    assert.equal(
      shown(applyChanges(labelled('x = x', 'aaaaa'), changes, human)),
      is('one = two', 'hhhaaahhh'),
    );
  });

  it('at one place stand as if made one after another', () => {
    const changes = ['b', 'a'].map((text) => ({ start: 1, end: 1, text }));
    assert.equal(shown(applyChanges(labelled('--', '..'), changes, human)), is('-ab-', '.hh.'));
  });

  it('move nothing that stays where it is', () => {
    const changes = [
      { start: 0, end: 3, text: 'foo ' },
      { start: 4, end: 4, text: 'foo' },
    ];
    assert.equal(shown(applyChanges(labelled('foo;', 'aaa.'), changes, human)), is('foo ;foo', 'aaah.hhh'));
  });

  it('may have an author each', () => {
    const result = applyAuthoredChanges(labelled('--', '..'), [
      { start: 0, end: 0, text: 'x', author: human },
      { start: 2, end: 2, text: 'y', author: ai('a') },
      { start: 1, end: 1, text: 'z', author: undefined },
    ]);
    assert.equal(shown(result), is('x-z-y', 'h...a'));
  });
});

describe('any change', () => {
  it('gives the text it says and well-formed ranges', () => {
    fc.assert(
      fc.property(
        anyLabelled(60),
        fc.array(anyChange, { maxLength: 5 }),
        anyAuthor,
        (from, seeds, author) => {
          const changes = changesOf(seeds, from.text.length);
          const result = applyChanges(from, changes, author);
          assert.equal(result.text, changedText(from.text, changes));
          assert.equal(letters(result).length, result.text.length);
        },
      ),
      runs(2_000),
    );
  }).timeout(randomTimeoutMs);

  it('leaves every character outside it its label', () => {
    fc.assert(
      fc.property(anyLabelled(60), anyChange, anyAuthor, (from, seed, author) => {
        const change = changeOf(seed, from.text.length);
        const result = letters(applyChange(from, change, author));
        const before = letters(from);
        assert.equal(result.slice(0, change.start), before.slice(0, change.start));
        assert.equal(result.slice(change.start + change.text.length), before.slice(change.end));
      }),
      runs(2_000),
    );
  }).timeout(randomTimeoutMs);

  it('gives new text to its author and never makes a label out of nothing', () => {
    fc.assert(
      fc.property(anyLabelled(60), anyChange, anyAuthor, (from, seed, author) => {
        const change = changeOf(seed, from.text.length);
        const result = applyChange(from, change, author);
        const removed = from.text.slice(change.start, change.end);
        const count = (labels: string, text: string, letter: string): number =>
          [...labels].filter((one, i) => one === letter && !isWhiteSpace(text.charCodeAt(i))).length;
        for (const letter of 'hab') {
          if (letter === letterOf(author)) continue;
          assert.ok(count(letters(result), result.text, letter) <= count(letters(from), from.text, letter));
        }
        if (removed.trim() === '' && change.text.trim() !== '') {
          const labels = letters(result).slice(change.start, change.start + change.text.length);
          const other = [...labels].filter(
            (one, i) => one !== letterOf(author) && change.text[i]!.trim() !== '',
          );
          assert.deepEqual(other, []);
        }
      }),
      runs(2_000),
    );
  }).timeout(randomTimeoutMs);

  it('of white space only changes no label of anything else', () => {
    fc.assert(
      fc.property(
        anyLabelled(60),
        fc.array(fc.nat(3), { minLength: 60, maxLength: 60 }),
        anyAuthor,
        (from, gaps, author) => {
          const ink = (text: string, labels: string): string =>
            [...labels].filter((_, i) => !isWhiteSpace(text.charCodeAt(i))).join('');
          const respaced = from.text
            .split(/\s+/)
            .map((word, i) => word + ['', ' ', '\n', '\t \n'][gaps[i % gaps.length]!])
            .join('');
          const result = applyChange(from, { start: 0, end: from.text.length, text: respaced }, author);
          assert.equal(ink(result.text, letters(result)), ink(from.text, letters(from)));
        },
      ),
      runs(1_000),
    );
  }).timeout(randomTimeoutMs);
});
