import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Pattern, patternError } from '../../../../src/policy/pattern/pattern';
import type { Literal } from '../../../../src/policy/pattern/literal';
import { standInOrder } from '../../../../src/policy/match/places';
import { Prefilter } from '../../../../src/policy/pattern/prefilter';

const plain = (...texts: string[]): Literal[] =>
  texts.map((text) => ({ text, ignoresCase: true, startsWord: false, endsWord: false }));

const candidates = (choices: readonly (readonly Literal[])[], text: string): number[] =>
  [...(new Prefilter(choices).hits(text)?.choices ?? [])].toSorted((a, b) => a - b);

describe('Prefilter', () => {
  it('names the entries whose literals a text holds, whatever the case', () => {
    assert.deepEqual(
      candidates([plain('destroy'), plain('drop', 'truncate'), plain('rm')], 'DROP table; Destroy'),
      [0, 1],
    );
  });

  it('finds literals that overlap and lie in one another', () => {
    assert.deepEqual(
      candidates([plain('he'), plain('she'), plain('hers'), plain('is')], 'ushers'),
      [0, 1, 2],
    );
  });

  it('says where the literals stand', () => {
    const hits = new Prefilter([plain('drop'), plain('terminate-instances')]).hits(
      'drop, "DROP" terminate-instances',
    );
    assert.deepEqual(hits?.choices, [0, 1]);
    assert.deepEqual(hits.offsetsOf(0), [3, 10]);
    assert.deepEqual(hits.offsetsOf(1), [20]);
    assert.equal(new Prefilter([plain('drop')]).hits('nothing'), undefined);
  });

  it('reads through quotes, escapes and continued lines', () => {
    assert.deepEqual(candidates([plain('terraform')], String.raw`te'rra'"form"`), [0]);
    assert.deepEqual(candidates([plain('terraform')], 'terra\\\nform'), [0]);
    assert.deepEqual(candidates([plain('terraform')], 'terra\\\r\nform'), [0]);
    assert.deepEqual(candidates([plain('terraform')], 'terra\nform'), []);
  });

  it('compares what follows the beginning of a long literal', () => {
    const long = [plain('terminate-instances', 'terminate-all-of-them'), plain('terminated')];
    assert.deepEqual(candidates(long, 'x TERMINATE-instances x'), [0]);
    assert.deepEqual(candidates(long, 'term"inate-"in\'sta\\\nnces'), [0]);
    assert.deepEqual(candidates(long, 'terminate-\u017Fo, terminate-instance, terminate'), []);
    assert.deepEqual(candidates(long, 'terminate-in\u017Ftances'), [0]);
    const word = [[{ text: 'terminate-instances', ignoresCase: true, startsWord: true, endsWord: true }]];
    assert.deepEqual(candidates(word, 'terminate-instances2 xterminate-instances'), []);
  });

  it('takes a word only where it stands alone, or may do so once quotes are gone', () => {
    const word = [[{ text: 'rm', ignoresCase: true, startsWord: true, endsWord: true }]];
    for (const text of ['rm', 'sudo rm -rf', '/bin/rm\t', 'RM', '"rm"', 'x"rm', 'r\\m']) {
      assert.deepEqual(candidates(word, text), [0], text);
    }
    for (const text of ['form', 'rmdir', 'arm', '_rm', 'rm2'])
      assert.deepEqual(candidates(word, text), [], text);
  });

  it('takes a literal in its own case alone, where case matters', () => {
    const upper = [[{ text: 'DROP', ignoresCase: false, startsWord: false, endsWord: false }]];
    for (const text of ['DROP', 'a DROPPED', 'D"ROP', '"DR"O"P"'])
      assert.deepEqual(candidates(upper, text), [0], text);
    for (const text of ['drop', 'Drop', 'DROp']) assert.deepEqual(candidates(upper, text), [], text);
    // Whether a view makes another word of it is not known here.
    assert.deepEqual(candidates(upper, 'd"rop'), [0]);
  });

  it('takes the letters beyond ASCII that RE2 folds into it', () => {
    assert.deepEqual(candidates([plain('task')], 'TA\u017F\u212A'), [0]);
  });

  it('never hides a text from a pattern that matches it', () => {
    const atom = fc.constantFrom(
      String.raw`\b`,
      '^',
      '$',
      'a',
      'b',
      'ab',
      'B',
      'é',
      '[ab]',
      '[^a]',
      '.',
      String.raw`\s`,
      String.raw`\w`,
      "'",
      ' ',
      'k',
    );
    const pattern = fc.letrec<{ node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small' },
        atom,
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => `(?:${a}|${b})`),
        fc
          .tuple(tie('node'), fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '+?'))
          .map(([a, q]) => `(?:${a})${q}`),
        tie('node').map((a) => `(?i)${a}`),
      ),
    })).node;
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', 'A', 'B', 'é', ' ', 'k', '\u212A', 'c'),
      maxLength: 12,
    });
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        fc.pre(patternError(source, true) === undefined);
        const compiled = new Pattern(source);
        if (!compiled.test(subject)) return;
        const branches = compiled.literals;
        if (!branches) return;
        const held = branches.some((branch) => {
          const found = new Prefilter(branch.map(({ choice }) => choice)).hits(subject);
          const offsets = branch.map((_, i) => found?.offsetsOf(i) ?? []);
          return standInOrder(offsets);
        });
        assert.ok(held, `${source} on ${JSON.stringify(subject)}`);
      }),
      { numRuns: 2000 },
    );
  });
});
