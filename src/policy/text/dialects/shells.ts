import type { Dialect } from './dialect';
import { BACKTICKS, DOLLAR_PARENTHESES, manyLines, oneLine } from './strings';

const SUBSTITUTIONS = [{ open: '$((', close: ')', pair: '(' }, DOLLAR_PARENTHESES, BACKTICKS];

/** POSIX.1-2024, chapter 2, and what bash and zsh add to it. */
const shellscript: Dialect = {
  joining: 'backslash',
  joinsWords: true,
  pipes: true,
  plainWords: 'quotes',
  escape: '\\',
  arithmetic: '((',
  lineComments: [{ open: '#', at: 'word' }],
  strings: [
    manyLines("$'", '\\', { close: "'" }),
    manyLines('$"', '\\', { close: '"', interpolations: SUBSTITUTIONS }),
    manyLines("'", 'none'),
    manyLines('"', '\\', { interpolations: SUBSTITUTIONS }),
  ],
  heredoc: {
    open: '<<',
    flags: '-',
    bare: 'any',
    closing: 'tabs',
    body: 'data',
    interpolations: SUBSTITUTIONS,
  },
};

/** `about_Quoting_Rules` and `about_Special_Characters` of PowerShell's documentation. */
const powershell: Dialect = {
  joining: 'backtick',
  joinsWords: true,
  pipes: true,
  plainWords: 'escapes',
  escape: '`',
  lineComments: [{ open: '#', at: 'word' }],
  blockComments: [{ open: '<#', close: '#>' }],
  strings: [
    manyLines("@'", 'none', { close: "\n'@" }),
    manyLines('@"', '`', { close: '\n"@', interpolations: [DOLLAR_PARENTHESES] }),
    manyLines("'", 'doubled'),
    manyLines('"', '`', { interpolations: [DOLLAR_PARENTHESES] }),
  ],
};

const bat: Dialect = {
  joining: 'caret',
  joinsWords: true,
  plainWords: 'escapes',
  escape: '^',
  lineComments: [
    { open: 'rem', at: 'command', ignoreCase: true, notBefore: 'abcdefghijklmnopqrstuvwxyz0123456789_-.' },
    { open: '::', at: 'line' },
  ],
  strings: [oneLine('"', 'none')],
};

/** The Dockerfile reference, with the here-documents of BuildKit. */
const dockerfile: Dialect = {
  joining: 'backslash',
  skipsComments: true,
  plainWords: 'quotes',
  escape: '\\',
  lineComments: [{ open: '#', at: 'line' }],
  strings: [
    { ...oneLine("'", 'none'), lines: 'continued' },
    { ...oneLine('"', '\\', { interpolations: SUBSTITUTIONS }), lines: 'continued' },
  ],
  heredoc: { open: '<<', flags: '-', bare: 'identifier', closing: 'tabs', body: 'data' },
};

const makefile: Dialect = {
  joining: 'backslash',
  escape: '\\',
  lineComments: [{ open: '#', at: 'word' }],
  strings: [
    { ...oneLine("'", 'none'), lines: 'continued' },
    { ...oneLine('"'), lines: 'continued' },
  ],
};

export const SHELLS: Readonly<Record<string, Dialect>> = {
  shellscript,
  powershell,
  bat,
  dockerfile,
  makefile,
};
