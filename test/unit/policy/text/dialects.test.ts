import assert from 'node:assert/strict';
import { DIALECT_LANGUAGES, dialectOf } from '../../../../src/policy/text/dialects';
import { canonicalLanguage } from '../../../../src/policy/text/languages';
import { stretches } from './spansOf';

describe('the table of languages', () => {
  it('is keyed by canonical ids', () => {
    for (const language of DIALECT_LANGUAGES) assert.equal(canonicalLanguage(language), language);
  });

  it('says how lines hang together', () => {
    const expected: Readonly<Record<string, string>> = {
      bash: 'backslash',
      dockerfile: 'backslash',
      makefile: 'backslash',
      powershell: 'backtick',
      bat: 'caret',
      postgres: 'statement',
      typescript: 'none',
      cobol: 'none',
    };
    for (const [language, joining] of Object.entries(expected))
      assert.equal(dialectOf(language).joining, joining);
  });
});

/** What is string and what is comment in a text; all else is code. */
interface Expected {
  readonly language: string;
  readonly text: string;
  readonly strings?: readonly string[];
  readonly comments?: readonly string[];
}

const check = ({ language, text, strings = [], comments = [] }: Expected): void => {
  assert.deepEqual(stretches(text, language, 'string'), strings, `strings of ${text}`);
  assert.deepEqual(stretches(text, language, 'comment'), comments, `comments of ${text}`);
};

describe('languages that descend from C', () => {
  it('JavaScript: templates hold code, regular expressions open no string', () => {
    check({
      language: 'typescript',
      text: 'a = `x ${b + `${c}`} y`; // d\n"q" /* e */',
      strings: ['`x ', '`', '`', ' y`', '"q"'],
      comments: ['// d', '/* e */'],
    });
    check({
      language: 'javascript',
      text: `x = /["']/.test(y); z = 'q' // c`,
      strings: [`/["']/`, `'q'`],
      comments: ['// c'],
    });
    check({ language: 'javascript', text: `return /[/"]/g`, strings: [`/[/"]/g`] });
    check({ language: 'javascript', text: `a / b / "c"`, strings: [`"c"`] });
    check({
      language: 'typescriptreact',
      text: `<p a="b">x</p>; <br /> // c`,
      strings: ['"b"'],
      comments: ['// c'],
    });
    check({ language: 'javascript', text: '<p>http://a {b()}</p> // c', comments: ['// c'] });
    check({ language: 'javascript', text: '`a \\${b} \\` c`', strings: ['`a \\${b} \\` c`'] });
  });

  it('Go: raw strings and runes', () => {
    check({
      language: 'go',
      text: "a := `b\\`; c := '\\''; // d",
      strings: ['`b\\`', "'\\''"],
      comments: ['// d'],
    });
  });

  it('Java and Kotlin: text blocks, templates, nested comments', () => {
    check({ language: 'java', text: 'a = """\n b "c"\n""";', strings: ['"""\n b "c"\n"""'] });
    check({
      language: 'kotlin',
      text: '"a ${b("c")} d" /* /* */ e */',
      strings: ['"a ', '"c"', ' d"'],
      comments: ['/* /* */ e */'],
    });
  });

  it('C#: verbatim and interpolated strings', () => {
    check({
      language: 'csharp',
      text: '@"a""b\\" + $"c{d}{{e}}" + \'"\'',
      strings: ['@"a""b\\"', '$"c', '{{e}}"', `'"'`],
    });
  });

  it('Rust: raw strings, characters and lifetimes', () => {
    check({
      language: 'rust',
      text: `fn f<'a>(x: &'a str) { r#"a"b"#; '"'; '\\''; br"\\"; } // c`,
      strings: ['"a"b"#', `'"'`, `'\\''`, '"\\"'],
      comments: ['// c'],
    });
  });

  it('C++: raw strings and digit separators', () => {
    check({
      language: 'cpp',
      text: `int a = 1'000'000; auto b = R"x(c")x"; // d`,
      strings: [`"x(c")x"`],
      comments: ['// d'],
    });
    check({ language: 'cpp', text: `u8'a' + 0xA'B`, strings: [`'a'`] });
  });

  it('Swift, Scala, Groovy, Dart: interpolations', () => {
    check({ language: 'swift', text: '"a \\(b("c")) \\" d"', strings: ['"a ', '"c"', ' \\" d"'] });
    check({
      language: 'scala',
      text: `s"a\${b}" + "c\${d}" + 'e' + 'sym`,
      strings: ['"a', '"', '"c${d}"', `'e'`],
    });
    check({
      language: 'groovy',
      text: `sh '''rm\n x''' // a`,
      strings: [`'''rm\n x'''`],
      comments: ['// a'],
    });
  });

  it('PHP: here-documents, comments and attributes', () => {
    check({
      language: 'php',
      text: `$a = <<<SQL\n DROP "x"\n SQL;\n#[Attr]\n# b\n'c\\'d'`,
      strings: [' DROP "x"\n', `'c\\'d'`],
      comments: ['# b'],
    });
  });
});

