import assert from 'node:assert/strict';
import { requiredLiterals, type Literal } from '../../../../src/policy/pattern/literals';

/** `|rm|` is a word of its own, `rm|` ends one. */
const shown = ({ text, startsWord, endsWord }: Literal): string =>
  `${startsWord ? '|' : ''}${text}${endsWord ? '|' : ''}`;

describe('requiredLiterals', () => {
  const cases: readonly [pattern: string, ...choices: readonly string[][]][] = [
    ['terraform', ['terraform']],
    [String.raw`\bterraform\s+destroy\b`, ['|terraform|'], ['|destroy|']],
    [String.raw`(?i)\bDROP\s+(TABLE|DATABASE)\b`, ['|table|', '|database|'], ['|drop|']],
    ['(?:kubectl|oc) delete', ['|delete'], ['kubectl|', 'oc|']],
    ['(?:kubectl|oc)x', ['kubectlx', 'ocx']],
    ['AKIA[0-9A-Z]{16}', ['akia']],
    ['colou?r', ['colour', 'color']],
    ['(ab|cd)+', ['ab', 'cd']],
    ['(?:deletion_protection)*x'],
    ['a|b'],
    ['.*'],
    ['[Dd]rop', ['drop']],
    ['[a-z]rop', ['rop']],
    ['[^x]rop', ['rop']],
    [String.raw`"privileged"\s*:\s*true`, ['|privileged|'], ['|true']],
    [String.raw`\s+-rf\b`, ['-rf|']],
    // What can only stand beside it is no part of a word.
    [String.raw`(?:^[ \t]*|[;&|({!][ \t]*)(?:[\w./-]*/)?rm[ \t]`, ['|rm|']],
    ['[^\\w]rm[,;)\\]}]', ['|rm|']],
    ['(?:^|[;&|({!])?rm[,;)\\]}x]', ['rm']],
    ['["\\x27](?:[a-z]*/)?rm["\\x27]', ['|rm|']],
    ['[!-0]rm[:-~]', ['rm']],
    [String.raw`\x41BC`, ['abc']],
    [String.raw`\Qa.b\E`, ['a.b']],
    ['foo bar', ['foo|'], ['|bar']],
    ['^foo', ['|foo']],
    ['(?P<tool>terraform|tofu) destroy', ['|destroy'], ['terraform|', 'tofu|']],
    ['x{3,5}yz', ['yz']],
    ['(?i)straße', ['stra']],
    [String.raw`[[:alpha:]]force`, ['force']],
    [String.raw`\pLforce`, ['force']],
    [String.raw`a\w{2}secret$`, ['secret|']],
  ];
  for (const [pattern, ...choices] of cases) {
    const words = choices.map((choice) => choice.join(' or ')).join(', and ');
    it(`${pattern} needs ${words || 'nothing that can be told'}`, () => {
      const found = requiredLiterals(pattern)?.map((choice) => choice.map(shown));
      assert.deepEqual(found, choices.length > 0 ? choices : undefined);
    });
  }

  it('says nothing of syntax it does not know, and does not throw', () => {
    for (const pattern of ['(', '(?=a)b', '[', String.raw`\k<x>`, '(?<', '\\', '('.repeat(500)]) {
      assert.equal(requiredLiterals(pattern), undefined, pattern);
    }
  });
});
