/** Lines and UTF-16 units above a place in which what opens its list or call is looked for. */
const MAX_LINES = 20;
const MAX_LENGTH = 2_000;

/** A list in a call in a list: more says nothing of a line any longer. */
const MAX_OPENINGS = 3;

/**
 * The lines that open the lists and calls which a place stands in, nearest first, where they are others than the place's
 * own: what `denied = [` or `log.error(` says of the lines below it. A block of statements opens nothing in this sense,
 * and what is around it is not looked at.
 *
 * @param at UTF-16 offset of the start of a line
 */
export function openingLines(text: string, at: number): readonly string[] {
  const from = Math.max(0, at - MAX_LENGTH);
  const found: string[] = [];
  let closed = 0;
  let lines = 0;
  for (let i = at - 1; i >= from && lines <= MAX_LINES && found.length < MAX_OPENINGS; i--) {
    const c = text[i];
    if (c === '\n') lines++;
    else if (c === ')' || c === ']' || c === '}') closed++;
    else if (c === '(' || c === '[' || c === '{') {
      if (closed > 0) closed--;
      else {
        const line = text.slice(text.lastIndexOf('\n', i) + 1, i + 1);
        if (c === '{' && !LITERAL.test(line) && !ASSERTION.test(line)) break;
        found.push(line);
      }
    }
  }
  return found;
}

/** Go's, Java's and C#'s lists open with a brace, behind their type; a map behind `=` or `:`. */
const LITERAL = /(?:\][\w.*<>]*|[=:]|\bnew\s+[\w.<>]+(?:\[\])?|\b(?:listOf|setOf))\s*\{$/;

/** A block that is handed to an assertion holds what must not work. */
const ASSERTION = /(?:assert|expect|refute|shouldThrow|raises)\w*[^\n]*\{$/i;
