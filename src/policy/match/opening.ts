import type { Effort } from '../pattern/effort';

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
export function openingLines(text: string, at: number, effort: Effort): readonly string[] {
  const from = Math.max(0, at - MAX_LENGTH);
  effort.spend(at - from);
  const found: string[] = [];
  let closed = 0;
  let lines = 0;
  // The text's start begins a line like any line end.
  for (
    let i = at - 1;
    i >= (from === 0 ? -1 : from) && lines <= MAX_LINES && found.length < MAX_OPENINGS;
    i--
  ) {
    const c = i < 0 ? '\n' : text[i];
    if (c === '\n') {
      lines++;
      const title = TEST_OF_REFUSAL.exec(text.slice(i + 1, i + 1 + MAX_TITLE));
      if (title) return [...found, title[0]];
    } else if (c === ')' || c === ']' || c === '}') closed++;
    else if (c === '(' || c === '[' || c === '{') {
      if (closed > 0) closed--;
      else {
        const line = text.slice(text.lastIndexOf('\n', i) + 1, i + 1);
        if (c === '{' && !LITERAL.test(line) && !ASSERTION.test(line) && !REFUSAL.test(line)) break;
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

/** A test whose name says that what it holds is refused. */
const REFUSED = String.raw`(?:refus|reject|block|den(?:y|ies|ied)|forbid|prevent|disallow|flag|detect|danger|unsafe|not[ _]allow)`;
const REFUSAL = new RegExp(
  String.raw`(?:\b(?:it|test|specify)\w*\(\s*|@test\s+)["'\x60][^"'\x60\n]*${REFUSED}[^\n]*\{$`,
  'i',
);
/** Python's tests stand in no brackets. */
const TEST_OF_REFUSAL = new RegExp(String.raw`^[ \t]*(?:async )?def test_\w*${REFUSED}\w*\(`, 'i');
const MAX_TITLE = 200;
