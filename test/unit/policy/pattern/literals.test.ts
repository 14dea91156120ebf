import assert from 'node:assert/strict';
import type { Literal } from '../../../../src/policy/pattern/literal';
import { requiredLiterals } from '../../../../src/policy/pattern/literals';

/** `|rm|` is a word of its own, `rm|` ends one; `RM~` is in any case. */
const shown = ({ text, ignoresCase, startsWord, endsWord }: Literal): string =>
  `${startsWord ? '|' : ''}${text}${ignoresCase ? '~' : ''}${endsWord ? '|' : ''}`;

/** Each alternative's choices, those of one in a row. */
const branches = (pattern: string): string[] | undefined =>
  requiredLiterals(pattern)?.map((branch) =>
    branch.map(({ choice }) => choice.map(shown).join(' or ')).join(', then '),
  );

describe('requiredLiterals', () => {
  const cases: readonly [pattern: string, ...branches: string[]][] = [
    ['terraform', 'terraform'],
    [String.raw`\bterraform\s+destroy\b`, '|terraform|, then |destroy|'],
    [String.raw`(?i)\bDROP\s+(TABLE|DATABASE)\b`, '|drop~|, then |table~| or |database~|'],
    ['(?:kubectl|oc) delete', '|delete'],
    [String.raw`\b(?:kubectl|oc) delete`, '|kubectl| or |oc|, then |delete'],
    ['(?:kubectl|oc)x', 'kubectlx or ocx'],
    ['AKIA[0-9A-Z]{16}', 'AKIA'],
    ['colou?r', 'colour or color'],
    ['(ab|cd)+', 'ab or cd'],
    ['(?:deletion_protection)*x'],
    ['a|b'],
    ['.*'],
    ['[Dd]rop', 'drop~'],
    ['[Dd]ro[pP]|[T]able', 'drop~ or Table'],
    ['[a-z]rop', 'rop'],
    ['[^x]rop', 'rop'],
    [String.raw`"privileged"\s*:\s*true`, '|privileged|, then |true'],
    [String.raw`\s+-rf\b`, '-rf|'],
    // What can only stand beside it is no part of a word.
    [String.raw`(?:^[ \t]*|[;&|({!][ \t]*)(?:[\w./-]*/)?rm[ \t]`, '|rm|'],
    ['[^\\w]rm[,;)\\]}]', '|rm|'],
    ['(?:^|[;&|({!])?rm[,;)\\]}x]', 'rm'],
    ['["\\x27](?:[a-z]*/)?rm["\\x27]', '|rm|'],
    ['[!-0]rm[:-~]', 'rm'],
    [String.raw`\x41BC`, 'ABC'],
    [String.raw`\Qa.b\E`, 'a.b'],
    ['foo bar', 'foo|, then |bar'],
    ['^foo', '|foo'],
    ['(?P<tool>terraform|tofu) destroy', 'terraform| or tofu|, then |destroy'],
    ['x{3,5}yz', 'yz'],
    ['(?i)straße', 'stra~'],
    ['(?i:env)_NAME', 'env_name~'],
    [String.raw`[[:alpha:]]force`, 'force'],
    [String.raw`\pLforce`, 'force'],
    [String.raw`a\w{2}secret$`, 'secret|'],
    // The words of an alternative stay together.
    ['solr delete -c|drop collection', 'solr|, then |delete|, then -c', 'drop|, then |collection'],
    [
      'git (?:push .*--force|reset --hard) x',
      'git|, then push|, then --force',
      'git|, then reset|, then --hard',
    ],
    ['(?:one two|.*) three', '|three'],
    ['(?:one two)+ three', 'one|, then |two, then |three'],
    // Two letters are in every other word.
    ['add .*it.* now', 'add|, then |now'],
    [String.raw`\boc\b.*delete`, '|oc|, then delete'],
  ];
  for (const [pattern, ...expected] of cases) {
    it(`${pattern} needs ${expected.join('; or ') || 'nothing that can be told'}`, () =>
      assert.deepEqual(branches(pattern), expected.length > 0 ? expected : undefined));
  }

  it('keeps the words of alternatives apart, up to a number of them', () => {
    const among = (count: number): string =>
      Array.from({ length: count }, (_, i) => `word${i}a word${i}b`).join('|');
    assert.equal(branches(among(20))?.length, 20);
    assert.equal(branches(among(40))?.length, 1);
    assert.equal(branches(`(?:${among(10)}) (?:${among(5)})`)?.length, 5);
  });

  it('says nothing of syntax it does not know, and does not throw', () => {
    for (const pattern of ['(', '(?=a)b', '[', String.raw`\k<x>`, '(?<', '\\', '('.repeat(500)]) {
      assert.equal(requiredLiterals(pattern), undefined, pattern);
    }
  });
});
