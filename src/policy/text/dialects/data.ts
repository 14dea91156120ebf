/** Configuration, queries and markup. */
import { SLASHES, SLASH_STAR } from './braces';
import type { Dialect } from './dialect';
import { dollarQuote, dollarQuotedCode } from './literals';
import { DOLLAR_BRACES, manyLines, oneLine } from './strings';

const HASH = { open: '#', at: 'anywhere' } as const;
const HASH_AFTER_BLANK = { open: '#', at: 'blank' } as const;

/**
 * Block comments do not nest (in PostgreSQL they do, in MySQL they do not: reading on too early shows more to the
 * rules, never less) and `/*!` holds code. A backslash escapes nothing, for the same reason.
 */
const sql: Dialect = {
  joining: 'statement',
  lineComments: [{ open: '--', at: 'anywhere' }],
  blockComments: [{ ...SLASH_STAR, notBefore: '!' }],
  strings: [
    manyLines("E'", '\\', { close: "'", at: 'token' }),
    manyLines("e'", '\\', { close: "'", at: 'token' }),
    manyLines("'", 'doubled'),
    oneLine('"', 'doubled', { kind: 'code' }),
    oneLine('`', 'doubled', { kind: 'code' }),
  ],
  literals: [{ open: '$', end: dollarQuote, code: dollarQuotedCode }],
};

/** HCL native syntax; the text of a template directive (`%{ if … }`) is code like that of `${…}`. */
const terraform: Dialect = {
  joining: 'backslash',
  lineComments: [HASH, SLASHES],
  blockComments: [SLASH_STAR],
  strings: [
    oneLine('"', '\\', {
      interpolations: [DOLLAR_BRACES, { open: '%{', close: '}', pair: '{' }],
      literals: ['$${', '%%{'],
    }),
  ],
  heredoc: { open: '<<', flags: '-', bare: 'identifier', closing: 'indented', body: 'lines' },
};

/** Plain and block scalars are code, since the scripts of pipelines stand in them. */
const yaml: Dialect = {
  joining: 'backslash',
  lineComments: [HASH_AFTER_BLANK],
  strings: [oneLine('"', '\\', { at: 'token' }), oneLine("'", 'doubled', { at: 'token' })],
};

const json: Dialect = {
  joining: 'none',
  lineComments: [SLASHES],
  blockComments: [SLASH_STAR],
  strings: [oneLine('"'), oneLine("'")],
};

const toml: Dialect = {
  joining: 'none',
  lineComments: [HASH],
  strings: [manyLines('"""'), manyLines("'''", 'none'), oneLine('"'), oneLine("'", 'none')],
};

const markup: Dialect = { joining: 'none', blockComments: [{ open: '<!--', close: '-->' }] };

export const DATA_LANGUAGES: Readonly<Record<string, Dialect>> = {
  sql,
  terraform,
  yaml,
  json,
  toml,
  ini: {
    joining: 'backslash',
    lineComments: [
      { open: '#', at: 'line' },
      { open: ';', at: 'line' },
    ],
  },
  properties: {
    joining: 'backslash',
    lineComments: [
      { open: '#', at: 'line' },
      { open: '!', at: 'line' },
    ],
  },
  dotenv: {
    joining: 'none',
    lineComments: [HASH_AFTER_BLANK],
    strings: [oneLine('"', '\\', { at: 'token' }), oneLine("'", 'none', { at: 'token' })],
  },
  graphql: { joining: 'none', lineComments: [HASH], strings: [manyLines('"""'), oneLine('"')] },
  rego: { joining: 'none', lineComments: [HASH], strings: [oneLine('"'), manyLines('`', 'none')] },
  cmake: {
    joining: 'none',
    lineComments: [HASH],
    blockComments: [{ open: '#[[', close: ']]' }],
    strings: [manyLines('"')],
  },
  nginx: {
    joining: 'none',
    lineComments: [HASH_AFTER_BLANK],
    strings: [oneLine('"', '\\', { at: 'token' }), oneLine("'", '\\', { at: 'token' })],
  },
  html: markup,
  xml: markup,
  markdown: { joining: 'none', fences: true },
};
