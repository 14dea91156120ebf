/** Names that a program gives to a part of a cloud or a store, and asks a few lines below to be deleted. */
import type { Span } from '../types';
import type { Replacement } from './rewritten';
import { SpanWalk } from './spanWalk';
import { Variables, type Value } from './variables';

const OWNER = String.raw`(?:(?:self|this)(?:\.|->))?[$@]?`;
/** Only what takes something away is asked of a handle in vain: `bucket.delete()`. */
const CALL =
  /(?:\.|->)(?:begin_?)?(?:delete|destroy|drop|terminate|remove|purge|truncate|flush|clear|empty)\w{0,40}!?\s{0,4}\(/gi;
const CALLED = new RegExp(String.raw`(?<![\w.$>])${OWNER}(?<name>[A-Za-z_]\w{0,63})[!?]?$`, 'i');
/** UTF-16 units; what is called is no longer, with what stands before it. */
const LONGEST_CALLED = 80;
/** What may follow a name that is given something. */
const GIVING = /^[ \t]*(?:[,:=]|in\b|of\b)/;

const GIVEN = new RegExp(
  [
    String.raw`\bfor(?:each)?\b[ \t(]{0,4}(?:[\w.<>]{1,40}[ \t]+){0,2}(?:_[ \t]*,[ \t]*)?\$?(?<item>[A-Za-z_]\w{0,63})[ \t]*(?:\b(?:in|of)\b|:=[ \t]*range\b|:)[ \t]*`,
    String.raw`(?<![\w.$>])${OWNER}(?<name>[A-Za-z_]\w{0,63})(?:[ \t]*,[ \t]*\w{1,20})?(?:[ \t]*:[ \t]*[\w.<>\[\]?|]{1,60})?[ \t]*(?::=|=(?![=>~]))\s{0,40}`,
  ].join('|'),
  'g',
);

/** What hands out parts of a cloud or a store, or a client of one. */
const GIVER =
  /bucket|container|stack|cluster|database|dataset|table|topic|subscription|queue|namespace|volume|instance|snapshot|collection|share|file_?system|group|keyspace|index|stream|disk|vault|repo|client|session|project|boto3|storage/i;
const CALLS = /^(?:new |&)?[A-Za-z_$@][\w.$:>?!-]*[([{]/;

/** UTF-16 units. */
const LONGEST = 240;
/** Further ones of a text are not followed: nobody writes so many within one window. */
const MAX_GIVEN = 100;

/** Writes out what a name stands for in front of the call that deletes it: `client.bucket("x").delete()`. */
export function handleReplacements(text: string, spans: readonly Span[]): Replacement[] {
  const uses = usesIn(text);
  if (uses.length === 0) return [];
  const names = new Set(uses.map(({ name }) => name).filter((name) => mayBeGiven(text, name)));
  const handles = handlesOf(text, names);
  if (handles.isEmpty) return [];
  const walk = new SpanWalk(spans);
  return uses.flatMap(({ name, start, end }) => {
    const value = handles.valueAt(name, start);
    if (!value || walk.kind(start) !== 'code') return [];
    return { start, end, text: value.text, isValue: true as const };
  });
}

interface Use {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

function usesIn(text: string): Use[] {
  const uses: Use[] = [];
  for (const { index: end } of text.matchAll(CALL)) {
    const called = CALLED.exec(text.slice(Math.max(0, end - LONGEST_CALLED), end));
    if (called) uses.push({ name: called.groups!['name']!, start: end - called[0].length, end });
  }
  return uses;
}

/** Whether a name stands anywhere as if it were given something: most do not, and need not be looked for further. */
function mayBeGiven(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const end = at + name.length;
    if (GIVING.test(text.slice(end, end + 40))) return true;
  }
  return false;
}

function handlesOf(text: string, names: ReadonlySet<string>): Variables {
  const handles = new Variables();
  if (names.size === 0) return handles;
  let given = 0;
  for (const match of text.matchAll(GIVEN)) {
    const { item, name = item } = match.groups!;
    if (name === undefined || !names.has(name)) continue;
    if (++given > MAX_GIVEN) break;
    const end = match.index + match[0].length;
    handles.set(name, end, givenAt(text, end, item !== undefined));
  }
  return handles;
}

function givenAt(text: string, at: number, isLoop: boolean): Value | undefined {
  const from = at + (/^await\s{1,4}/.exec(text.slice(at, at + 10))?.[0].length ?? 0);
  const end = expressionEnd(text, from, isLoop);
  if (end === undefined) return undefined;
  const given = text
    .slice(from, end)
    .replace(/\s*\n\s*/g, '')
    .trim();
  return CALLS.test(given) && GIVER.test(given) && /[)\]]$/.test(given)
    ? { text: given, isWritten: true }
    : undefined;
}

const OPENING = '([{';
const CLOSING = ')]}';
const OPERATORS = '+*/%|?';

/** The end of one chain of calls, over line ends where a dot goes on; undefined where it is anything else. */
function expressionEnd(text: string, from: number, isLoop: boolean): number | undefined {
  const limit = Math.min(text.length, from + LONGEST);
  let depth = 0;
  for (let at = from; at < limit; at++) {
    const c = text.charAt(at);
    if (c === '"' || c === "'" || c === '`') {
      const close = text.indexOf(c, at + 1);
      if (close < 0 || close >= limit) return undefined;
      at = close;
    } else if (depth === 0 && isLoop && (c === ':' || c === '{')) return at;
    else if (OPENING.includes(c)) depth++;
    else if (CLOSING.includes(c)) {
      if (depth-- === 0) return at;
    } else if (depth > 0) continue;
    else if (c === ';' || c === ',' || c === '#') return at;
    else if (c === '\n' && !/^\s*(?:\.\w|\?\.|->)/.test(text.slice(at, at + 80))) return at;
    else if (OPERATORS.includes(c) && text.charAt(at + 1) !== '.') return undefined;
  }
  return limit === text.length ? limit : undefined;
}
