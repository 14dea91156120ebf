import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parsePolicy } from '../../../src/policy/parse';
import { hasErrors, type Problem } from '../../../src/policy/problem';
import { CONTRACT_EXAMPLE, EXAMPLE_POLICY } from './examplePolicy';
import { randomTimeoutMs, runs } from '../randomRuns';
import { UNBOUNDED_MS } from '../unbounded';

const SIZE = 256 * 1024;

function refused(text: string): readonly Problem[] {
  const { spec, problems } = parsePolicy(text, '.parapet.yaml');
  assert.equal(spec, undefined);
  assert.ok(hasErrors(problems));
  for (const problem of problems) assertInside(problem, text);
  return problems;
}

function assertInside({ start, end, line, column }: Problem, text: string): void {
  assert.ok(0 <= start && start <= end && end <= text.length, `${start}–${end} of ${text.length}`);
  const before = text.slice(0, start).split('\n');
  assert.deepEqual([line, column], [before.length, before.at(-1)!.length + 1]);
}

const message = (text: string): string | undefined => refused(text)[0]?.message;

const repeated = (piece: string): string => piece.repeat(Math.floor(SIZE / piece.length));

const ruleWith = (glob: string, i = 0): string =>
  `  - { id: r${i}, title: t, severity: low, match: { any: [x] }, where: { paths: ['${glob}'] } }`;
const policyWith = (...globs: string[]): string => `version: 1\nrules:\n${globs.map(ruleWith).join('\n')}`;

/** A place in a text, by its share of it. */
const offset = (t: string, at: number): number => Math.min(t.length - 1, Math.floor(at * t.length));
const splice = (t: string, at: number, length: number, insert: string): string =>
  t === '' ? insert : t.slice(0, offset(t, at)) + insert + t.slice(offset(t, at) + length);

