import assert from 'node:assert/strict';
import { classifyLines } from '../../../src/provenance/classifyLines';
import { lineStarts } from '../../../src/provenance/lineDiff';
import type { Author, LabelledText } from '../../../src/provenance/model';
import type { Elsewhere } from '../../../src/provenance/writtenAgain';
import { withReports, type Report } from '../../../src/provenance/reports';

const human: Author = { kind: 'human' };
const ai: Author = { kind: 'ai', attribution: { tool: 'ai', time: '', textHash: '' } };

const textOf = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

function report(lines: readonly string[], first: number, last: number, author: Author): Report {
  const starts = lineStarts(textOf(lines));
  return { start: starts[first - 1] ?? 0, end: starts[last] ?? 0, author };
}

const after = (
  before: LabelledText | undefined,
  lines: readonly string[],
  ...reports: Report[]
): LabelledText => withReports({ before, rest: undefined }, textOf(lines), reports);

const classes = (labelled: LabelledText): string[] => classifyLines(labelled).map((line) => line.class);

describe('what is reported of a text', () => {
  it('counts beside what was reported before', () => {
    const first = ['one', 'two'];
    const before = after(undefined, first, report(first, 1, 1, ai));
    const now = ['zero', ...first];
    assert.deepEqual(classes(after(before, now, report(now, 1, 1, human))), ['human', 'ai', 'unknown']);
  });

  it('tells which of lines alike are the old ones', () => {
    const first = ['end', 'between', 'return'];
    const before = after(undefined, first, report(first, 1, 3, human));
    const now = ['top', 'end', 'return', 'end', 'between', 'return'];
    const expected = ['ai', 'ai', 'ai', 'human', 'human', 'human'];
    assert.deepEqual(classes(after(before, now, report(now, 1, 3, ai))), expected);
    assert.deepEqual(classes(after(before, now, report(now, 1, 2, ai), report(now, 3, 3, ai))), expected);
  });

  it('counts as it was reported last of the same text', () => {
    const lines = ['one', 'two', 'three'];
    const result = after(undefined, lines, report(lines, 1, 3, ai), report(lines, 2, 2, human));
    assert.deepEqual(classes(result), ['ai', 'human', 'ai']);
  });

  it('is not of lines that were only laid out anew', () => {
    const lines = ['const one = 1;', 'const two = 2;', 'return'];
    const before = after(undefined, lines, report(lines, 1, 2, human));
    const now = lines.map((line) => `  ${line}`);
    assert.deepEqual(classes(after(before, now, report(now, 1, 3, ai))), ['human', 'human', 'ai']);
  });

  it('is not of short lines that it is put around', () => {
    const lines = ['start();', 'a();', 'b();', 'end();'];
    const before = after(undefined, lines, report(lines, 1, 4, human));
    const now = ['start();', 'if (c) {', '  a();', '  b();', '}', 'end();'];
    const expected = ['human', 'ai', 'human', 'human', 'ai', 'human'];
    assert.deepEqual(classes(after(before, now, report(now, 2, 5, ai))), expected);
  });

  it('is not of lines that a text written anew has from the one before', () => {
    const lines = ['my first line', 'my second line', 'whose'];
    const before = after(undefined, lines, report(lines, 1, 2, human));
    const now = ['a new head', 'my first line', 'else', 'my second line', 'whose'];
    const expected = ['ai', 'human', 'ai', 'human', 'ai'];
    assert.deepEqual(classes(after(before, now, report(now, 1, 5, ai))), expected);
  });

  it('is not of lines that a tool takes elsewhere or sets as a formatter does, and of a person’s word for them', () => {
    const lines = [
      "const it = 'x';",
      'function one() {',
      '  call(1, 2);',
      '}',
      'function two() {}',
      'end();',
    ];
    const before = after(undefined, lines, report(lines, 1, 6, human));
    const now = ['const it = "x";', 'function two() {}', 'function one() {', '  call(1, 2);', '}', 'end();'];
    assert.deepEqual(classes(after(before, now, report(now, 1, 5, ai))), Array(6).fill('human'));
    const tools = after(undefined, lines, report(lines, 1, 6, ai));
    const expected = ['human', 'human', 'ai', 'ai', 'ai', 'ai'];
    assert.deepEqual(classes(after(tools, now, report(now, 1, 2, human))), expected);
  });

  it('is of a line put in before one like it', () => {
    const lines = ['my only line', 'my end'];
    const before = after(undefined, lines, report(lines, 1, 2, human));
    const now = ['my only line', ...lines];
    assert.deepEqual(classes(after(before, now, report(now, 1, 1, ai))), ['ai', 'human', 'human']);
  });

  it('is not of lines that git has put in, nor of such as others have, unless it is of nothing else', () => {
    const old = { text: textOf(['first();', 'second();']), ranges: [] };
    const others = { text: textOf(['first();', 'theirs();', 'second();']), ranges: [] };
    const now = ['first();', 'theirs();', '  added();', 'second();'];
    const classesWith = (more: object, from: number, to: number): string[] => {
      const known = { before: undefined, old, rest: undefined, ...more };
      return classes(withReports(known, textOf(now), [report(now, from, to, ai)]));
    };
    const whole = ['unknown', 'unknown', 'ai', 'unknown'];
    assert.deepEqual(classesWith({}, 1, 4), ['unknown', 'ai', 'ai', 'unknown']);
    assert.deepEqual(classesWith({ brought: [others] }, 1, 4), whole);
    assert.deepEqual(classesWith({ alike: others }, 1, 4), whole);
    assert.deepEqual(classesWith({ alike: others }, 2, 3), whole);
    assert.deepEqual(classesWith({ alike: others }, 2, 2), ['unknown', 'ai', 'unknown', 'unknown']);
    assert.deepEqual(classesWith({ brought: [others] }, 2, 2), Array(4).fill('unknown'));
  });

  it('is not of lines that were there before anything was heard of them, laid out anew', () => {
    const old = { text: textOf(['first();', 'second();']), ranges: [] };
    const now = ['if (a) {', '  first();', '  second();', '}'];
    const result = withReports({ before: undefined, old, rest: undefined }, textOf(now), [
      report(now, 1, 4, ai),
    ]);
    assert.deepEqual(classes(result), ['ai', 'unknown', 'unknown', 'ai']);
  });

  describe('is not of what it only sets as a formatter does', () => {
    const setAnew = (lines: readonly string[], now: readonly string[]): string[] =>
      classes(
        after(
          after(undefined, lines, report(lines, 1, lines.length, human)),
          now,
          report(now, 1, now.length, ai),
        ),
      );
    const all = (now: readonly string[], but: readonly number[] = []): string[] =>
      now.map((_, i) => (but.includes(i + 1) ? 'ai' : 'human'));

    it('nor of a bracket between such lines', () => {
      const lines = ['if (!user) {', "  throw new NotFound('user');", '}', 'return { ...user, roles };', '}'];
      const now = lines.map((line) => line.replace(';', ''));
      assert.deepEqual(setAnew(lines, now), all(now));
    });

    it('nor where a line is indented as another one was', () => {
      const lines = [
        'function view() {',
        '    if (one) {',
        '        return (',
        '            <p>',
        '                Nothing',
        '            </p>',
        '        );',
        '    }',
        '    return (',
        '        <Card title={title}>',
        '            <p>',
        '                Something',
        '            </p>',
        '        </Card>',
        '    );',
        '}',
      ];
      const now = lines.map((line) => line.replaceAll('    ', '  '));
      now[9] = '    <Card heading={title}>';
      assert.deepEqual(setAnew(lines, now), all(now, [10]));
    });

    it('nor where it breaks lines elsewhere around one that it changes', () => {
      const lines = [
        "const table = { first: 'one', second: 0xABCDEF, third: [alpha, bravo], fourth: charlie(delta) };",
        'export default table;',
      ];
      const now = [
        'const table = {',
        '  first: "one",',
        '  second: 0xabcdef,',
        '  third: [alpha, bravo],',
        '  fourth: charlie(delta),',
        '};',
        'export default table;',
      ];
      assert.deepEqual(setAnew(lines, now), all(now, [3]));
    });

    it('nor where lines are alike before and after those that it joins', () => {
      const lines = [
        'all.push(',
        '  one(two),',
        ');',
        'all.push(',
        '  three((four) => {',
        '    five(six, four);',
        '  }),',
        ');',
      ];
      const now = [
        'all.push(one(two))',
        'all.push(',
        '  three((four) => {',
        '    five(six, four)',
        '  })',
        ')',
      ];
      assert.deepEqual(setAnew(lines, now), all(now));
    });

    it('nor of a bracket behind lines that it joins', () => {
      const lines = [
        'all = [',
        '  ...one,',
        '  ...two.map((three) =>',
        '    four(three),',
        '  ),',
        '];',
        'five();',
      ];
      const now = ['all = [', '  ...one,', '  ...two.map((three) => four(three)),', ']', 'five();'];
      assert.deepEqual(setAnew(lines, now), all(now));
    });
  });

  it('is of a bracket that only comes out alike', () => {
    const lines = ['if (one) {', '  two();', '  }', 'three();'];
    const before = after(undefined, lines, report(lines, 1, 4, ai));
    const now = ['while (other) {', '  goes(on);', '}', 'mine();'];
    assert.deepEqual(classes(after(before, now, report(now, 1, 4, human))), Array(4).fill('human'));
  });

  it('is another writing of what the same tool wrote where that is put away, and whose it was where it is not', () => {
    const at = (time: string, tool: string): Author => ({
      kind: 'ai',
      attribution: { tool, time, textHash: '' },
    });
    const base = ['head();', 'tail();'];
    const first = ['head();', 'returnsEarly(same);', 'tail();'];
    const before = after(undefined, first, report(first, 2, 2, at('1', 'ai')));
    const now = [...base, 'returnsEarly(same);'];
    const authors = (putAway: string | undefined, tool = 'ai'): Author[] => {
      const known = {
        before,
        old: { text: textOf(base), ranges: [] },
        rest: undefined,
        elsewhere: { putAway },
      };
      const { ranges } = withReports(known, textOf(now), [report(now, 3, 3, at('2', tool))]);
      return ranges.map(({ author }) => author);
    };
    assert.deepEqual(authors(undefined), [at('1', 'ai')]);
    assert.deepEqual(authors(textOf(base)), [at('1', 'ai')]);
    assert.deepEqual(authors(before.text), [at('2', 'ai')]);
    assert.deepEqual(authors(before.text, 'other'), [at('1', 'ai')]);
  });

  it('is of what reads like a line that was left behind in a commit, unless the same tool wrote that', () => {
    const base = ['head();', 'tail();'];
    const left = ['head();', 'returnsEarly(same);', 'tail();'];
    const now = [...base, 'returnsEarly(same);', 'more();'];
    const labels = (author: Author, elsewhere: Elsewhere, from = 3): string[] => {
      const before = after(undefined, left, report(left, 2, 2, author));
      const old = { text: textOf(base), ranges: [] };
      const known = { before, old, rest: undefined, elsewhere };
      return classes(withReports(known, textOf(now), [report(now, from, 4, ai)]));
    };
    const leftBehind = [textOf(left)];
    assert.deepEqual(labels(human, {}), ['unknown', 'unknown', 'human', 'ai']);
    assert.deepEqual(labels(human, { leftBehind }), ['unknown', 'unknown', 'ai', 'ai']);
    assert.deepEqual(labels(human, { leftBehind: [textOf(base)] }), ['unknown', 'unknown', 'human', 'ai']);
    assert.deepEqual(labels(ai, { leftBehind }), ['unknown', 'unknown', 'ai', 'ai']);
    // git may have brought it back, as far as can be told.
    assert.deepEqual(labels(human, { leftBehind, staged: textOf(left) }), [
      'unknown',
      'unknown',
      'human',
      'ai',
    ]);
    assert.deepEqual(labels(human, { leftBehind }, 1), ['unknown', 'unknown', 'human', 'ai']);
  });
});