describe('scripting languages', () => {
  it('Python: prefixes, triple quotes, code in f-strings', () => {
    check({
      language: 'python',
      text: `f"a{b['c']}{{d}}" + rf'{e}' + "{g}" + '''h\n'i' # j''' # k`,
      strings: ['"a', `'c'`, '{{d}}"', "'", "'", '"{g}"', "'''h\n'i' # j'''"],
      comments: ['# k'],
    });
    check({ language: 'python', text: `r"\\" # a"`, strings: [`"\\" # a"`] });
  });

  it('Python: what documents a module, a class or a function is a comment; any other string is a value', () => {
    check({
      language: 'python',
      text: `# a\n"""m "q" n"""\ndef f(\n  x\n) -> int:  # b\n  r'''c'''\n  g(\n    """d"""\n  )\nclass K(L):\n\n  """e"""`,
      strings: ['"""d"""'],
      comments: ['# a', '"""m "q" n"""', '# b', "'''c'''", '"""e"""'],
    });
  });

  it('Ruby: here-documents, percent literals, embedded documents', () => {
    check({
      language: 'ruby',
      text: `a = <<~SQL\n  DELETE # b\nSQL\nc << D\n%w[e 'f] # g\n=begin\nh\n=end\n"i #{j} k"`,
      strings: ['  DELETE # b\n', "%w[e 'f]", '"i ', ' k"'],
      comments: ['# g', '=begin\nh\n=end'],
    });
  });

  it('Perl: documentation and here-documents', () => {
    check({
      language: 'perl',
      text: `my $n = $#a; # b\n=head1 C\nd\n=cut\nprint <<"E";\nf\nE\n`,
      strings: ['f\n'],
      comments: ['# b', '=head1 C\nd\n=cut'],
    });
  });

  it('Lua: long brackets', () => {
    check({
      language: 'lua',
      text: 'a = [==[ b ]] ]==] -- c\n--[[ d\n]] e',
      strings: ['[==[ b ]] ]==]'],
      comments: ['-- c', '--[[ d\n]]'],
    });
  });
});

describe('configuration, queries and markup', () => {
  it('SQL: doubled quotes, quoted names, dollar quoting', () => {
    check({
      language: 'sql',
      text: `SELECT 'it''s -- a', "b--c" -- d`,
      strings: [`'it''s -- a'`],
      comments: ['-- d'],
    });
    check({
      language: 'sql',
      text: `SELECT $a$ it's $$ $a$, E'b\\'c'`,
      strings: [`$a$ it's $$ $a$`, `E'b\\'c'`],
    });
    check({ language: 'sql', text: `/*!50000 DROP */ /* a /* b */ c */`, comments: ['/* a /* b */'] });
  });

  it('SQL: the body of a function is code', () => {
    check({
      language: 'sql',
      text: `DO $$ BEGIN DELETE FROM a; -- b\n x := 'c'; END $$;`,
      strings: [`'c'`],
      comments: ['-- b'],
    });
    check({ language: 'sql', text: `DELIMITER $$\nDROP TABLE a; 'b' $$`, strings: [`'b'`] });
  });

  it('HCL: templates and here-documents, scripts among them', () => {
    check({
      language: 'terraform',
      text: `a = "b \${c("d")} $\${e} %{ if f }g" # h\ni = <<-EOT\n  j "k\n  l\n  EOT\nm = 1 // n`,
      strings: ['"b ', '"d"', ' $${e} ', 'g"', '  j "k', '  l'],
      comments: ['# h', '// n'],
    });
    check({
      language: 'terraform',
      text: `a = <<EOF\n#!/bin/sh\nrm 'b' # c\nEOF\n`,
      strings: [`'b'`],
      comments: ['#!/bin/sh', '# c'],
    });
  });

  it('YAML: only spaced `#`, apostrophes in words, block scalars', () => {
    check({
      language: 'yaml',
      text: `run: |\n  echo 'a # b' # c\n  don't x#y\nk: "v" # d\ne: 'it''s'`,
      strings: [`'a # b'`, '"v"', `'it''s'`],
      comments: ['# c', '# d'],
    });
  });

  it('JSON, TOML, INI, properties, dotenv, XML', () => {
    check({ language: 'jsonc', text: '{"a": "b"} // c', strings: ['"a"', '"b"'], comments: ['// c'] });
    check({
      language: 'toml',
      text: `a = '\\' # b\nc = """d\n"""`,
      strings: [`'\\'`, '"""d\n"""'],
      comments: ['# b'],
    });
    check({ language: 'ini', text: '; a\nb = c ; d # e', comments: ['; a'] });
    check({ language: 'properties', text: '! a\nb=c!d', comments: ['! a'] });
    check({ language: 'dotenv', text: `A='b # c' # d\nE=don't#f`, strings: [`'b # c'`], comments: ['# d'] });
    check({ language: 'xml', text: `<a b="c"><!-- d\n -->it's</a>`, comments: ['<!-- d\n -->'] });
  });

  it('Markdown: prose is comment, a fenced block is its language', () => {
    check({
      language: 'markdown',
      text: '# a\n`rm -rf`\n```sh title\nrm "b" # c\n```\nd\n~~~\ne "f"\n~~~',
      strings: ['"b"'],
      comments: ['# a\n`rm -rf`\n```sh title\n', '# c', '```\nd\n~~~\n', '~~~'],
    });
    check({ language: 'markdown', text: '``` a ```\nb', comments: ['``` a ```\nb'] });
    check({ language: 'markdown', text: '````sh\n```\na # b\n````', comments: ['````sh\n', '# b', '````'] });
  });
});
