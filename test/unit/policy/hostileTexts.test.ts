/** Suggestions that are made to take long: what is written plainly is bounded, whatever it says. */
import assert from 'node:assert/strict';
import { Side } from '../../../src/policy/match/side';
import { Window } from '../../../src/policy/match/window';

const WHOLE = { lines: Number.MAX_SAFE_INTEGER, characters: Number.MAX_SAFE_INTEGER };
const SIZE = 50_000;

/** Processor time, whatever else the machine does. What takes longest takes some 0.15 s. */
const LIMIT_MS = 1_500;

const PIECES: Readonly<Record<string, readonly string[]>> = {
  shellscript: [
    'A=$A$A\n',
    'A=1\n$A',
    'A=',
    'A="',
    'A=(',
    '${A',
    '$(',
    '{a,',
    '{a,b} ',
    'for a in b c; do\n',
    "$'\\x41'",
    "sh -c '",
    'bash -c "sh -c \'x\'" ',
    'echo a | xargs b\n',
    'cat <<A > a.sh\nx\nA\n',
    'base64 ',
    `base64 ${'QUJD'.repeat(10)} `,
    ' -e ',
    'QUFB',
  ],
  typescript: [
    '"a", ',
    '"a", b, ',
    '"a" + ',
    `"a"${' '.repeat(150)}`,
    `"a",${' '.repeat(150)}`,
    'a = "b";\n',
    'a = ["b", "c"];\n',
    '`${a}`',
    '"%s", a',
    'x.push(',
    '"a").arg("b"',
    ' ',
    "'",
  ],
  python: ['"a" ', 'f"{a}"', 'def ', 'a = [', 'a : ', '"a".split()', '"a" \\\n'],
  yaml: ['command:\n', '- ', 'command: [a,', 'A: b\n', 'command:\n  - a\n', 'name: a\n  value: b\n'],
  powershell: ['$a="b";$a', '@a', '[', "'a'+", '& ("a") '],
  bat: ['set A=b\n', '%A%', '&set A='],
  makefile: ['A=$(A)\n', 'A := b\n', '$(A)'],
  php: ['$a = "b";"$a"', '"a" . ', '$a .= "b";'],
};

describe('A hostile text', () => {
  for (const [language, pieces] of Object.entries(PIECES)) {
    for (const piece of pieces) {
      it(`is soon written plainly: ${JSON.stringify(piece.slice(0, 24))} in ${language}`, () => {
        const text = `A=1\na = "b"\n${piece.repeat(Math.ceil(SIZE / piece.length))}`;
        const started = process.cpuUsage();
        const spelled = new Side(new Window('', text, '', WHOLE), language).spellOut();
        const { user, system } = process.cpuUsage(started);
        assert.ok((user + system) / 1000 < LIMIT_MS, `took ${(user + system) / 1000} ms`);
        assert.ok((spelled?.judged.text.length ?? 0) < text.length + 40_000);
      });
    }
  }
});
