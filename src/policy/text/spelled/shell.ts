/** What a POSIX shell makes of its words before it runs them. */
import type { Span } from '../types';
import { aliasReplacements } from './aliases';
import { isRun } from './isRun';
import type { Replacement } from './rewritten';
import { SpanWalk } from './spanWalk';
import { added, Variables, type Value } from './variables';

const NAME = String.raw`[A-Za-z_]\w{0,63}`;

const RUNNERS =
  'time|setsid|unbuffer|caffeinate|stdbuf|ionice|chrt|taskset|strace|watch|parallel|chronic|flock|chroot|runuser|setpriv';
/** Those of them that take a word for themselves. */
const TAKES_WORD = /^(?:flock|chroot|runuser|setpriv)\b/;

const ROUNDABOUT = new RegExp(String.raw`[$"'{]|\b(?:xargs|${RUNNERS})[ \t]`);

/** Whether a text holds any of what is looked for here. */
export const mayBeRoundabout = (text: string): boolean => ROUNDABOUT.test(text);

/** Everything that gives a variable a value, takes it away, or asks for it; and words that are written otherwise. */
const WORDS = new RegExp(
  [
    String.raw`\$'(?<ansi>(?:[^'\\\n]|\\.){1,500})'`,
    // printf and echo read these.
    String.raw`(?<bytes>(?:\\x[0-9A-Fa-f]{2}){2,100})`,
    String.raw`\\[\s\S]`,
    // Where a command is, or what it is called.
    String.raw`(?:\$\(|\x60)(?:which|command[ \t]+-v|type[ \t]+-[pP]|echo)[ \t]+(?<located>[\w.\/-]{1,60})[)\x60]`,
    String.raw`(?<![\w$.\/-])(?<assigned>${NAME})(?<index>\[\w{0,20}\])?(?<adds>\+)?=`,
    // fish
    String.raw`\bset[ \t]+(?:-[a-zA-Z]{1,4}[ \t]+){1,3}(?<given>${NAME})[ \t]+(?<words>[^\s;&|()<>$"'\x60]{1,200})(?=[ \t]*(?:[\n;&|]|$))`,
    String.raw`(?<separator>\$\{IFS[^}\n]{0,20}\}|\$IFS(?:\$\d)?(?!\w))`,
    String.raw`\$(?<plain>${NAME})`,
    String.raw`\$\{(?<braced>${NAME})(?:\[[@*]\]|:?[?=-](?<otherwise>[^}\n]{0,99})|%\/)?\}`,
    String.raw`\$\{\{\s{0,9}(?:env|vars|inputs|variables|parameters)\.(?<expression>${NAME})\s{0,9}\}\}`,
    String.raw`\bfor[ \t]+(?<each>${NAME})[ \t]+in[ \t]+(?<list>[^;\n]{1,400})(?=;|\n)`,
    String.raw`\b(?:read|unset|getopts|mapfile|readarray)\b(?<unknown>[^\n;|&]{1,200})`,
    String.raw`(?<![^\s;&|(])\{(?<braces>[\w.\/~-]{1,99}(?:,[\w.\/~-]{1,99}){1,20})\}(?=[\s;&|)]|$)`,
    // Commands that run another one, with their options and what they ask for before it.
    String.raw`(?<![^\s;&|({!@])(?<runner>(?:${RUNNERS})(?:[ \t]+--?\w[^\s;&|]{0,60}(?:[ \t]+\d{1,9}(?=[ \t]))?){0,4})[ \t]+(?=[\w.\/$"'\\])`,
    // What is echoed to xargs is what its command is run with.
    String.raw`\b(?:echo|printf(?:[ \t]+["']?%s(?:\\[n0])?["']?)?)[ \t]+(?<input>[^|;&\n()<>\x60]{1,200}?)[ \t]*\|[ \t]*(?:sudo[ \t]+)?xargs\b(?<command>[^|;&\n]{1,200})`,
  ].join('|'),
  'g',
);

/** Ways in which other files give the variables of the shell scripts in them a value. */
const SETTINGS: Readonly<Record<string, RegExp>> = {
  dockerfile: /^[ \t]*(?:ENV|ARG)[ \t]+(?<name>[A-Za-z_]\w{0,63})[ \t]+(?<value>[^\s=][^\n]{0,200})$/gm,
  yaml: /^[ \t]*(?:-[ \t]+)?(?:(?<name>[A-Z][A-Z0-9_]{1,63}):[ \t]+(?<value>[^\n]{1,300})|name:[ \t]+(?<named>\w{1,64})[ \t]*\n[ \t]+value:[ \t]+(?<given>[^\n]{1,300}))$/gm,
};