describe('a hostile policy file', function () {
  this.timeout(UNBOUNDED_MS);

  it('is refused unread where it is larger than any policy', () => {
    assert.match(message('a'.repeat(20 * 1024 * 1024)) ?? '', /larger than 256 KiB/);
  });

  for (const [name, text] of Object.entries({
    'closed lists': '['.repeat(100_000) + ']'.repeat(100_000),
    'open lists': repeated('['),
    'open tables': repeated('{a: '),
    'items of items': repeated('- '),
    'keys of keys': repeated('? '),
    'values of values': repeated(': '),
    'values on one line': repeated('a: '),
    'a staircase of keys': Array.from({ length: 700 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    'a staircase of items': Array.from({ length: 80 }, (_, i) => ' '.repeat(64 * i) + '- '.repeat(32)).join(
      '\n',
    ),
  })) {
    it(`is refused where it nests ${name}`, () => {
      assert.match(message(text) ?? '', /nested more than 32 deep/);
    });
  }

  it('may nest as deep as is allowed', () => {
    assert.match(message('['.repeat(32) + ']'.repeat(32)) ?? '', /has to be a table/);
    assert.match(message('['.repeat(33) + ']'.repeat(33)) ?? '', /nested more than 32 deep/);
  });

  for (const piece of [
    '"\\q" ',
    '&a ',
    '*a, ',
    '!a ',
    '---\n',
    '%A\n',
    '#\n',
    '"',
    ']',
    ',',
    'a:\n',
    '- |\n',
    '\t\n',
    '\r',
  ]) {
    it(`is refused in good time where it repeats ${JSON.stringify(piece)}`, () => {
      refused(repeated(piece));
    });
  }

  it('cannot multiply by anchors', () => {
    const names = [...'bcdefghij'];
    const laughs = names.map((name, i) => `${name}: &${name} [${`*${names[i - 1] ?? 'a'}, `.repeat(9)}]`);
    const bomb = ['version: 1', `a: &a [${'lol, '.repeat(9)}]`, ...laughs].join('\n');
    const problems = refused(bomb);
    assert.match(problems[0]?.message ?? '', /anchors that hold anchors/);
    assert.equal(problems[0]?.line, 7);
    assert.match(message(`a: &a 1\nb: [${'*a, '.repeat(51)}]`) ?? '', /used more than 50 times/);
  });

  it('cannot contain itself', () => {
    assert.match(message('version: 1\nextends: &a [*a]') ?? '', /contains itself/);
    assert.match(message('&a version: 1\nrules: &b\n  - match: { any: *b }') ?? '', /contains itself/);
  });

  it('cannot refer to what is not there, nor pass a glob for an anchor', () => {
    assert.deepEqual(
      refused('version: 1\nextends: [*recommended]').map((p) => [p.line, p.column, p.message]),
      [
        [
          2,
          11,
          '“*recommended” refers to a YAML anchor and there is no “&recommended” above: if it is a glob, put it in quotes',
        ],
      ],
    );
  });

  it('cannot bring tags, directives, merge keys, a second document or keys that are not text', () => {
    assert.match(message('version: !!js/function "x"') ?? '', /tag/);
    assert.match(
      message('version: 1\nextends: [!infra/**]') ?? '',
      /begins with “!” is a YAML tag: put it in quotes/,
    );
    assert.match(message('version: 1\npacks: ! "1"') ?? '', /tag/);
    assert.match(message('%YAML 1.1\n---\nversion: 1') ?? '', /directive/);
    assert.match(message('version: 1\n<<: { rules: [] }') ?? '', /merge keys/);
    assert.match(message('version: 1\n---\nversion: 1') ?? '', /second YAML document/);
    assert.match(message('version: 1\n? [a]\n: 1') ?? '', /key has to be plain text/);
    assert.match(message('version: 1\nroles: { 1: [a] }') ?? '', /key has to be plain text/);
  });

  it('cannot say anything twice', () => {
    assert.deepEqual(
      refused('version: 1\nextends: []\nextends: [recommended]').map((p) => [p.line, p.message]),
      [[3, '“extends” is given twice: keep one of them']],
    );
  });

  it('cannot reach the prototype of anything', () => {
    assert.match(message('version: 1\n__proto__: { spec: 1 }') ?? '', /no key “__proto__”/);
    assert.match(message('version: 1\nroles: { __proto__: [a] }') ?? '', /“__proto__” cannot be a name/);
    assert.match(
      message('version: 1\naudit: { constructor: { prototype: { a: 1 } } }') ?? '',
      /no key “constructor”/,
    );
    assert.equal(({} as Record<string, unknown>)['spec'], undefined);
  });

  it('cannot hide bytes that no text holds', () => {
    assert.deepEqual(
      refused('version: 1\nextends: ["a\0b"]').map((p) => [p.line, p.column, p.message]),
      [[2, 13, 'a control character (U+0000) stands here: remove it, and save the file as UTF-8 text']],
    );
  });

  it('has its quotes and brackets pointed at where they were opened or are missed', () => {
    assert.deepEqual(
      refused('version: 1\npacks: "1\nextends: []\n').map((p) => [p.line, p.column, p.message]),
      [[2, 8, 'this quote is not closed: add the closing quote']],
    );
    assert.match(
      message('version: 1\nextends: [a\nrules: []') ?? '',
      /bracket is not closed before this: add the closing “]”/,
    );
  });

  it('is told how to write what YAML takes for something else', () => {
    assert.match(
      message('version: 1\npacks: "\\s"') ?? '',
      /“\\s” means nothing in double quotes: put patterns into single quotes/,
    );
    assert.match(message('version: 1\n\textends: []') ?? '', /tab is used for indentation: use spaces/);
    assert.match(message('version: 1\npacks: @a') ?? '', /cannot begin with “@”: put it in quotes/);
    assert.match(message('version: 1\npacks: a: b') ?? '', /in quotes/);
  });

  it('cannot make globs that take long to match', () => {
    assert.match(
      message(policyWith('{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}{a,b}')) ?? '',
      /more than 64 alternatives/,
    );
    assert.match(message(policyWith('*a'.repeat(33))) ?? '', /more than 32 wildcards/);
    assert.match(message(policyWith(`${'**/a/'.repeat(9)}b`)) ?? '', /more than 8 “\*\*”/);
    assert.match(message(policyWith('x!(a!(b!(c!(d!(e)))))')) ?? '', /more than 4 groups/);
    assert.match(
      message(policyWith(...Array.from({ length: 400 }, () => 'a'.repeat(400)))) ?? '',
      /too many to match quickly/,
    );
  });
});

describe('a mutilated policy file', () => {
  const text = fc.constantFrom(EXAMPLE_POLICY, CONTRACT_EXAMPLE);
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const characters = fc.constantFrom(...'[]{}:,-?!&*#|>@%`"\'\\ \n\r\t\0\u2028\ud800é1a~');

  type Mutilation = (text: string) => string;
  const mutilation: fc.Arbitrary<Mutilation> = fc.oneof(
    fc.tuple(share, characters).map(
      ([at, character]): Mutilation =>
        (t) =>
          splice(t, at, 1, character),
    ),
    fc.tuple(share, characters).map(
      ([at, character]): Mutilation =>
        (t) =>
          splice(t, at, 0, character),
    ),
    fc.tuple(share, fc.nat(80)).map(
      ([at, length]): Mutilation =>
        (t) =>
          splice(t, at, length, ''),
    ),
    fc.tuple(share, share, fc.nat(300)).map(
      ([from, to, length]): Mutilation =>
        (t) =>
          splice(t, to, 0, t.slice(offset(t, from), offset(t, from) + length)),
    ),
    fc.tuple(share, fc.integer({ min: 0, max: 7 })).map(
      ([at, bit]): Mutilation =>
        (t) =>
          splice(t, at, 1, String.fromCharCode(t.charCodeAt(offset(t, at)) ^ (1 << bit))),
    ),
  );

  it('is read, or has a problem with a place inside the file', function () {
    this.timeout(randomTimeoutMs);
    fc.assert(
      fc.property(text, fc.array(mutilation, { minLength: 1, maxLength: 6 }), (original, mutilations) => {
        const mutilated = mutilations.reduce((t, mutilate) => mutilate(t), original);
        const { spec, problems } = parsePolicy(mutilated, '.parapet.yaml');
        assert.equal(spec === undefined, hasErrors(problems));
        for (const problem of problems) assertInside(problem, mutilated);
      }),
      runs(300),
    );
  });

  it('is read, or has a problem, also where its values are of any type', function () {
    this.timeout(randomTimeoutMs);
    const scalar = fc.oneof(
      fc.boolean(),
      fc.double(),
      fc.string(),
      fc.constantFrom(null, 'block', 'a/b', '2027-01-31', '**', '!a'),
    );
    const keys = [...new Set(CONTRACT_EXAMPLE.match(/[a-z-]+(?=:)/g))];
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        scalar,
        fc.array(tie('tree'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...keys, 'senior', '__proto__'), tie('tree'), { maxKeys: 5 }),
      ),
    }));
    const policy = fc.dictionary(fc.constantFrom(...keys), tree, { maxKeys: 8 });
    fc.assert(
      fc.property(policy, (value) => {
        const json = JSON.stringify({ ...value, version: 1 });
        const { spec, problems } = parsePolicy(json, '.parapet.yaml');
        assert.equal(spec === undefined, hasErrors(problems));
        for (const problem of problems) assertInside(problem, json);
      }),
      runs(300),
    );
  });
});
