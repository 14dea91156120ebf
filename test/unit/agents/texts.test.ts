import assert from 'node:assert/strict';
import fc from 'fast-check';
import { effectOf, placesIn } from '../../../src/agents/commandPlaces';
import { editedText } from '../../../src/agents/editText';
import { reasonFor } from '../../../src/agents/reason';
import type { Change } from '../../../src/agents/request';
import { writtenLines } from '../../../src/agents/writtenLines';
import type { Finding } from '../../../src/contract/verdict';
import { runs } from '../randomRuns';

const replace = (old: string, now: string, all = false): Change => ({
  kind: 'replace',
  replacements: [{ old, new: now, all }],
});
const result = (text: string, change: Change): string => {
  const { before, replaced, insert, after } = editedText(text, change);
  assert.equal(before + replaced + after, text);
  return before + insert + after;
};

describe('the text that an agent’s edit makes', () => {
  it('is what the tool will write', () => {
    assert.equal(result('a b a', replace('a', '$&')), '$& b a');
    assert.equal(result('a b a', replace('a', 'c', true)), 'c b c');
    assert.equal(result('a\r\nb\r\n', replace('a\nb', 'c')), 'c\r\n');
    assert.equal(result('old', { kind: 'write', text: 'new' }), 'new');
    assert.equal(result('old', { kind: 'delete' }), '');
    assert.equal(result('a\nb\n', { kind: 'insert', text: 'x', afterLine: 1 }), 'a\nx\nb\n');
    assert.equal(result('a\nb', { kind: 'insert', text: 'x', afterLine: 9 }), 'a\nb\nx\n');
  });

  it('has what cannot be placed at its end, so that it is judged', () => {
    assert.equal(result('a', replace('missing', 'x')), 'a\nx');
    assert.equal(result('', replace('', 'x')), 'x');
  });

  it('is told as one change of the text before', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (old, now) => {
        assert.equal(result(old, { kind: 'write', text: now }), now);
      }),
      runs(500),
    );
  });
});

describe('the lines that an agent’s edit wrote', () => {
  it('are those that were not there before', () => {
    const change: Change = { kind: 'write', text: 'a\nB\nc\nd\n' };
    assert.deepEqual(writtenLines(change, 'a\nb\nc\n', 'a\nB\nc\nd\n'), [
      { startLine: 2, endLine: 2 },
      { startLine: 4, endLine: 4 },
    ]);
    assert.deepEqual(writtenLines(change, 'a\n', 'a\n'), []);
    assert.deepEqual(writtenLines({ kind: 'insert', text: 'x' }, 'a\n', 'a\n["x"]\n'), [
      { startLine: 2, endLine: 2 },
    ]);
    assert.deepEqual(writtenLines(change, undefined, 'a\nb\n'), [{ startLine: 1, endLine: 2 }]);
  });

  it('are none that came about while it was made', () => {
    const before = 'one\ntwo\nthree\n';
    const second = [{ startLine: 2, endLine: 2 }];
    assert.deepEqual(writtenLines(replace('two', '2'), before, 'one\n2\nthree\nmine\n'), second);
    assert.deepEqual(writtenLines(replace('two', '2'), before, 'one\ntwo\nthree\nmine\n'), []);
    assert.deepEqual(writtenLines(replace('"two"', '2'), before, 'one\n2\nthree\nmine\n'), second);
    const whole: Change = { kind: 'write', text: 'one\n2\nthree\n' };
    assert.deepEqual(writtenLines(whole, before, 'one\n2\nthree\nmine\n'), second);
    assert.deepEqual(writtenLines(replace('two\n', '2\n'), 'one\r\ntwo\r\n', 'one\r\n2\r\n'), second);
  });

  it('are found by the new text where nothing is known of the file before, if it stands once', () => {
    assert.deepEqual(writtenLines(replace('x\nkeep', 'new\nkeep'), undefined, 'a\nnew\nkeep\nb\n'), [
      { startLine: 2, endLine: 2 },
    ]);
    assert.deepEqual(writtenLines(replace('x', 'new'), undefined, 'new\nnew\n'), []);
    assert.deepEqual(writtenLines(replace('x', ''), undefined, 'a\n'), []);
  });
});

describe('what a command names', () => {
  it('is its words, what options hold, and where it changes into', () => {
    assert.deepEqual(placesIn('cd infra && terraform -chdir=prod apply; rm "a b/c" x/*.tf'), {
      folders: ['infra'],
      words: ['terraform', 'prod', 'apply', 'rm', 'a b/c', 'a', 'b/c', 'x/'],
    });
  });

  it('is found in a command within its quotes, and bounded', () => {
    assert.deepEqual(placesIn(`bash -c "cd infra && rm 'x y/z'"`), {
      folders: ['infra'],
      words: ['bash', "cd infra && rm 'x y/z'", 'rm', 'x y/z', 'x', 'y/z'],
    });
    const many = placesIn(Array.from({ length: 5_000 }, (_, i) => `cd d${i}; rm f${i}`).join('; '));
    assert.ok(many.folders.length <= 16 && many.words.length <= 1_000);
  });

  it('is changed, read, or nobody can tell', () => {
    for (const text of [
      'rm a',
      'echo x > a',
      'cat a | tee b',
      'sudo -E X=1 rm a',
      'git checkout -- a',
      "sed -i 's/a/b/' c",
    ])
      assert.equal(effectOf(text), 'writes', text);
    for (const text of [
      'cat a',
      'ls -la && git status',
      "grep 'a|b' c | wc -l",
      'find . -name x',
      'git log -3 -- a',
    ])
      assert.equal(effectOf(text), 'reads', text);
    for (const text of [
      'npm test',
      'cat $(x)',
      'find . -delete',
      'git -c core.pager=x log',
      'FOO=1 cat a',
      'cat a\nx',
      '',
    ])
      assert.equal(effectOf(text), 'unknown', text);
  });
});

describe('the reason given to a model', () => {
  const finding = (rule: string, action: Finding['action'], more: Partial<Finding> = {}): Finding => ({
    rule,
    severity: 'high',
    action,
    approvals: 0,
    start: 0,
    end: 0,
    line: 1,
    text: 'the text',
    message: `About ${rule}`,
    why: 'Why.',
    instead: 'Instead.',
    ...more,
  });

  it('has the strictest findings first, each rule once, with why and what to do instead', () => {
    const findings = [
      finding('b', 'warn'),
      finding('a', 'block'),
      finding('a', 'block'),
      finding('c', 'allow'),
    ];
    const lines = reasonFor('block', findings).split('\n');
    assert.deepEqual(lines.slice(1, 3), [
      '- About a (a). Why. Instead: Instead.',
      '- About b (b). Why. Instead: Instead.',
    ]);
    assert.equal(lines.length, 4);
    assert.equal(reasonFor('allow', []), '');
  });

  it('is bounded, and leaves out what is only observed', () => {
    const many = Array.from({ length: 50 }, (_, i) => finding(`r${i}`, 'block', { why: 'x'.repeat(900) }));
    assert.ok(reasonFor('block', many).length <= 4_001);
    assert.ok(!reasonFor('warn', [finding('o', 'warn', { observed: true })]).includes('About o'));
  });
});
