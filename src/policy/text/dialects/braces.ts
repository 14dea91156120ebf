/** Languages whose comments and blocks descend from C. */
import type { BlockComment, Dialect, LineComment } from './dialect';
import { characterOrLifetime, cppRawString, digitSeparator, regexLiteral, rustRawString } from './literals';
import { BRACES, DOLLAR_BRACES, manyLines, oneLine } from './strings';

export const SLASHES: LineComment = { open: '//', at: 'anywhere', notAfter: ':' };
export const SLASH_STAR: BlockComment = { open: '/*', close: '*/' };
const NESTED: BlockComment = { ...SLASH_STAR, nested: true };
const IN_DOLLAR_BRACES = { interpolations: [DOLLAR_BRACES] };

const cLike = (dialect: Omit<Dialect, 'joining'>, joining: Dialect['joining'] = 'none'): Dialect => ({
  joining,
  lineComments: [SLASHES],
  blockComments: [SLASH_STAR],
  ...dialect,
});

const javascript = cLike({
  strings: [oneLine("'"), oneLine('"'), manyLines('`', '\\', IN_DOLLAR_BRACES)],
  literals: [{ open: '/', end: regexLiteral }],
});

const c = cLike(
  {
    strings: [oneLine('"'), oneLine("'")],
    literals: [
      { open: '"', end: cppRawString },
      { open: "'", end: digitSeparator, kind: 'code' },
    ],
  },
  'backslash',
);

const INTERPOLATED = { close: '"', interpolations: [BRACES], literals: ['{{'] };

const csharp = cLike({
  strings: [
    manyLines('$"""', 'none', { close: '"""', interpolations: [BRACES] }),
    manyLines('"""', 'none'),
    manyLines('$@"', 'doubled', INTERPOLATED),
    manyLines('@$"', 'doubled', INTERPOLATED),
    manyLines('@"', 'doubled', { close: '"' }),
    oneLine('$"', '\\', INTERPOLATED),
    oneLine('"'),
    oneLine("'"),
  ],
});

const kotlin = cLike({
  blockComments: [NESTED],
  strings: [manyLines('"""', 'none', IN_DOLLAR_BRACES), oneLine('"', '\\', IN_DOLLAR_BRACES), oneLine("'")],
});

const scala = cLike({
  blockComments: [NESTED],
  strings: [
    manyLines('"""', 'none', { ...IN_DOLLAR_BRACES, prefix: 'sf' }),
    manyLines('"""', 'none'),
    oneLine('"', '\\', { ...IN_DOLLAR_BRACES, prefix: 'sf' }),
    oneLine('"'),
  ],
  literals: [{ open: "'", end: characterOrLifetime }],
});

const rust = cLike({
  blockComments: [NESTED],
  strings: [manyLines('"')],
  literals: [
    { open: '"', end: rustRawString },
    { open: "'", end: characterOrLifetime },
  ],
});

const IN_PARENTHESES = { interpolations: [{ open: '\\(', close: ')', pair: '(' }] };

const swift = cLike({
  blockComments: [NESTED],
  strings: [
    manyLines('#"""', 'none', { close: '"""#' }),
    manyLines('"""', '\\', IN_PARENTHESES),
    oneLine('#"', 'none', { close: '"#' }),
    oneLine('"', '\\', IN_PARENTHESES),
  ],
});

const groovy = cLike({
  strings: [
    manyLines("'''"),
    manyLines('"""', '\\', IN_DOLLAR_BRACES),
    oneLine("'"),
    oneLine('"', '\\', IN_DOLLAR_BRACES),
  ],
});

const dart = cLike({
  blockComments: [NESTED],
  strings: [
    manyLines("'''", '\\', IN_DOLLAR_BRACES),
    manyLines('"""', '\\', IN_DOLLAR_BRACES),
    oneLine("'", '\\', IN_DOLLAR_BRACES),
    oneLine('"', '\\', IN_DOLLAR_BRACES),
  ],
});

const php = cLike({
  lineComments: [SLASHES, { open: '#', at: 'anywhere', notBefore: '[' }],
  strings: [
    manyLines("'"),
    manyLines('"', '\\', { interpolations: [{ open: '{$', close: '}', pair: '{' }] }),
  ],
  heredoc: { open: '<<<', flags: '', bare: 'identifier', closing: 'prefix', body: 'string' },
});

export const BRACE_LANGUAGES: Readonly<Record<string, Dialect>> = {
  javascript,
  typescript: javascript,
  go: cLike({ strings: [oneLine('"'), manyLines('`', 'none'), oneLine("'")] }),
  java: cLike({ strings: [manyLines('"""'), oneLine('"'), oneLine("'")] }),
  c,
  cpp: c,
  csharp,
  kotlin,
  scala,
  rust,
  swift,
  groovy,
  dart,
  php,
  css: { joining: 'none', blockComments: [SLASH_STAR], strings: [oneLine('"'), oneLine("'")] },
  scss: cLike({ strings: [oneLine('"'), oneLine("'")] }),
  less: cLike({ strings: [oneLine('"'), oneLine("'")] }),
  proto: cLike({ strings: [oneLine('"'), oneLine("'")] }),
  prisma: cLike({ blockComments: [], strings: [oneLine('"')] }),
  bicep: cLike({ strings: [manyLines("'''", 'none'), oneLine("'", '\\', IN_DOLLAR_BRACES)] }),
};
