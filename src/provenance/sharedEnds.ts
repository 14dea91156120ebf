import type { Stretch } from './ink';

export interface SharedEnds {
  readonly prefix: number;
  readonly suffix: number;
}

/** UTF-16 units with which both stretches begin, and then end; a surrogate pair is shared whole or not at all. */
export function sharedEnds(a: string, inA: Stretch, b: string, inB: Stretch): SharedEnds {
  const most = Math.min(inA.end - inA.start, inB.end - inB.start);
  let prefix = 0;
  while (prefix < most && a.charCodeAt(inA.start + prefix) === b.charCodeAt(inB.start + prefix)) prefix++;
  const isWhole = prefix === inA.end - inA.start && prefix === inB.end - inB.start;
  if (!isWhole && prefix > 0 && isHighSurrogate(a.charCodeAt(inA.start + prefix - 1))) prefix--;
  let suffix = 0;
  while (suffix < most - prefix && a.charCodeAt(inA.end - suffix - 1) === b.charCodeAt(inB.end - suffix - 1))
    suffix++;
  if (suffix > 0 && isLowSurrogate(a.charCodeAt(inA.end - suffix))) suffix--;
  return { prefix, suffix };
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
