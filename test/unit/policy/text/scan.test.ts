import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DIALECT_LANGUAGES } from '../../../../src/policy/text/dialects';
import { scan, scanWhole } from '../../../../src/policy/text/scan';
import { FRAGMENTS, stretches } from './spansOf';

const LANGUAGES = [...DIALECT_LANGUAGES, 'cobol', undefined];

describe('scan', () => {
  it('takes all of an unknown language as code', () => {
    assert.deepEqual(scan('a "b" # c', 'cobol'), [{ start: 0, end: 9, kind: 'code' }]);
    assert.deepEqual(scan('a "b" # c', undefined), [{ start: 0, end: 9, kind: 'code' }]);
    assert.deepEqual(scan('', 'python'), []);
  });

  it('knows a language by any of its ids', () => {
    assert.deepEqual(scan('a # b', 'bash'), scan('a # b', 'shellscript'));
  });

  it('keeps strings beside each other apart', () => {
    assert.deepEqual(stretches(`'a''b'"c"`, 'shellscript', 'string'), [`'a'`, `'b'`, `"c"`]);
  });

  it('ends a comment before its line end', () => {
    assert.deepEqual(stretches('x # a\ny', 'python', 'comment'), ['# a']);
  });

  describe('a string that nothing closes', () => {
    it('ends with its line, so that the rest is read as what it is', () => {
      assert.deepEqual(stretches('a = `b\n// c\nd = "e"', 'javascript', 'comment'), ['// c']);
      assert.deepEqual(stretches('x = """b\n# c\n', 'python', 'comment'), ['# c']);
    });

    it('does so inside an interpolation as well', () => {
      assert.deepEqual(stretches('a = `b ${ `c\n// d\n', 'javascript', 'comment'), ['// d']);
      assert.deepEqual(stretches('f"{a\n} "b" # c', 'python', 'comment'), ['# c']);
    });
  });

  it('takes a block comment that nothing closes for a comment on one line', () => {
    assert.deepEqual(stretches('/* a\nb', 'go', 'comment'), ['/* a']);
    assert.deepEqual(stretches('/* /* a */\nb', 'rust', 'comment'), ['/* /* a */']);
  });

  it('covers any text of any language with sorted spans', () => {
    const texts = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 120 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, fc.constantFrom(...LANGUAGES), (text, language) => {
        let end = 0;
        for (const span of scan(text, language)) {
          assert.equal(span.start, end);
          assert.ok(span.end > span.start);
          end = span.end;
        }
        assert.equal(end, text.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('reads what a comment holds as code of no kind, whatever it is', () => {
    const words = fc.array(
      fc.constantFrom(...FRAGMENTS.filter((part) => !part.includes('\n') && !part.includes('\r'))),
    );
    fc.assert(
      fc.property(words, (parts) => {
        const comment = `# ${parts.join('')}`;
        assert.deepEqual(stretches(`a\n${comment}\nb`, 'shellscript', 'comment'), [comment]);
      }),
    );
  });

  describe('on hostile text', () => {
    const HOSTILE = [
      ...['(', '((', '"', "'", '`', '\\', '/', '{', '$', '<', '#', '%', ' ', '\n', '=/[', "'\\u{", "1'"],
      ...['<<A ', '<<A\n', '<<A\nA\n', 'bash <<A\n', 'bash <<A\n"\nA\n', '"$(<<A\n', '<<~A\n', '<<<A\n'],
      ...[
        '${',
        '"${',
        '`${',
        '"#{',
        '"$(',
        '"\\(',
        'f"{',
        '$"{',
        '"""${',
        '/*',
        '*/',
        '/* */',
        '//',
        '<!--',
        '<#',
      ],
      ...[
        '"""',
        "'''",
        'r#"',
        '####"',
        'R"a(',
        '$a$',
        '$$',
        'AS $$',
        '%w[',
        '--[[',
        '[[',
        '@"\n',
        '=begin\n',
      ],
      ...['```\n', '```sh\n', '```sh\n"\n```\n', '~~~md\n', 'rem ', '@', '\\\n', '`\n', '\u{1F600}'],
    ];
    const repeated = (unit: string, length: number): string => unit.repeat(Math.ceil(length / unit.length));

    it('looks at each character a bounded number of times', function () {
      this.timeout(60_000);
      for (const language of DIALECT_LANGUAGES) {
        for (const unit of HOSTILE) {
          const text = repeated(unit, 5_000);
          const { steps } = scanWhole(text, language);
          assert.ok(
            steps <= 20 * text.length,
            `${language}: ${JSON.stringify(unit)}: ${steps / text.length} a character`,
          );
        }
      }
    });

    it('takes at most twice the steps for twice the text', function () {
      this.timeout(60_000);
      for (const language of ['shellscript', 'typescript']) {
        for (const unit of HOSTILE) {
          const [once, twice] = [100_000, 200_000].map(
            (length) => scanWhole(repeated(unit, length), language).steps,
          );
          // An odd number of quotes costs one more pass than an even one.
          assert.ok(
            twice! <= 2 * Math.max(once!, 400_000) + 1_000,
            `${language}: ${JSON.stringify(unit)}: ${once}, ${twice}`,
          );
        }
      }
    });

    it('is not confused by different here-documents that nothing closes', () => {
      const text = Array.from({ length: 20_000 }, (_, i) => `cat <<A${i}\n`).join('');
      const { spans, steps } = scanWhole(text, 'shellscript');
      assert.ok(steps <= 20 * text.length);
      assert.deepEqual(spans, [{ start: 0, end: text.length, kind: 'code' }]);
    });
  });
});
