/** Lines and UTF-16 units above a place in which what opens its list or call is looked for. */
const MAX_LINES = 20;
const MAX_LENGTH = 2_000;

/**
 * The line that opens the list or the call that a place stands in, where it is another one than the place's own: what
 * `denied = [` or `log.error(` says of the lines below it. A block of statements opens nothing in this sense. '' where
 * there is none near.
 *
 * @param at UTF-16 offset of the start of a line
 */
export function openingLine(text: string, at: number): string {
  const from = Math.max(0, at - MAX_LENGTH);
  let open = 0;
  let lines = 0;
  for (let i = at - 1; i >= from && lines <= MAX_LINES; i--) {
    const c = text[i];
    if (c === '\n') lines++;
    else if (c === ')' || c === ']' || c === '}') open++;
    else if (c === '(' || c === '[' || c === '{') {
      if (open > 0) open--;
      else {
        const line = text.slice(text.lastIndexOf('\n', i) + 1, i + 1);
        return c !== '{' || LITERAL.test(line) || ASSERTION.test(line) ? line : '';
      }
    }
  }
  return '';
}

/** Go's, Java's and C#'s lists open with a brace, behind their type; a map behind `=` or `:`. */
const LITERAL = /(?:\][\w.*<>]*|[=:]|\bnew\s+[\w.<>]+(?:\[\])?|\b(?:listOf|setOf))\s*\{$/;

/** A block that is handed to an assertion holds what must not work. */
const ASSERTION = /(?:assert|expect|refute|shouldThrow|raises)\w*[^\n]*\{$/i;
