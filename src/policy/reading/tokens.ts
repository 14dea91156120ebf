import { Lexer, Parser, type CST } from 'yaml';
import { MAX_DEPTH, MAX_SYNTAX_PROBLEMS, MAX_TOKENS } from './limits';
import type { Range } from './policyText';

export type Tokens =
  | {
      readonly kind: 'tokens';
      readonly tokens: readonly CST.Token[];
      /** Offset of the quote that the rest of the file stands in. */
      readonly unclosedQuote: number | undefined;
    }
  | { readonly kind: 'refused'; readonly range: Range; readonly message: string };

/**
 * The first, iterative half of reading YAML: one token per document, directive or comment between them. Stops as
 * soon as the text turns out deeper, longer or more broken than any policy.
 */
export function readTokens(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let documents = 0;
  let broken = 0;
  let count = 0;
  let unclosedQuote: number | undefined;

  for (const lexeme of new Lexer().lex(text)) {
    const here: Range = [parser.offset, parser.offset + lexeme.length];
    if (++count > MAX_TOKENS) return refused(here, 'the file holds too many values: shorten it');
    if (isUnclosed(lexeme)) unclosedQuote = parser.offset;
    for (const token of parser.next(lexeme)) {
      if (token.type === 'directive') {
        return refused(tokenRange(token), 'a line that begins with % is a YAML directive: take it out');
      }
      if (token.type === 'document' && ++documents > 1) return refused(tokenRange(token), ONE_DOCUMENT);
      if (token.type === 'error') broken++;
      tokens.push(token);
    }
    if (broken > MAX_SYNTAX_PROBLEMS) return { kind: 'tokens', tokens, unclosedQuote };
    if (depth(parser.stack) > MAX_DEPTH) {
      return refused(
        here,
        `lists and tables are nested more than ${MAX_DEPTH} deep: nothing in a policy needs that`,
      );
    }
  }
  for (const token of parser.end()) {
    if (token.type === 'document' && ++documents > 1) return refused(tokenRange(token), ONE_DOCUMENT);
    tokens.push(token);
  }
  return { kind: 'tokens', tokens, unclosedQuote };
}

const ONE_DOCUMENT =
  'a second YAML document begins here: a policy is one document, so take out the line “---”';

const refused = (range: Range, message: string): Tokens => ({ kind: 'refused', range, message });

const tokenRange = (token: CST.Token): Range => [token.offset, token.offset + 3];

/** Quoted text comes whole from the lexer, without its closing quote only where the file ends before it. */
const isUnclosed = (lexeme: string): boolean =>
  /^["']/.test(lexeme) && (lexeme.length === 1 || lexeme.at(-1) !== lexeme[0]);

function depth(stack: readonly CST.Token[]): number {
  if (stack.length <= MAX_DEPTH) return 0;
  return stack.filter(
    ({ type }) => type === 'block-map' || type === 'block-seq' || type === 'flow-collection',
  ).length;
}
