import assert from 'node:assert/strict';
import { Effort, TooMuchWork } from '../../../../src/policy/pattern/effort';
import { Pattern, patternError } from '../../../../src/policy/pattern/pattern';

describe('patternError', () => {
  const refused: readonly [pattern: string, says: RegExp][] = [
    ['(?=a)b', /look-ahead.*`none`/],
    ['(?<!a)b', /look-behind/],
    [String.raw`(a)\1`, /back-references/],
    ['(?>a+)b', /atomic/],
    ['a++', /possessive/],
    ['(', /missing closing \)/],
    ['a{1,2000}', /repeat/],
    ['(?:[a-z]{1,100}){1,10}(?:[0-9]{1,100}){1,10}', /too large/],
    ['x*', /matches the empty text/],
  ];
  for (const [pattern, says] of refused) {
    it(`refuses ${pattern} and says why`, () => assert.match(patternError(pattern) ?? '', says));
  }

  it('takes RE2 syntax', () => {
    for (const pattern of [
      String.raw`\bterraform\s+destroy\b`,
      '(?i)drop',
      String.raw`\p{Greek}+x`,
      '(?P<n>x)',
    ]) {
      assert.equal(patternError(pattern), undefined, pattern);
    }
  });

  it('takes a pattern that may match nothing where that makes sense', () => {
    assert.equal(patternError(String.raw`^\s*$`, true), undefined);
  });
});

describe('Pattern', () => {
  it('takes ^ and $ as line ends', () => {
    assert.deepEqual([...new Pattern('^b$').matches('a\nb\nc')], [{ start: 2, end: 3 }]);
  });

  it('counts in UTF-16 units', () => {
    assert.deepEqual([...new Pattern('x').matches('😀x')], [{ start: 2, end: 3 }]);
  });

  it('looks no further than it is asked to', () => {
    const effort = new Effort();
    const matches = new Pattern('a').matches('a'.repeat(20_000), effort);
    matches.next();
    const first = effort.spent;
    assert.equal([...matches].length, 19_999);
    assert.ok(effort.spent > 10 * first);
  });

  it('stops where the work is more than it may take', () => {
    const matches = new Pattern('a').matches('a'.repeat(20_000), new Effort(50_000));
    assert.throws(() => [...matches], TooMuchWork);
  });

  it('refuses to begin what could not be ended in time', () => {
    const heavy = new Pattern('(?:[a-z]{1,30}[0-9]){1,10}!');
    assert.throws(() => heavy.test('a'.repeat(500_000)), TooMuchWork);
  });
});