export function shellReplacements(text: string, spans: readonly Span[], language: string): Replacement[] {
  const found: Replacement[] = [];
  const variables = new Variables();
  const settings = settingsOf(text, language);
  const walk = new SpanWalk(spans);
  /** Up to where the last value goes: nothing in it is an assignment. */
  let valueEnd = 0;
  for (const match of text.matchAll(WORDS)) {
    const at = match.index;
    while (settings.length > 0 && settings[0]!.at <= at) {
      const { name, at: from, value } = settings.shift()!;
      variables.set(name, from, { text: value, isWritten: true });
    }
    const span = walk.at(at);
    if (!span || span.kind === 'comment' || span.kind === 'heredoc') continue;
    const groups = match.groups!;
    const end = at + match[0].length;
    const inString = span.kind === 'string';
    if (groups['bytes'] !== undefined) {
      const word = decodeEscapes(groups['bytes']);
      if (word !== undefined && inString) found.push({ start: at, end, text: word });
      continue;
    }
    if (inString && text.charAt(span.start) === "'" && language !== 'yaml') continue;
    if (groups['ansi'] !== undefined) {
      const word = decodeEscapes(groups['ansi']);
      if (word !== undefined) found.push({ start: at, end, text: word });
    } else if (groups['located'] !== undefined) found.push({ start: at, end, text: groups['located'] });
    else if (groups['separator'] !== undefined) found.push({ start: at, end, text: ' ' });
    else if (groups['assigned'] !== undefined && (inString || at < valueEnd)) continue;
    else if (groups['braces'] !== undefined) {
      if (!inString && startsCommand(text, at))
        found.push({ start: at, end, text: groups['braces'].replaceAll(',', ' ') });
    } else if (groups['assigned'] !== undefined) {
      const name = groups['assigned'];
      const { value, end: behind } = shellValue(text, end, variables);
      const isPlain = groups['index'] === undefined && groups['adds'] === undefined;
      // More words of an array are words of their own.
      const glue = text.charAt(end) === '(' ? ' ' : '';
      const sum = groups['adds'] === undefined ? undefined : added(variables.valueAt(name, at), value, glue);
      variables.set(name, end, isPlain ? value : sum);
      valueEnd = behind;
    } else if (groups['given'] !== undefined) {
      if (!inString) variables.set(groups['given'], end, { text: groups['words']!, isWritten: true });
    } else if (groups['each'] !== undefined) {
      const list = groups['list']!.replace(/["']/g, '').trim();
      variables.set(
        groups['each'],
        end,
        /[`(]/.test(list) ? undefined : expanded(list, false, variables, at),
      );
    } else if (groups['runner'] !== undefined) {
      const behind = TAKES_WORD.test(match[0]) ? wordEnd(text, end) : end;
      if (!inString && startsCommand(text, at)) found.push({ start: at, end: behind, text: 'command ' });
    } else if (groups['command'] !== undefined) {
      if (!inString) found.push(...handedOver(match[0], groups['input']!, groups['command'], at));
    } else if (groups['unknown'] !== undefined) {
      for (const [name] of groups['unknown'].matchAll(/\w+/g)) variables.set(name, end, undefined);
    } else {
      const name = groups['plain'] ?? groups['braced'] ?? groups['expression'];
      const value =
        name === undefined ? undefined : (variables.valueAt(name, at) ?? fallback(groups['otherwise']));
      if (!value || !fits(value.text, inString)) continue;
      // make takes a dollar sign for its own unless there are two.
      if (language === 'makefile') {
        if (text.charAt(at - 1) === '$') found.push({ start: at - 1, end, text: value.text, isValue: true });
        continue;
      }
      // The words of an array stay words, for all the quotes around it.
      const isArray = inString && match[0].endsWith('[@]}') && span.start === at - 1 && span.end === end + 1;
      const range = isArray ? { start: span.start, end: span.end } : { start: at, end };
      const isCommand = isRun(text, at, value.text);
      found.push({
        ...range,
        text: value.text,
        ...(value.isWritten && { isValue: true as const }),
        ...(isCommand && { isRun: true as const }),
      });
    }
  }
  if (language === 'shellscript') found.push(...aliasReplacements(text, spans));
  return found;
}

function settingsOf(text: string, language: string): { at: number; name: string; value: string }[] {
  const pattern = SETTINGS[language];
  if (!pattern) return [];
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { name, value, named, given } = match.groups!;
    const written = (value ?? given)!.split(' #')[0]!.trim();
    const plain = /^(["']?)([^"'#{}|>&*\s$][^"'$]*)\1$/.exec(written)?.[2];
    return plain === undefined ? [] : [{ at: match.index, name: (name ?? named)!, value: plain }];
  });
}

/** Whether a value can stand where its variable does without opening or closing a string. */
function fits(value: string, inString: boolean): boolean {
  if (value.includes('\n')) return false;
  if (inString) return !value.includes('"');
  return value.split('"').length % 2 === 1 && value.split("'").length % 2 === 1;
}

/** The end of the word at `at`, and of the blanks behind it. */
function wordEnd(text: string, at: number): number {
  const limit = Math.min(text.length, at + 200);
  let end = at;
  while (end < limit && !' \t\n;&|'.includes(text.charAt(end))) end++;
  while (end < limit && ' \t'.includes(text.charAt(end))) end++;
  return end;
}

/** Puts what `xargs` reads where it hands it over: for `{}`, or behind its command; the pipeline starts at `at`. */
function handedOver(pipeline: string, input: string, command: string, at: number): Replacement[] {
  const pipe = at + pipeline.indexOf('|');
  const end = at + pipeline.trimEnd().length;
  const place = at + pipeline.length - command.length + command.indexOf(' {}');
  return [
    { start: pipe, end: pipe + 1, text: ';' },
    command.includes(' {}')
      ? { start: place + 1, end: place + 3, text: input }
      : { start: end, end, text: ` ${input}` },
  ];
}

const startsCommand = (text: string, at: number): boolean => {
  let before = at;
  while (before > 0 && (text.charAt(before - 1) === ' ' || text.charAt(before - 1) === '\t')) before--;
  return before === 0 || '\n;&|({!@-:'.includes(text.charAt(before - 1));
};

const LONGEST_ASSIGNMENT = 600;

interface Assigned {
  readonly value: Value | undefined;
  /** Where it ends, whatever it is. */
  readonly end: number;
}

/** The value that stands behind a `=`; not known where a command gives it or an argument of the script. */
function shellValue(text: string, from: number, variables: Variables): Assigned {
  const end = Math.min(text.length, from + LONGEST_ASSIGNMENT);
  if (text.charAt(from) === '(') return arrayValue(text, from + 1, end, variables);
  let value = '';
  let at = from;
  while (at < end && !' \t\r\n;&|()<>'.includes(text.charAt(at))) {
    const c = text.charAt(at);
    if (c === '`' || text.startsWith('$(', at)) return { value: undefined, end: at };
    if (c === '"' || c === "'") {
      const close = closing(text, at, end);
      if (close < 0) return { value: undefined, end };
      const part = text.slice(at + 1, close);
      if (c === '"' && /`|\$\(/.test(part)) return { value: undefined, end: close };
      value += c === '"' ? part.replace(/\\(["\\])/g, '$1') : part;
      at = close + 1;
    } else {
      if (c === '\\') at++;
      value += text.charAt(at++);
    }
  }
  if (at >= end && end < text.length) return { value: undefined, end };
  const isWritten = text.startsWith(value, from) || text.startsWith(value, from + 1);
  return { value: expanded(value, isWritten, variables, from), end: at };
}

function arrayValue(text: string, from: number, end: number, variables: Variables): Assigned {
  const close = text.slice(from, end).indexOf(')');
  if (close < 0) return { value: undefined, end };
  const words = text.slice(from, from + close);
  if (/[`#(]/.test(words)) return { value: undefined, end: from + close };
  const plain = words.replace(/["']/g, '').replace(/\s+/g, ' ').trim();
  return { value: expanded(plain, plain === words, variables, from), end: from + close };
}

/** Offset of the quotation mark that closes the string at `at`, or -1. */
function closing(text: string, at: number, end: number): number {
  const quote = text.charAt(at);
  for (let i = at + 1; i < end; i++) {
    const c = text.charAt(i);
    if (c === '\\' && quote === '"') i++;
    else if (c === quote) return i;
  }
  return -1;
}

/** What a variable that is not set is taken for: `${DATA:-/var/lib/app}`. */
const fallback = (written: string | undefined): Value | undefined =>
  written !== undefined && /^\/[\w./-]+$/.test(written) ? { text: written, isWritten: false } : undefined;

function expanded(text: string, isWritten: boolean, variables: Variables, at: number): Value | undefined {
  const value = text.replace(
    /\$\{(\w+):?[=-]([^}\n]{0,99})\}|\$\{?(\w+)\}?/g,
    (whole, named: string | undefined, otherwise: string | undefined, name: string | undefined) =>
      variables.valueAt(name ?? named!, at)?.text ?? fallback(otherwise)?.text ?? whole,
  );
  // What the caller hands over is not known here.
  return /\$\{?[\d@*#?!]/.test(value) ? undefined : { text: value, isWritten: isWritten && value === text };
}

const NAMED_ESCAPES: Readonly<Record<string, string>> = {
  n: ' ',
  t: ' ',
  r: ' ',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

/** The word that `$'…'` stands for, if it is a simple one. */
function decodeEscapes(word: string): string | undefined {
  const decoded = word.replace(
    /\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{4})|([0-7]{1,3})|(.))/g,
    (_, hex: string | undefined, unicode: string | undefined, octal: string | undefined, other = '') => {
      const code = hex ?? unicode;
      if (code !== undefined) return String.fromCharCode(parseInt(code, 16));
      return octal === undefined ? (NAMED_ESCAPES[other] ?? other) : String.fromCharCode(parseInt(octal, 8));
    },
  );
  return /^[\w./~ :=+,@%*-]+$/.test(decoded) ? decoded : undefined;
}
