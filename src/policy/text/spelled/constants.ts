/** Variables of programming languages that hold a string, or a list of words. */
import { relationOf } from './relations';
import type { StringLiteral } from './literals';
import type { Replacement } from './rewritten';
import { SpanWalk } from './spanWalk';
import type { Span } from '../types';
import { added, Variables, type Value } from './variables';

const MODIFIERS =
  'export|const|let|var|val|final|static|private|public|protected|internal|readonly|my|our|local|mut|auto|char|[sS]tring|def';

const ASSIGNMENTS = new RegExp(
  [
    String.raw`(?:^|[\n;{])[ \t]*(?:(?:${MODIFIERS})(?:\[\])?[ \t*]+){0,5}[$@]?(?<name>[A-Za-z_]\w{0,63})(?:\[\d{0,9}\])?(?:[ \t]*:[ \t]*[\w&'<>\[\] ?]{1,40}|[ \t]+string)?[ \t]*(?<operator>:=|=(?![=>~])|\+=|\.=)\s{0,40}(?<list>(?:&|vec!|\[\]string|listOf|List\.of|Arrays\.asList|new[ \t]*(?:\w+)?\[\])?[ \t]*[\[({]\s*)?`,
    String.raw`\b(?:def|func|function|fn|fun|for|foreach)\b(?<parameters>[^\n{]{1,200})`,
  ].join('|'),
  'g',
);

/** Behind the value of a variable, with nothing that adds to it. */
const STATEMENT_END = /[ \t]*(?:[;\r\n})#]|\/\/|$)/y;
const LIST_END = /\s*,?\s*[\])}]/y;

export function constantsOf(
  text: string,
  spans: readonly Span[],
  literals: readonly StringLiteral[],
  language: string,
): { readonly constants: Variables; readonly sums: readonly Replacement[] } {
  const sums: Replacement[] = [];
  const variables = new Variables();
  const walk = new SpanWalk(spans);
  let next = 0;
  for (const match of text.matchAll(ASSIGNMENTS)) {
    const groups = match.groups!;
    const { index } = match;
    if (walk.kind(index + match[0].search(/[^\s;{]/)) !== 'code') continue;
    const end = index + match[0].length;
    if (groups['parameters'] !== undefined) {
      for (const [name] of groups['parameters'].matchAll(/\w+/g)) variables.set(name, index, undefined);
      continue;
    }
    while (next < literals.length && literals[next]!.start < end) next++;
    const name = groups['name']!;
    const operator = groups['operator']!;
    const written =
      groups['list'] === undefined
        ? valueAt(text, literals, next, end)
        : listAt(text, literals, next, end, language);
    const isAdded = operator === '+=' || operator === '.=';
    const value = isAdded ? added(variables.valueAt(name, index), written) : written;
    variables.set(name, written?.end ?? end, value);
    const literal = literals[next];
    if (isAdded && value && literal && groups['list'] === undefined) {
      const from = end - match[0].length + match[0].lastIndexOf(operator);
      sums.push({ start: from, end: literal.to, text: `= ${literal.quote}${value.text}` });
    }
  }
  return { constants: variables, sums };
}

interface Written extends Value {
  readonly end: number;
}

function valueAt(
  text: string,
  literals: readonly StringLiteral[],
  index: number,
  at: number,
): Written | undefined {
  const literal = literals[index];
  if (!literal || literal.start > at + 2 || literal.interpolated.length > 0) return undefined;
  // A prefix such as `f` or `r` may stand before it.
  if (/[^\w$@&*]/.test(text.slice(at, literal.start))) return undefined;
  STATEMENT_END.lastIndex = literal.end;
  return STATEMENT_END.test(text)
    ? { text: text.slice(literal.from, literal.to), isWritten: true, end: literal.end }
    : undefined;
}

const MAX_WORDS = 30;

function listAt(
  text: string,
  literals: readonly StringLiteral[],
  index: number,
  at: number,
  language: string,
): Written | undefined {
  const words: string[] = [];
  for (let i = index; i < literals.length && words.length < MAX_WORDS; i++) {
    const literal = literals[i]!;
    if (i === index ? literal.start !== at : relationOf(text, literals[i - 1]!, literal, language) !== 'list')
      return undefined;
    const word = text.slice(literal.from, literal.to);
    if (literal.interpolated.length > 0 || !isWord(word)) return undefined;
    words.push(word);
    LIST_END.lastIndex = literal.end;
    if (LIST_END.test(text)) return { text: words.join(' '), isWritten: false, end: literal.end };
  }
  return undefined;
}

/** One word of a command line, which can stand in it without quotes. */
export const isWord = (content: string): boolean => /^[^\s"'`;|&()<>]{1,300}$/.test(content);
