import assert from 'node:assert/strict';
import { reachOf, type Reach } from '../../../../src/policy/pattern/reach';

describe('reachOf', () => {
  const cases: readonly [pattern: string, reach: Reach][] = [
    ['terraform destroy', 'line'],
    [String.raw`\bterraform\b[ \t]+destroy$`, 'line'],
    ['a.*b', 'line'],
    ['(?i)drop', 'line'],
    [String.raw`[^\n]*x`, 'line'],
    [String.raw`[^\s"']+x`, 'line'],
    [String.raw`\[x\]`, 'line'],
    ['[]x]', 'line'],
    [String.raw`DELETE\s+FROM`, 'near'],
    [String.raw`["',\s]+x`, 'near'],
    [String.raw`[\s\x27]+x`, 'near'],
    [String.raw`a\nb`, 'near'],
    ['[^;]*x', 'window'],
    ['(?s)a.*b', 'window'],
    ['(?is:a.*b)', 'window'],
    [String.raw`\W+x`, 'window'],
    [String.raw`[\s\S]*x`, 'window'],
    [String.raw`[\w\s]*x`, 'window'],
    ['[[:space:]]+x', 'window'],
    ['[a', 'window'],
    ['[[:a', 'window'],
  ];
  for (const [pattern, reach] of cases)
    it(`${pattern} reaches ${reach}`, () => assert.equal(reachOf(pattern), reach));
});
