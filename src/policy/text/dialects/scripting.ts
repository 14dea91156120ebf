import type { Dialect, StringRule } from './dialect';
import { docstring, percentLiteral, regexLiteral } from './literals';
import { BRACES, HASH_BRACES, manyLines, oneLine } from './strings';

const HASH = { open: '#', at: 'anywhere' } as const;
const FORMATTED = { prefix: 'fFtT', interpolations: [BRACES], literals: ['{{'] };

const python: Dialect = {
  joining: 'backslash',
  lineComments: [HASH],
  strings: [
    manyLines('"""', '\\', FORMATTED),
    manyLines("'''", '\\', FORMATTED),
    manyLines('"""'),
    manyLines("'''"),
    oneLine('"', '\\', FORMATTED),
    oneLine("'", '\\', FORMATTED),
    oneLine('"'),
    oneLine("'"),
  ],
  literals: ['"""', "'''"].map((open) => ({ open, end: docstring, kind: 'comment' })),
};

const IN_HASH_BRACES = { interpolations: [HASH_BRACES] };

const ruby: Dialect = {
  joining: 'backslash',
  lineComments: [HASH],
  blockComments: [{ open: '=begin', close: '\n=end', at: 'column' }],
  strings: [manyLines("'"), manyLines('"', '\\', IN_HASH_BRACES), manyLines('`', '\\', IN_HASH_BRACES)],
  literals: [
    { open: '/', end: regexLiteral },
    { open: '%', end: percentLiteral },
  ],
  heredoc: { open: '<<', flags: '-~', bare: 'capital', closing: 'indented', body: 'string' },
};

/** Quotes stand in many regular expressions, so no string runs over a line end here. */
const perl: Dialect = {
  joining: 'none',
  lineComments: [{ open: '#', at: 'blank' }],
  blockComments: ['=pod', '=head', '=over', '=item', '=begin', '=for', '=encoding'].map((open) => ({
    open,
    close: '\n=cut',
    at: 'column' as const,
  })),
  strings: [oneLine('"'), oneLine("'", '\\', { at: 'token' }), oneLine('`')],
  heredoc: { open: '<<', flags: '~', bare: 'capital', closing: 'indented', body: 'string' },
};

const luaLongString = (level: string): StringRule => manyLines(`[${level}[`, 'none', { close: `]${level}]` });

const lua: Dialect = {
  joining: 'none',
  lineComments: [{ open: '--', at: 'anywhere' }],
  blockComments: ['', '=', '=='].map((level) => ({ open: `--[${level}[`, close: `]${level}]` })),
  strings: [...['', '=', '=='].map(luaLongString), oneLine('"'), oneLine("'")],
};

const elixir: Dialect = {
  joining: 'none',
  lineComments: [HASH],
  strings: [
    manyLines('"""', '\\', IN_HASH_BRACES),
    manyLines("'''", '\\', IN_HASH_BRACES),
    oneLine('"', '\\', IN_HASH_BRACES),
    oneLine("'", '\\', IN_HASH_BRACES),
  ],
};

export const SCRIPTING_LANGUAGES: Readonly<Record<string, Dialect>> = {
  python,
  ruby,
  perl,
  lua,
  elixir,
  r: { joining: 'none', lineComments: [HASH], strings: [manyLines('"'), manyLines("'")] },
};
