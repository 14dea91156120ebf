/** The literals of the prefilter, by where their beginnings end in its automaton, and what is compared there. */
import type { FoundChoices } from './foundChoices';
import { keyOf, lowered, TRANSPARENT, type Choice, type Literal } from './literal';

/** Characters of a literal in the automaton. More tell hardly more apart, and each costs a state a literal. */
const PREFIX = 8;

export const KELVIN = 0x212a;
export const LONG_S = 0x17f;
const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** A literal, by what it needs to be known for. */
export interface Ending {
  /** In lower case. */
  readonly text: string;
  /** Length of what the automaton knows of it. */
  readonly prefix: number;
  readonly startsWord: boolean;
  readonly endsWord: boolean;
  /** As it has to be written, where case matters. */
  readonly written: string | undefined;
  /** Places of its choices in the list. */
  readonly choices: readonly number[];
  /** The next of those that are alike but for case and edges. */
  readonly other: Ending | undefined;
}

/** Each literal once, with the choices that ask for it. */
export function endingsOf(choices: readonly Choice[]): readonly Ending[] {
  const asked = new Map<string, { readonly literal: Literal; readonly choices: number[] }>();
  choices.forEach((literals, choice) => {
    for (const literal of literals) {
      const known = asked.get(keyOf(literal));
      if (known) known.choices.push(choice);
      else asked.set(keyOf(literal), { literal, choices: [choice] });
    }
  });
  // The literals of one choice mostly ask for that alone: one list serves them all.
  const lists = new Map<string, readonly number[]>();
  const endings = new Map<string, Ending>();
  for (const { literal, choices: asking } of asked.values()) {
    const { text, ignoresCase, startsWord, endsWord } = literal;
    const list = lists.get(asking.join()) ?? asking.slice();
    lists.set(asking.join(), list);
    const lower = lowered(text);
    const other = endings.get(lower);
    const written = ignoresCase ? undefined : text;
    endings.set(lower, {
      text: lower,
      prefix: prefixLength(lower),
      startsWord,
      endsWord,
      written,
      choices: list,
      other,
    });
  }
  return [...endings.values()];
}

/** Whether it is a literal that nothing may go on behind its prefix. */
export const isUnfollowed = ({ text, prefix, endsWord, other }: Ending): boolean =>
  prefix === text.length && endsWord && (other === undefined || isUnfollowed(other));

/** Up to the first character beyond ASCII, or that alone. */
function prefixLength(text: string): number {
  const end = Math.min(PREFIX, text.length);
  for (let i = 0; i < end; i++) if (text.charCodeAt(i) >= 128) return Math.max(1, i);
  return end;
}

/** Adds the choices of those literals that stand whole where their prefix ends at `at`. */
export function note(endings: readonly Ending[], text: string, at: number, found: FoundChoices): void {
  for (const ending of endings) {
    const end = endOf(ending, text, at);
    if (end < 0) continue;
    const start = end - ending.text.length + 1;
    const follows = start > 0 && isWordCharacter(text.charCodeAt(start - 1));
    const goesOn = isWordCharacter(text.charCodeAt(end + 1));
    for (let one: Ending | undefined = ending; one !== undefined; one = one.other) {
      const { startsWord, endsWord, written, choices } = one;
      if (goesOn && endsWord) continue;
      const fits = !(follows && startsWord) && (written === undefined || text.startsWith(written, start));
      // What is not sure is taken for right: a view may drop transparent characters in it and before it.
      if (!fits && isStraight(ending.text, text, start)) continue;
      for (const choice of choices) found.add(choice, at);
    }
  }
}

/** Offset of the last character of a literal whose prefix ends at `at`; -1 where it does not go on so. */
function endOf({ text: literal, prefix }: Ending, text: string, at: number): number {
  let end = at;
  for (let i = prefix; i < literal.length; i++) {
    end++;
    while (IS_TRANSPARENT[text.charCodeAt(end)] === 1) end = transparentEnd(text, end) + 1;
    if (folded(text.charCodeAt(end)) !== literal.charCodeAt(i)) return -1;
  }
  return end;
}

/** Whether a literal stands there with no transparent characters in it. */
function isStraight(literal: string, text: string, start: number): boolean {
  for (let i = 0; i < literal.length; i++)
    if (folded(text.charCodeAt(start + i)) !== literal.charCodeAt(i)) return false;
  return true;
}

const IS_TRANSPARENT = new Uint8Array(128);
for (const char of TRANSPARENT) IS_TRANSPARENT[char.charCodeAt(0)] = 1;

/** Offset of the last character that is passed over where one stands at `at`: of an escape also the line end behind it. */
export function transparentEnd(text: string, at: number): number {
  let end = at;
  if (text.charCodeAt(end + 1) === CARRIAGE_RETURN) end++;
  if (text.charCodeAt(end + 1) === NEWLINE && text.charCodeAt(at) !== CARRIAGE_RETURN) end++;
  return end;
}

/** As RE2 folds a character into lower case ASCII. */
export function folded(code: number): number {
  if (code >= 65 && code <= 90) return code + 32;
  if (code === KELVIN) return 107;
  return code === LONG_S ? 115 : code;
}

const IS_WORD = new Uint8Array(128);
for (let code = 0; code < IS_WORD.length; code++) if (/\w/.test(String.fromCharCode(code))) IS_WORD[code] = 1;

/** `\w` of RE2: ASCII alone. */
export const isWordCharacter = (code: number): boolean => IS_WORD[code] === 1;
