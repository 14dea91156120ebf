/** Programs that a shell's command hands to an interpreter as one word: `python -c '…'`, `ssh host "…"`. */
import { languageOfInterpreter } from '../languages';
import type { Span } from '../types';
import { literalsOf, type StringLiteral } from './literals';
import type { Replacement } from './rewritten';

const LONGEST_COMMAND = 256;
/** The options behind which a program stands. */
const PROGRAM_OPTION = /^(?:-\w*[cCeE]|--?(?:eval|execute|command|print|query|Command)=?)$/;
/** A word that closes the body; it stands on no line of a program by chance. */
const WORD = 'PARAPET_EMBEDDED';

/** Makes a here-document of each, since that is read in the language of who reads it. */
export function embeddedReplacements(text: string, spans: readonly Span[]): Replacement[] {
  const found: Replacement[] = [];
  for (const literal of literalsOf(text, spans)) {
    if (literal.quote === '`' || !isProgram(text, literal)) continue;
    const { start, from, to, end } = literal;
    found.push({ start, end: from, text: ` <<'${WORD}'\n` });
    found.push(...wordsOf(text, literal));
    found.push({ start: to, end, text: `\n${WORD}\n` });
  }
  return found;
}

function isProgram(text: string, { start, to, from }: StringLiteral): boolean {
  if (to - from < 3 || !/[\s=]/.test(text.charAt(start - 1))) return false;
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1) + 1, start - LONGEST_COMMAND);
  const line = text.slice(lineStart, start);
  if (line.includes('<<')) return false;
  const words = line
    .slice(Math.max(...[';', '|', '&', '('].map((sign) => line.lastIndexOf(sign))) + 1)
    .trim()
    .split(/\s+/)
    .map((word) => word.slice(word.lastIndexOf('/') + 1));
  const last = words.at(-1)!;
  if (last === 'eval') return true;
  const reads = words.some((word) => word === 'su' || languageOfInterpreter(word) !== undefined);
  if (PROGRAM_OPTION.test(last)) return reads;
  if (last === '-r') return words.includes('php');
  return (
    !last.startsWith('-') &&
    words.length > 1 &&
    words.some((word) => word === 'ssh' || /^sqlite3?$/.test(word))
  );
}

/** Each word for itself, since all of it is read otherwise than it is where it stands. */
const wordsOf = (text: string, { from, to, quote }: StringLiteral): Replacement[] =>
  [...text.slice(from, to).matchAll(/\S+/g)].map(({ index, 0: word }) => ({
    start: from + index,
    end: from + index + word.length,
    // Inside double quotes a backslash takes the meaning from these.
    text: quote === '"' ? word.replace(/\\(["\\$`])/g, '$1') : word,
  }));
