/**
 * Lines of comments, which a formatter wraps anew: then what stands before the words of each line, `//` say, goes to other
 * places among them.
 */
import type { Stretch } from './ink';

/** `*` goes on with what a line above began, so all of those are of one kind. */
const LEADER = /^[^\S\n]*(\/\/+!?|\/\*+!?|\*+\/|\*|#+|--|;+|%+|>+)(?=\s|$)/;
const END_OF_BLOCK = /\*+\/\s*$/;

export interface Comment extends Stretch {
  /** One UTF-16 unit, the same for lines that may be of one comment. */
  readonly kind: string;
}

/** Where the words of a line stand that is of a comment; undefined where it is not. */
export function commentIn(line: string): Comment | undefined {
  const [whole, leader] = LEADER.exec(line) ?? [];
  if (whole === undefined || leader === undefined) return undefined;
  const isBlock = leader.includes('*');
  const end = isBlock ? line.length - (END_OF_BLOCK.exec(line)?.[0].length ?? 0) : line.length;
  return { start: Math.min(whole.length, end), end, kind: isBlock ? '*' : kindOf(leader) };
}

/** In Unicode's private use area. */
const FIRST_KIND = 0xe000;
const LONGEST = 16;

const kindOf = (leader: string): string =>
  String.fromCharCode(FIRST_KIND + leader.charCodeAt(0) * LONGEST + Math.min(leader.length, LONGEST - 1));
