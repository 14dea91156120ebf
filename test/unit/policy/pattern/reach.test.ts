import assert from 'node:assert/strict';
import { requiredLiterals } from '../../../../src/policy/pattern/literals';
import type { Reach } from '../../../../src/policy/pattern/reach';

describe('how far a match stretches', () => {
  const cases: readonly [pattern: string, above: Reach, below: Reach][] = [
    ['terraform .*destroy', 'line', 'line'],
    [String.raw`terraform\b[ \t]+destroy$`, 'line', 'line'],
    ['terraform.*b', 'line', 'line'],
    ['(?i)drop', 'line', 'line'],
    [String.raw`[^\n]*drop`, 'line', 'line'],
    [String.raw`[^\s"']+drop`, 'line', 'line'],
    [String.raw`\[drop\]`, 'line', 'line'],
    ['[]x]drop', 'line', 'line'],
    [String.raw`DELETE\s+A`, 'line', 'near'],
    [String.raw`["',\s]+drop`, 'near', 'line'],
    [String.raw`[\s\x27]+drop`, 'near', 'line'],
    [String.raw`[\x00-\x20]drop`, 'near', 'line'],
    [String.raw`drop\n[^;]`, 'line', 'window'],
    ['[^;]*drop', 'window', 'line'],
    ['(?s)a.*drop', 'window', 'line'],
    ['(?is:a.*drop)', 'window', 'line'],
    ['(?s:a).*drop', 'line', 'line'],
    [String.raw`\W+drop`, 'window', 'line'],
    [String.raw`[\s\S]*drop`, 'window', 'line'],
    [String.raw`[\w\s]*drop`, 'window', 'line'],
    ['[[:space:]]+drop', 'window', 'line'],
    [String.raw`drop\z`, 'line', 'window'],
    // Of something that is repeated there may be others before it and behind it.
    [String.raw`(?:drop\s)+`, 'near', 'near'],
    [String.raw`(?:a\n|[^;])drop`, 'window', 'line'],
  ];
  for (const [pattern, above, below] of cases)
    it(`${pattern}: ${above} above, ${below} below`, () => {
      const [anchor] = requiredLiterals(pattern)![0]!;
      assert.deepEqual([anchor!.above, anchor!.below], [above, below]);
    });

  it('is told for each alternative', () => {
    const reaches = requiredLiterals(String.raw`alter table|drop\s+table`)!.map((branch) =>
      branch.map(({ above, below }) => `${above} ${below}`),
    );
    assert.deepEqual(reaches, [
      ['line line', 'line line'],
      ['line near', 'near line'],
    ]);
  });
});
