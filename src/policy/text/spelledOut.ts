/** Texts in which what is written in a roundabout way stands plainly, so that a rule need know one form only. */
import { canonicalLanguage } from './languages';
import { commandReplacements } from './spelled/commands';
import { cronReplacements } from './spelled/cronLines';
import { embeddedReplacements } from './spelled/embedded';
import { encodedReplacements, mayBeEncoded } from './spelled/encoded';
import { handleReplacements } from './spelled/handles';
import { NOTATIONS, variableReplacements } from './spelled/notations';
import { powershellReplacements } from './spelled/powershellForms';
import { Rewritten, type Replacement, type Stretch } from './spelled/rewritten';
import { mayBeRoundabout, shellReplacements } from './spelled/shell';
import { yamlReplacements } from './spelled/yamlCommands';
import type { Span } from './types';

export type { Replacement, Rewritten, Stretch } from './spelled/rewritten';

/** Languages with the variables of a POSIX shell, or with scripts in which these stand. */
const SHELLS = new Set(['shellscript', 'dockerfile', 'yaml', 'makefile']);
/** Languages whose programs talk to clouds and stores through objects. */
const PROGRAMS = new Set(
  'python javascript typescript vue go java kotlin scala groovy csharp ruby php rust'.split(' '),
);
/** Prose and markup: nothing in them is run as it stands. */
const UNREAD = new Set(
  'markdown plaintext html xml css scss less proto graphql dotenv ini properties'.split(' '),
);

/** Quotation marks, brackets, what stands before a variable, and the dash of a list: nothing is put together without. */
const ROUNDABOUT = /["'`$%{[]|[ \t]-[ \t]/;

/** Words that are split, or written in other characters: what a search for the words themselves does not see. */
const HIDDEN =
  /["'`]\s{0,40}(?:\+|\.\.?|<>|\|\|)\s{0,40}[A-Za-z]{0,2}["'`]|\$'[^'\n]{0,40}\\|\$\{?IFS|\$\{?\w+\}?\$\{?\w/;

/** Whether a text may hold words that stand nowhere in it. */
export const mayHideWords = (text: string): boolean => HIDDEN.test(text) || mayBeEncoded(text);

/**
 * One step of writing a text plainly; undefined where there is nothing to do. In place and of the same language, so
 * that what stands around is still there to be judged with it:
 * - variables are replaced by their value, where it stands as a literal above (shells, PowerShell, cmd, make, and names
 *   of a programming language inside commands);
 * - a name for a part of a cloud is what it was got from, in front of the call that deletes it;
 * - the strings of an argument list become one (`["rm", "-rf", "/"]`), as do concatenated ones;
 * - when a line of a cron table runs is left out;
 * - base64 that is decoded is decoded; `$'…'`, `$IFS` and `{a,b}` of the shell are what they stand for.
 * Linear in the text.
 * @param spans asked for only if something in the text calls for it
 * @param edited is written plainly before all else, where not all can be
 */
export function spellOut(
  text: string,
  spans: () => readonly Span[],
  language: string | undefined,
  edited?: Stretch,
): Rewritten | undefined {
  const id = language === undefined ? '' : canonicalLanguage(language);
  if (id === '' || UNREAD.has(id)) return undefined;
  const replacements = [
    ...(mayBeEncoded(text) ? encodedReplacements(text) : []),
    ...(id === 'shellscript' ? cronReplacements(text, spans) : []),
    ...(ROUNDABOUT.test(text) || (SHELLS.has(id) && mayBeRoundabout(text))
      ? byLanguage(text, spans, id)
      : []),
  ];
  return replacements.length === 0 ? undefined : new Rewritten(text, replacements, edited);
}

function byLanguage(text: string, spans: () => readonly Span[], language: string): Replacement[] {
  const found = language === 'yaml' ? yamlReplacements(text) : [];
  if (SHELLS.has(language)) found.push(...shellReplacements(text, spans(), language));
  if (language === 'shellscript') found.push(...embeddedReplacements(text, spans()));
  if (PROGRAMS.has(language)) found.push(...handleReplacements(text, spans()));
  if (language === 'powershell') found.push(...powershellReplacements(text, spans()));
  const notation = NOTATIONS[language];
  if (notation) found.push(...variableReplacements(text, spans(), notation));
  // A shell's words are set apart by blanks alone.
  if (language !== 'shellscript' && language !== 'bat' && language !== 'makefile')
    found.push(...commandReplacements(text, spans(), language));
  return found;
}
