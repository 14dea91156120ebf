/** A class of characters, `[…]`, of RE2's syntax. */
import { alternation, noWord, unknown, type Matched } from './matched';
import { classReach } from './reach';
import type { Source } from './source';

/** More members are as good as any character. */
const MAX_MEMBERS = 4;

/**
 * Reads a class up to its closing bracket; the opening one was read.
 * @param literal what one member alone matches
 */
export function readClass(source: Source, literal: (char: string, inAnyCase: boolean) => Matched): Matched {
  const from = source.at;
  const negated = source.eat('^');
  const members: string[] = [];
  let countable = !negated;
  let holdsWord = false;
  let holdsAllWords = false;
  for (let first = true; first || !source.sees(']'); first = false) {
    if (source.skipNamedClass()) {
      countable = false;
      holdsWord = true;
      continue;
    }
    const written = source.ahead(2);
    const low = source.classMember();
    if (low === undefined) {
      countable = false;
      holdsWord ||= written !== '\\s' && written !== '\\W';
      holdsAllWords ||= written === '\\w';
    } else if (source.sees('-') && !source.ahead(2).endsWith(']')) {
      source.take();
      const high = source.classMember();
      countable = false;
      holdsWord ||= high === undefined || reachesWord(low, high);
    } else {
      holdsWord ||= foldsToWord(low);
      members.push(low);
    }
  }
  const reach = classReach(source.since(from));
  source.take();
  const inEitherCase = new Map<string, Set<string>>();
  for (const member of members) {
    const lower = member.toLowerCase();
    inEitherCase.set(lower, (inEitherCase.get(lower) ?? new Set()).add(member));
  }
  if (!countable || inEitherCase.size > MAX_MEMBERS) {
    const bare = negated ? holdsAllWords : !holdsWord;
    return bare ? noWord(reach) : unknown(reach);
  }
  const options = alternation(
    [...inEitherCase].map(([lower, written]) =>
      written.size === 1 ? literal([...written][0]!, false) : literal(lower, true),
    ),
  );
  // One line end among the members, and the class is not known by its members any longer.
  return options.exact ? options : { ...options, branches: [{ anchors: [], reach }] };
}

const foldsToWord = (char: string): boolean => /[\w\u017F\u212A]/.test(char);

/** Whether a range of characters holds any that is part of a word, or folds into one. */
const reachesWord = (low: string, high: string): boolean =>
  high > '\x7f' || /\w/.test(range(low.charCodeAt(0), high.charCodeAt(0)));

const range = (from: number, to: number): string =>
  String.fromCharCode(...Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i));
