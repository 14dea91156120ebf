/** Colours for a terminal, by meaning; plain text elsewhere. */
import type { Action } from '../../contract/verdict';

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
  action(action: Action): string;
}

const sgr = (code: number, text: string): string => `\u001B[${code}m${text}\u001B[0m`;

const ACTION_COLOUR: Record<Action, number> = { allow: 32, warn: 33, approve: 35, block: 31 };

const COLOURED: Style = {
  bold: (text) => sgr(1, text),
  dim: (text) => sgr(2, text),
  good: (text) => sgr(32, text),
  bad: (text) => sgr(31, text),
  action: (action) => sgr(ACTION_COLOUR[action], action),
};

const same = (text: string): string => text;
const PLAIN: Style = { bold: same, dim: same, good: same, bad: same, action: same };

export const styleFor = (terminal: { readonly colour: boolean }): Style =>
  terminal.colour ? COLOURED : PLAIN;

/** Text of a repository's making, made harmless: no control or direction characters that a terminal would obey. */
export const printable = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Bidi_Control}]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** The same of a line of a file, which may be indented with tabs. */
export const printableCode = (line: string): string =>
  line.includes('\t') ? line.split('\t').map(printable).join('\t') : printable(line);

/** Whether `printableCode` leaves every line of a text as it is. */
export const isPlain = (text: string): boolean => !/(?!\t|\r?\n)[\p{Cc}\p{Bidi_Control}]/u.test(text);

/** As git takes it: `--color` is always. Anything else is a command's own. */
const COLOUR = /^--(?:colou?r(?:=(?<when>always|never|auto))?|(?<no>no-colou?r))$/;

/**
 * Whether to colour, by `NO_COLOR` and the terminal unless the arguments say so themselves; and the other arguments.
 *
 * @param isFit whether it would be coloured if nobody said anything: a terminal, and no `NO_COLOR`
 */
export function colourOf(
  args: readonly string[],
  isFit: boolean,
): { readonly colour: boolean; readonly rest: readonly string[] } {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  let colour = isFit;
  const rest = args.filter((arg, i) => {
    const groups = i < end ? COLOUR.exec(arg)?.groups : undefined;
    if (!groups) return true;
    const { when = 'always', no } = groups;
    colour = no === undefined && (when === 'auto' ? isFit : when === 'always');
    return false;
  });
  return { colour, rest };
}
