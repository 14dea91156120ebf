import { canonicalLanguage } from '../languages';

/** How a language writes settings. */
export interface Notation {
  /** Keys before a `:` are parents by their indentation. */
  readonly indents: boolean;
  /** `[name]` on a line of its own. */
  readonly sections: boolean;
  /** Every name before a `{` is a parent (HCL's labels), and the block is a setting itself. */
  readonly labels: boolean;
  /** A value directly behind `=` ends at white space; `key: value` stands only in embedded data. */
  readonly words: boolean;
  /** A value goes on to the end of its line, whatever stands in it. */
  readonly wholeLines: boolean;
}

const among = (...languages: readonly string[]): ReadonlySet<string> => new Set(languages);

const INDENTS = among('yaml', 'shellscript');
const SECTIONS = among('toml', 'ini');
const WHOLE_LINES = among('ini', 'properties', 'dotenv');
const WORDS = among(
  'shellscript',
  'dockerfile',
  'makefile',
  'bat',
  'powershell',
  'html',
  'xml',
  'markdown',
  'plaintext',
);

export function notationOf(language: string | undefined): Notation {
  const id = language === undefined ? 'plaintext' : canonicalLanguage(language);
  return {
    indents: INDENTS.has(id),
    sections: SECTIONS.has(id),
    labels: id === 'terraform',
    words: WORDS.has(id),
    wholeLines: WHOLE_LINES.has(id),
  };
}
