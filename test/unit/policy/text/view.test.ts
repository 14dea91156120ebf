import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DIALECT_LANGUAGES } from '../../../../src/policy/text/dialects';
import { scan } from '../../../../src/policy/text/scan';
import { TEXT_CLASSES, type TextClass, type View } from '../../../../src/policy/text/types';
import { makeView } from '../../../../src/policy/text/view';
import { MAX_LOGICAL_LINE } from '../../../../src/policy/text/view/logicalLines';
import { FRAGMENTS } from './spansOf';

const CODE_AND_STRINGS: readonly TextClass[] = ['code', 'string'];

const view = (text: string, language: string, classes = CODE_AND_STRINGS): View =>
  makeView(text, scan(text, language), classes, language);

const linesOf = ({ text, logicalLine }: View): string[] => {
  const lines: string[] = [];
  for (let at = 0; at <= text.length;) {
    const { start, end } = logicalLine(at);
    lines.push(text.slice(start, end));
    while (at <= text.length && logicalLine(at).start === start) at++;
  }
  return lines;
};

describe('makeView', () => {
  it('leaves text alone that has nothing to hide, and then offsets are the same', () => {
    const text = 'const a = "b";\n';
    const made = view(text, 'typescript');
    assert.equal(made.text, text);
    assert.deepEqual([0, 5, text.length].map(made.sourceOffset), [0, 5, text.length]);
  });

  it('blanks what is of other classes and keeps the lines', () => {
    assert.equal(view('a /* b\nc */ "d"', 'java').text, 'a     \n     "d"');
    assert.equal(view('a = "b"', 'java', ['string']).text, '    "b"');
    assert.equal(view('a // b', 'java', ['comment']).text, '  // b');
    assert.equal(view('cat <<E\nrm\nE\n', 'shellscript').text, 'cat <<E\n  \nE\n');
    assert.equal(view('cat <<E\nrm\nE\n', 'shellscript', ['heredoc']).text, '       \nrm\n \n');
  });

  it('drops the carriage return of a line end, hidden or not', () => {
    assert.equal(view('a # b\r\n"c\r\n"\r\n', 'shellscript').text, 'a    \n"c\n"\n');
    assert.equal(view('a\rb', 'java').text, 'a\rb');
  });

  describe('continuations', () => {
    it('are deleted where a word may run over them', () => {
      assert.equal(view('terra\\\nform \\\r\n  destroy', 'shellscript').text, 'terraform   destroy');
      assert.equal(view('Remove-Item `\n x', 'powershell').text, 'Remove-Item  x');
      assert.equal(view('del ^\r\n/s', 'bat').text, 'del /s');
    });

    it('become a space elsewhere', () => {
      assert.equal(view('a:\n\tb \\\n\tc', 'makefile').text, 'a:\n\tb  \tc');
      assert.equal(view('run: a \\\n  b', 'yaml').text, 'run: a    b');
    });

    it('go on over comments and empty lines in a Dockerfile', () => {
      assert.equal(view('RUN a \\ \n # b\n\n  c\nRUN d', 'dockerfile').text, 'RUN a          c\nRUN d');
    });

    it('are none behind an escaped escape or in a comment', () => {
      assert.equal(view('a \\\\\nb', 'shellscript').text, 'a \\\\\nb');
      assert.equal(view('a # \\\nb', 'shellscript', ['code', 'comment']).text, 'a # \\\nb');
      assert.equal(view('a \\\nb', 'java').text, 'a \\\nb');
    });
  });

  describe('plain words', () => {
    it('lose their quotes and escapes in a shell', () => {
      assert.equal(view(`"terraform" destroy`, 'shellscript').text, 'terraform destroy');
      assert.equal(view(`rm -rf "$HOME"/'x'`, 'shellscript').text, 'rm -rf $HOME/x');
      assert.equal(view(`te'rra'fo""rm`, 'shellscript').text, 'terraform');
      assert.equal(view(`\\rm \\-rf $'x'`, 'shellscript').text, 'rm -rf x');
      assert.equal(view(`RUN "rm" -rf '/'`, 'dockerfile').text, 'RUN rm -rf /');
      assert.equal(view('d^el ^/s', 'bat').text, 'del /s');
    });

    it('count as code and as string', () => {
      assert.equal(view(`"rm" 'a b'`, 'shellscript', ['code']).text, 'rm      ');
      assert.equal(view(`"rm" x`, 'shellscript', ['string']).text, 'rm  ');
      assert.equal(view(`"rm" x`, 'shellscript', ['comment']).text, '      ');
    });

    it('are none with white space, shell syntax or substitutions in them', () => {
      for (const text of [`"a b"`, `'a;b'`, `"$(rm x)"`, `a "" b`, `\\$x \\" \\;`, `"a`]) {
        assert.equal(view(text, 'shellscript').text, text);
      }
    });

    it('keep their quotes in other languages', () => {
      assert.equal(view('"rm" \\x', 'python').text, '"rm" \\x');
      assert.equal(view('a: "rm"', 'yaml').text, 'a: "rm"');
    });
  });

  it('leads offsets back to the source', () => {
    const text = `x "rm" \\\n-rf`;
    const made = view(text, 'shellscript');
    assert.equal(made.text, 'x rm -rf');
    assert.deepEqual(
      [...made.text, ''].map((_, i) => made.sourceOffset(i)),
      [0, 1, 3, 4, 6, 9, 10, 11, 12],
    );
  });

  it('holds for any text: each character is the source’s own or a space, in order', () => {
    const texts = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 80 }).map((parts) => parts.join(''));
    const languages = fc.constantFrom(...DIALECT_LANGUAGES, 'cobol');
    fc.assert(
      fc.property(texts, languages, fc.subarray([...TEXT_CLASSES]), (text, language, classes) => {
        const made = view(text, language, classes);
        let last = -1;
        for (let i = 0; i < made.text.length; i++) {
          const source = made.sourceOffset(i);
          assert.ok(source > last);
          last = source;
          assert.ok(made.text.charAt(i) === text.charAt(source) || made.text.charAt(i) === ' ');
        }
        assert.equal(made.sourceOffset(made.text.length), text.length);
        const line = made.logicalLine(Math.floor(made.text.length / 2));
        assert.ok(line.start <= line.end && line.end <= made.text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same for both kinds of line ends', () => {
    const parts = FRAGMENTS.filter((part) => !part.includes('\r'));
    const texts = fc.array(fc.constantFrom(...parts), { maxLength: 80 }).map((some) => some.join(''));
    fc.assert(
      fc.property(texts, fc.constantFrom(...DIALECT_LANGUAGES), (text, language) => {
        const other = text.replaceAll('\n', '\r\n');
        assert.equal(view(other, language).text, view(text, language).text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('logical lines', () => {
  it('are the lines of the view', () => {
    assert.deepEqual(linesOf(view('a\n\nb\n', 'java')), ['a', '', 'b', '']);
    assert.deepEqual(linesOf(view('', 'java')), ['']);
    assert.deepEqual(linesOf(view('a \\\nb\nc', 'shellscript')), ['a b', 'c']);
  });

  it('go on behind a pipe or an `and` in a shell', () => {
    assert.deepEqual(linesOf(view('a | # b\nc &&\nd ||\ne &\nf', 'shellscript')), [
      'a |    \nc &&\nd ||\ne &',
      'f',
    ]);
    assert.deepEqual(linesOf(view('a \\|\nb', 'shellscript')), ['a \\|', 'b']);
    assert.deepEqual(linesOf(view('# a |\nb', 'shellscript', ['code', 'comment'])), ['# a |', 'b']);
    assert.deepEqual(linesOf(view('run: |\n  a', 'yaml')), ['run: |', '  a']);
  });

  it('hold a string that runs over several lines', () => {
    assert.deepEqual(linesOf(view('a = `b\nc`\nd', 'javascript')), ['a = `b\nc`', 'd']);
    assert.deepEqual(linesOf(view('a("""\nb\n""")\nc', 'python', ['code'])), ['a(   \n \n   )', 'c']);
    assert.deepEqual(linesOf(view("ssh h 'a\nb'\nc", 'shellscript')), ["ssh h 'a\nb'", 'c']);
    assert.deepEqual(linesOf(view('a = `b\n${c}`\nd', 'javascript')), ['a = `b\n${c}`', 'd']);
  });

  it('keep the lines of a script that a configuration holds apart', () => {
    assert.deepEqual(linesOf(view('a = <<E\nb\nc\nE\n', 'terraform')), ['a = <<E', 'b', 'c', 'E', '']);
  });

  it('are statements in SQL', () => {
    const text = "DELETE FROM a -- ;\nWHERE b = ';'; DELETE\nFROM c;\nDROP TABLE d";
    assert.deepEqual(linesOf(view(text, 'sql')), [
      "DELETE FROM a     \nWHERE b = ';';",
      ' DELETE\nFROM c;',
      'DROP TABLE d',
    ]);
    assert.deepEqual(linesOf(view('DELETE FROM a\ngo\nSELECT 1', 'sql')), ['DELETE FROM a\ngo', 'SELECT 1']);
    assert.deepEqual(linesOf(view('DO $$ BEGIN\n a;\n b;\nEND $$;', 'sql')), [
      'DO $$ BEGIN\n a;',
      ' b;',
      'END $$;',
    ]);
  });

  it('are counted by around()', () => {
    const made = view('a\nb\nc\nd\ne', 'java');
    const around = (start: number, end: number, above: number, below = above): string => {
      const range = made.around(start, end, above, below);
      return made.text.slice(range.start, range.end);
    };
    assert.equal(around(4, 5, 0), 'c');
    assert.equal(around(4, 5, 1), 'b\nc\nd');
    assert.equal(around(4, 7, 0), 'c\nd');
    assert.equal(around(4, 6, 0), 'c');
    assert.equal(around(4, 5, 0, 2), 'c\nd\ne');
    assert.equal(around(4, 5, 1, 0), 'b\nc');
    assert.equal(around(0, 1, 200), made.text);
  });

  it('are cut at a line end where there is one', () => {
    const made = view(`'${'xy\n'.repeat(50_000)}'`, 'shellscript');
    assert.equal(made.text.charAt(made.logicalLine(0).end), '\n');
  });

  it('are cut where they grow too long', () => {
    for (const text of ['x'.repeat(100_000), `'${'x\n'.repeat(50_000)}'`, 'x |\n'.repeat(30_000)]) {
      const made = view(text, 'shellscript');
      const lines = linesOf(made);
      assert.ok(lines.length > 5);
      for (const line of lines) assert.ok(line.length <= MAX_LOGICAL_LINE);
    }
  });
});
