/** Here-documents: what opens one, where it ends, and who reads it. */
import {
  isBlank,
  isCapital,
  isDigit,
  isLetter,
  isWord,
  lineEnd,
  RETURN,
  skipBlanks,
  TAB,
} from '../characters';
import type { HeredocRule } from '../dialects/dialect';
import { canonicalLanguage, languageOfInterpreter, languageOfPath, languageOfShebang } from '../languages';

export interface Heredoc {
  readonly rule: HeredocRule;
  /** Offset of its `<<`, and the offset behind its word. */
  readonly at: number;
  readonly end: number;
  readonly word: string;
  /** Nothing inside is expanded. */
  readonly quoted: boolean;
  readonly flagged: boolean;
}

const LONGEST_WORD = 64;
const QUOTES = '\'"';
const OTHER_WORD_CHARACTERS = new Set([...'_.!@%+:,/=^~-'].map((c) => c.charCodeAt(0)));

/** The here-document that opens at `at`; undefined for a shift, a here-string and the like. */
export function heredocAt(text: string, at: number, limit: number, rule: HeredocRule): Heredoc | undefined {
  const before = text.charCodeAt(at - 1);
  if (before === rule.open.charCodeAt(0)) return undefined;
  if (rule.bare === 'capital' && (isWord(before) || before === 41 || before === 93)) return undefined;
  let i = at + rule.open.length;
  const flagged = i < limit && rule.flags.includes(text.charAt(i));
  if (flagged) i++;
  if (rule.bare !== 'capital') i = skipBlanks(text, i, limit);
  if (i >= limit) return undefined;

  const first = text.charAt(i);
  const escaped = first === '\\' && rule.bare === 'any';
  const quoted = QUOTES.includes(first);
  if (quoted || escaped) i++;
  const start = i;
  const end = Math.min(limit, start + LONGEST_WORD);
  while (i < end && (quoted ? isInside(text.charAt(i), first) : isBare(text.charCodeAt(i), rule))) i++;
  if (i === start || (quoted && text.charAt(i) !== first)) return undefined;
  if (!quoted && !startsWell(text.charCodeAt(start), rule)) return undefined;
  return {
    rule,
    at,
    end: quoted ? i + 1 : i,
    word: text.slice(start, i),
    quoted: escaped || first === "'" || (quoted && rule.bare === 'any'),
    flagged,
  };
}

const isInside = (c: string, quote: string): boolean => c !== quote && c !== '\n';

const isBare = (c: number, rule: HeredocRule): boolean =>
  isWord(c) || (rule.bare === 'any' && OTHER_WORD_CHARACTERS.has(c));

function startsWell(c: number, { bare }: HeredocRule): boolean {
  if (bare === 'any') return true;
  return bare === 'capital' ? isCapital(c) : isLetter(c) || c === 95 || (c > 127 && !isDigit(c));
}

export interface Closing {
  /** Start of the closing line, and its end without the line end. */
  readonly start: number;
  readonly end: number;
}

/** The line that closes a here-document whose body starts at `from`. */
export function closingOf(text: string, from: number, limit: number, heredoc: Heredoc): Closing | undefined {
  for (let start = from; start < limit;) {
    if (closesAt(text, start, limit, heredoc)) return { start, end: lineEnd(text, start, limit) };
    start = lineEnd(text, start, limit) + 1;
  }
  return undefined;
}

function closesAt(text: string, start: number, limit: number, { rule, word, flagged }: Heredoc): boolean {
  let at = start;
  if (rule.closing !== 'tabs') at = skipBlanks(text, start, limit);
  else if (flagged) while (text.charCodeAt(at) === TAB) at++;
  const end = at + word.length;
  if (end > limit || !text.startsWith(word, at)) return false;
  if (rule.closing === 'prefix') return end === limit || !isWord(text.charCodeAt(end));
  let rest = end;
  while (
    rest < limit &&
    (isBlank(text.charCodeAt(rest)) ? rule.closing !== 'tabs' : text.charCodeAt(rest) === RETURN)
  ) {
    rest++;
  }
  return rest === limit || text.charCodeAt(rest) === 10;
}

const LONGEST_COMMAND = 256;

/**
 * The language in which a command reads the here-document that is its input, seen from the words of its line:
 * `bash`, `ssh host`, `psql`; `plaintext` for a program whose language has no dialect. Undefined where it is data.
 */
export function readerLanguage(text: string, { at, end }: Heredoc, limit: number): string | undefined {
  const first = Math.max(text.lastIndexOf('\n', at) + 1, at - LONGEST_COMMAND);
  const last = Math.min(lineEnd(text, end, Math.min(limit, end + LONGEST_COMMAND)), limit);
  const before = text
    .slice(first, at)
    .split(/;|&&|\|\|/)
    .at(-1)!;
  const after = text.slice(end, last).split(/;|&&|\|\|/)[0]!;
  if (/^\s*RUN(?:\s+--\S+)*\s*$/i.test(before)) return 'shellscript';
  const command = `${before} ${after}`;
  if (/\bsudo\s+(?:-\S+\s+)*(?:-[a-zA-Z]*[is]\b|--login|--shell)/.test(command)) return 'shellscript';
  const words = command.replace(/>{1,2}\s*\S+/g, ' ').split(/[\s'"|&()<>`$={}]+/);
  const reader = words
    .map((word) => word.slice(word.lastIndexOf('/') + 1))
    .map((word) => READERS.get(word) ?? languageOfInterpreter(word))
    .findLast((language) => language !== undefined);
  return reader ?? scriptLanguage(command);
}

/** What is written to a file to be run is a script in its language; what is written to any other is data. */
function scriptLanguage(command: string): string | undefined {
  const target = /(?:>{1,2}|\btee(?:\s+-\w+)*)\s*["']?([^\s"'<>|;&-][^\s"'<>|;&]*)/.exec(command)?.[1];
  const language = target === undefined ? undefined : languageOfPath(target);
  return language !== undefined && SCRIPTS.has(language) ? language : undefined;
}

const SCRIPTS = new Set(
  'shellscript powershell bat python javascript typescript ruby perl php sql makefile dockerfile groovy'.split(
    ' ',
  ),
);

/** Commands that are no interpreters themselves and yet carry out what they read. */
const READERS: ReadonlyMap<string, string> = new Map([
  ...['ssh', 'su', 'eval', 'source', 'stdin', 'at', 'batch', 'parallel'].map((command): [string, string] => [
    command,
    'shellscript',
  ]),
  ...['kubectl', 'oc'].map((command): [string, string] => [command, 'yaml']),
  ...['redis-cli', 'expect', 'ftp', 'sftp', 'cypher-shell', 'influx', 'diskutil', 'fdisk', 'parted'].map(
    (command): [string, string] => [command, 'plaintext'],
  ),
]);

/** Words that name the language of the text they close. */
const LANGUAGE_WORDS = new Set(
  'SH BASH ZSH SHELL PYTHON PY RUBY PERL JS JAVASCRIPT JSON YAML YML SQL PSQL HTML XML POWERSHELL PWSH PS1'.split(
    ' ',
  ),
);

/** The language of a body that another language holds, from its word or its `#!`. Undefined where nothing tells. */
export function bodyLanguage(
  text: string,
  { rule, word }: Heredoc,
  from: number,
  to: number,
): string | undefined {
  if (rule.body !== 'lines') return undefined;
  if (LANGUAGE_WORDS.has(word.toUpperCase())) return canonicalLanguage(word);
  const start = skipBlanks(text, from, to);
  return languageOfShebang(text.slice(start, Math.min(lineEnd(text, start, to), start + LONGEST_COMMAND)));
}
