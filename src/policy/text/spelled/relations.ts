/** How two string literals that follow one another hang together, told from the code between them. */
import type { StringLiteral } from './literals';

/** `list`: words of one command. `concatenation`: one text. `arguments`: a program, and its arguments in one text. */
export type Relation = 'list' | 'concatenation' | 'arguments';

const FARTHEST = 160;

/** What opens a list of strings, in ten languages; white space is one blank. */
export const LIST_OPENER = String.raw`(?:(?:&|@|vec!|\[\]string|listOf|arrayOf|List\.of|Arrays\.asList|Array|Seq|new ?\w*(?:\[\])?) ?)?[\[({]?`;

const whole = (...alternatives: readonly string[]): RegExp => new RegExp(`^(?:${alternatives.join('|')})$`);

const LIST = whole(
  ` ?, ?${LIST_OPENER} ?`,
  // Names that stand for words of the list.
  String.raw` ?, ?(?:[\w.$]{1,80} ?, ?){1,4}`,
  // Builders: `).arg("`, `); p.ArgumentList.Add("`, `] cmd.append("`, `] args += ["`
  String.raw` ?[\])]? ?[\])]? ?;? ?[\w.]{0,60}\.(?:args?|[aA]dd|AddRange|addAll|append|push|extend|concat)\( ?${LIST_OPENER} ?`,
  String.raw` ?\] ?;? ?[\w.]{1,60} ?\+= ?[\[{(]? ?`,
  // Swift: the program's address and its arguments are two settings.
  String.raw` ?\)? ?;? ?[\w.]{1,60}\.arguments ?= ?\[ ?`,
);

const ARGUMENTS = whole(String.raw` ?[,;] ?(?:[\w.]{0,40}\.)?Arguments ?[:=] ?`);

const PREFIX = '(?:[fFrRbBuU]{1,2})?';
/** Java's and C#'s builders of strings chain their pieces. */
const joinedBy = (operator: string): string =>
  String.raw` ?(?:${operator}|\)\.[aA]ppend\() ?(?:[$A-Za-z_][\w.$]{0,80} ?(?:${operator}) ?)?${PREFIX}`;
/** Literals that stand side by side are one, over line ends as well. */
const ADJACENT = String.raw`[ \\]+${PREFIX}`;

const CONCATENATIONS: ReadonlyMap<string, RegExp> = new Map([
  ['php', whole(joinedBy(String.raw`\.`))],
  ['perl', whole(joinedBy(String.raw`\.`))],
  ['lua', whole(joinedBy(String.raw`\.\.`))],
  ['elixir', whole(joinedBy('<>'))],
  ['sql', whole(joinedBy(String.raw`\|\||\+`))],
  ...['python', 'c', 'cpp', 'ruby', 'dart'].map((language): [string, RegExp] => [
    language,
    whole(joinedBy(String.raw`\+`), ADJACENT),
  ]),
]);
const PLUS = whole(joinedBy(String.raw`\+`));

/** Another table's key stands there, not an element. */
const KEY = /\s*(?::(?!:)|=>)/y;

export function relationOf(
  text: string,
  left: StringLiteral,
  right: StringLiteral,
  language: string,
): Relation | undefined {
  if (right.start - left.end > FARTHEST) return undefined;
  const between = text.slice(left.end, right.start).replace(/\s+/g, ' ');
  KEY.lastIndex = right.end;
  if (KEY.test(text)) return undefined;
  if ((CONCATENATIONS.get(language) ?? PLUS).test(between)) return 'concatenation';
  if (LIST.test(between)) return 'list';
  return ARGUMENTS.test(between) ? 'arguments' : undefined;
}
