import assert from 'node:assert/strict';
import fc from 'fast-check';
import { classifyLines } from '../../../src/provenance/classifyLines';
import { isWhiteSpace } from '../../../src/provenance/ink';
import type { LabelledText } from '../../../src/provenance/model';
import { realign } from '../../../src/provenance/realign';
import { randomTimeoutMs, runs } from '../randomRuns';
import { anyLabelled, anyText, human, labelled, letters, shown } from './labelModel';
import { UNBOUNDED_MS } from '../unbounded';

/** Each line given as `text/letters`, or `text` alone for one of unknown origin. */
function lines(...all: readonly string[]): LabelledText {
  const parts = all.map((line) => line.split('/'));
  const text = parts.map(([one]) => `${one}\n`).join('');
  return labelled(
    text,
    parts.map(([one, labels]) => `${(labels ?? '').padEnd(one!.length, labels?.at(-1) ?? '.')}.`).join(''),
  );
}

const assertRealigned = (from: LabelledText, to: LabelledText): void =>
  assert.equal(shown(realign(from, to.text)), shown(to));

describe('realign', () => {
  it('keeps the labels of lines that did not change', () => {
    assertRealigned(lines('one/a', 'two/h', 'three/b'), lines('zero', 'one/a', 'three/b', 'four'));
    assertRealigned(
      lines('one/a', 'two/h', 'three/b'),
      lines('one/a', 'four words instead', 'of two', 'three/b'),
    );
  });

  it('is the same for the same text', () => {
    const from = lines('one/a', 'two/h');
    assert.equal(realign(from, from.text), from);
  });

  it('keeps them where only white space changed', () => {
    const from = lines('if (x) {/h', 'foo();/a', '}/h');
    assertRealigned(from, lines('if (x) {/h', '    foo();/....aaaaaa', '}/h'));
    const windows = realign(from, from.text.replaceAll('\n', '\r\n'));
    assert.equal(letters(windows).replaceAll('.', ''), letters(from).replaceAll('.', ''));
  });

  it('keeps them where one line has come to read as another one did elsewhere', () => {
    assertRealigned(
      lines('first/h', 'b }/a', 'back();/h', 'go on;/a', 'taken away', '  b }/b'),
      lines('first/h', '  b }/..aaa', '  back();/..hhhhhhh', 'go on;/a', '}', '    b }/....bbb'),
    );
    // Where no more comes of it, a line goes before its likes.
    assertRealigned(lines('b }/a', 'x/h', '  b }/b'), lines('y', '  b }/b'));
  });

  it('keeps them where lines are broken elsewhere, also beside a change', () => {
    assertRealigned(lines('call(a,/a', '  b)/a', 'last/h'), lines('call(a, b)/a', 'last/h'));
    assertRealigned(
      lines('call(a,/a', '  b)/a', 'what/h', 'last/h'),
      lines('call(a, b)/a', 'else', 'last/h'),
    );
    assertRealigned(
      lines('first/h', 'what/h', 'call(a,/a', '  b)/a'),
      lines('first/h', 'else', 'call(a, b)/a'),
    );
  });

  it('keeps half of one line that became one line, where what stayed is most of it', () => {
    const [old, now] = ['const total = sum(items);', 'const total = add(items);'];
    assertRealigned(lines(`${old}/a`), lines(`${now}/aaaaaaaaaaaaa............`));
  });

  it('keeps as much of a line that somebody typed around', () => {
    const from = labelled('ab(cdef, ghij);\nx\n', 'a'.repeat(15) + '.h.');
    const now = 'Qab(cdef, ghij);T\nx\n';
    assert.equal(shown(realign(from, now)), shown(labelled(now, `.${'a'.repeat(8)}.........h.`)));
  });

  it('keeps the labels of lines that a formatter has changed', () => {
    const [one, broken] = ["call(a, 'b', (c) => d)", ['call(', '  a,', '  "b",', '  c => d,', ');']];
    const whole = (text: string, letter: string): string => `${text}/${letter.repeat(text.length)}`;
    const all = broken.map((text) => `${text}/${'a'.repeat(text.length)}`);
    const left = realign(lines(whole(one, 'a'), 'next/hhhh'), lines(...broken, 'next').text);
    assert.deepEqual(
      classifyLines(left).map((line) => line.class),
      ['ai', 'ai', 'ai', 'ai', 'ai', 'human'],
    );
    const back = realign(lines(...all, 'next/hhhh'), lines(one, 'next').text);
    assert.deepEqual(
      classifyLines(back).map((line) => line.class),
      ['ai', 'human'],
    );
  });

  it('keeps the labels of comments that are wrapped anew, beside code as well', () => {
    const classes = (from: readonly string[], now: readonly string[]): string[] => {
      const labels = from.map((line) => [...line].map(() => 'a').join(''));
      const text = labelled([...from, 'next', ''].join('\n'), [...labels, 'hhhh', ''].join('.'));
      return classifyLines(realign(text, [...now, 'next', ''].join('\n'))).map((line) => line.class);
    };
    const kept = (from: readonly string[], now: readonly string[]): void => {
      assert.deepEqual(classes(from, now), [...now.map(() => 'ai'), 'human']);
      assert.deepEqual(classes(now, from), [...from.map(() => 'ai'), 'human']);
    };
    kept(
      ['// one, two three four five', '// six seven', "call('eight')"],
      ['// one, two three', '// four five six', '// seven', 'call("eight");'],
    );
    kept(['  # one two three', '  # four'], ['  # one two three four']);
    kept(['/** One two, three. */'], ['/**', ' * One two,', ' * three.', ' */']);
    // A line that is made a comment, or one of another kind, is not what it was.
    for (const now of ['// one two three', '# one two three'])
      assert.deepEqual(classes([now.slice(3), 'four five'], [now, 'four', 'five']).slice(0, 1), ['unknown']);
    assert.deepEqual(classes(['// one two', '// three'], ['# one', '# two three']).slice(0, 2), [
      'unknown',
      'unknown',
    ]);
  });

  it('follows a line that went elsewhere, if there is one such line', () => {
    const moved = 'const moved = 1;';
    const from = lines(`${moved}/${'a'.repeat(moved.length)}`, 'one/h', 'two/h', 'three/h');
    const result = realign(from, lines('one', 'two', 'three', moved).text);
    assert.deepEqual(
      classifyLines(result).map((line) => line.class),
      ['human', 'human', 'human', 'ai'],
    );
    const twice = realign(from, lines('one', 'two', 'three', moved, moved).text);
    assert.equal(classifyLines(twice).filter((line) => line.class === 'ai').length, 0);
  });

  it('follows lines alike that went elsewhere, if all of them did and one author wrote them', () => {
    const [alike, rest] = ['return undefined;', ['one/h', 'two/h', 'three/h']];
    const ai = `${alike}/${'a'.repeat(alike.length)}`;
    const movedTo = (...old: readonly string[]): string[] =>
      classifyLines(realign(lines(...old, ...rest), lines('one', 'two', 'three', 'new', alike, alike).text))
        .slice(4)
        .map((line) => line.class);
    assert.deepEqual(movedTo(ai, ai), ['ai', 'ai']);
    assert.deepEqual(movedTo(ai), ['unknown', 'unknown']);
    assert.deepEqual(movedTo(ai, ai, ai), ['unknown', 'unknown']);
    assert.deepEqual(movedTo(ai, `${alike}/h`), ['unknown', 'unknown']);
    assert.deepEqual(movedTo(ai, alike), ['unknown', 'unknown']);
  });

  it('leaves a line unknown that has only its ends in common with the one it replaced', () => {
    assertRealigned(lines('const total = sum(items);/a'), lines('import { x } from "y";'));
    assertRealigned(lines('foo(a);/a', 'bar(b);/a'), lines('foo(c);', 'bar(d);'));
    assertRealigned(lines('const total = sum(1);/a', 'x/a'), lines('const total = sum(2);', 'y'));
  });

  it('does not follow short lines that were moved', () => {
    const from = lines('one/a', 'two/h', 'three/h', 'four/h');
    assertRealigned(from, lines('two/h', 'three/h', 'four/h', 'one'));
  });

  it('knows nothing of a text that has nothing in common', () => {
    assert.deepEqual(realign(lines('one/a'), 'other'), { text: 'other', ranges: [] });
    assert.deepEqual(realign(lines('one/a'), ''), { text: '', ranges: [] });
    assert.deepEqual(realign(labelled('', ''), 'new\n'), { text: 'new\n', ranges: [] });
  });

  it('keeps the last line whether or not a line feed ends it', () => {
    assert.equal(
      shown(realign(labelled('one\ntwo', 'aaaahhh'), 'one\ntwo\n')),
      shown(labelled('one\ntwo\n', 'aaaahhh.')),
    );
  });

  it('keeps every line that an edit script left alone', () => {
    const line = fc.record({ number: fc.nat(1_000_000), letter: fc.constantFrom('a', 'h', 'b', '.') });
    const fate = fc.constantFrom('keep', 'keep', 'keep', 'drop', 'insert', 'respace');
    fc.assert(
      fc.property(
        fc.uniqueArray(line, { maxLength: 60, selector: (one) => one.number }),
        fc.array(fate),
        (all, fates) => {
          const named = all.map(({ number, letter }) => ({ text: `line ${number};`, letter }));
          const kept: string[] = [];
          named.forEach(({ text, letter }, i) => {
            const what = fates[i] ?? 'keep';
            if (what === 'insert') kept.push(`new ${i}`);
            if (what === 'respace') kept.push(`\t${text}/${letter.repeat(text.length + 1)}`);
            else if (what !== 'drop') kept.push(`${text}/${letter.repeat(text.length)}`);
          });
          const result = realign(
            lines(...named.map(({ text, letter }) => `${text}/${letter}`)),
            lines(...kept).text,
          );
          const ink = ({ text }: LabelledText, labels: string): string =>
            [...labels].filter((_, i) => !isWhiteSpace(text.charCodeAt(i))).join('');
          assert.equal(ink(result, letters(result)), ink(lines(...kept), letters(lines(...kept))));
        },
      ),
      runs(500),
    );
  }).timeout(randomTimeoutMs);

  it('never gives a character a label that this character did not have', () => {
    const of = ({ text, ranges }: LabelledText, letter: string): string =>
      [...letters({ text, ranges })]
        .map((one, i) => (one === letter ? text[i]! : ''))
        .join('')
        .replaceAll(/[\s,;()"'`]/g, '');
    const isSubsequence = (part: string, whole: string): boolean => {
      let at = 0;
      for (const one of part) {
        at = whole.indexOf(one, at) + 1;
        if (at === 0) return false;
      }
      return true;
    };
    fc.assert(
      fc.property(anyLabelled(80), anyText(80), (from, text) => {
        const result = realign(from, text);
        assert.equal(result.text, text);
        for (const letter of 'hab') assert.ok(isSubsequence(of(result, letter), of(from, letter)));
      }),
      runs(2_000),
    );
  }).timeout(randomTimeoutMs);

  it('takes bounded time for texts made to be hard', () => {
    const words = (count: number, seed: number): string =>
      fc.sample(fc.constantFrom('a\n', 'b\n', 'c\n'), { seed, numRuns: count }).join('');
    const from = words(30_000, 1);
    const ranges = [{ start: 0, end: from.length, author: human }];
    realign({ text: from, ranges }, words(30_000, 2));
    realign({ text: 'x'.repeat(2_000_000), ranges }, 'y'.repeat(2_000_000));
  }).timeout(UNBOUNDED_MS);
});
