import type { YAMLError } from 'yaml';
import type { Problem } from '../problem';
import type { PolicyText, Range } from './policyText';

/** A mistake in the YAML itself, said with its remedy. */
export function syntaxProblem(
  error: YAMLError,
  source: PolicyText,
  unclosedQuote: number | undefined,
): Problem {
  const { code, message, pos } = error;
  if (code === 'MISSING_CHAR' && message.startsWith('Missing closing') && unclosedQuote !== undefined) {
    const range: Range = [unclosedQuote, unclosedQuote + 1];
    return source.problem(range, 'error', 'this quote is not closed: add the closing quote');
  }
  return source.problem(pos, 'error', remedy(code, message, source.text.slice(pos[0], pos[1] + 1)));
}

function remedy(code: YAMLError['code'], message: string, at: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab is used for indentation: use spaces';
    case 'BAD_DQ_ESCAPE':
      return `“${at}” means nothing in double quotes: put patterns into single quotes`;
    case 'BAD_SCALAR_START':
      return `text cannot begin with “${at[0]}”: put it in quotes`;
    case 'BLOCK_AS_IMPLICIT_KEY':
      return 'a second key begins on this line: put it on a line of its own, or the text with its “: ” in quotes';
    case 'MULTILINE_IMPLICIT_KEY':
      return 'a key has to stand on one line: is a “:” missing on the line before?';
    case 'TAG_RESOLVE_FAILED':
      return 'a value that begins with “!” is a YAML tag: put it in quotes';
    case 'BAD_ALIAS':
    case 'ALIAS_PROPS':
      return 'a value that begins with “*” or “&” is a YAML anchor: put it in quotes';
    case 'MISSING_CHAR':
      if (/map keys need to be followed/.test(message)) return 'a “:” and a value are missing after this key';
      if (/Sequence item without/.test(message))
        return 'this line does not line up with the list around it: mend the indentation, or begin it with “- ”';
      return `${lowerFirst(message)}: add it`;
    case 'BAD_INDENT':
      return /end with a [\]}]/.test(message)
        ? `a bracket is not closed before this: add the closing “${message.at(-1)}”`
        : 'this line does not line up with those around it: mend the indentation';
    default:
      return `${lowerFirst(message)}: mend the YAML here, or put the text in quotes`;
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
