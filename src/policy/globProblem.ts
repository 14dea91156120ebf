import { Minimatch } from 'minimatch';
import { MAX_BRACE_ALTERNATIVES, minimatchOptions } from './globs';

/**
 * Bounds that keep the dearest glob on the longest path under some 20 ms (minimatch 11; without them a glob of 512
 * characters was measured at 250 ms, and bare braces at 60 ms for building the matcher alone).
 */
const MAX_WILDCARDS = 32;
const MAX_GLOBSTARS = 8;
const MAX_GROUPS = 4;

export interface GlobSize {
  /** Length with braces expanded, which is what matching costs. */
  readonly expandedLength: number;
}

export type GlobCheck = GlobSize | { readonly problem: string };

/** Whether a path glob can be meant as it is written; if not, what is wrong and what to write instead. */
export function checkGlob(glob: string): GlobCheck {
  const pattern = glob.startsWith('!') ? glob.slice(1) : glob;
  const problem = spelling(pattern);
  return problem ? { problem } : checkCost(pattern);
}

/** The same for globs of e-mail addresses and tool names, where a slash means nothing. */
export const checkNameGlob = (glob: string): GlobCheck =>
  glob.startsWith('!')
    ? { problem: 'a name cannot be excluded with “!” here: list the names that count' }
    : checkCost(glob);

function spelling(pattern: string): string | undefined {
  if (pattern === '') return 'the glob is empty: “**” is every file';
  if (pattern.includes('\\')) return 'globs are written with “/” on every system: replace the backslash';
  if (pattern.startsWith('/')) return 'globs count from the folder of this file: take out the leading “/”';
  if (/^[A-Za-z]:/.test(pattern))
    return 'globs count from the folder of this file: take out the drive letter';
  const portions = pattern.split('/');
  if (portions.includes('..'))
    return 'a policy reaches only its own folder and below: take out “..”, or put the rule into a policy file further up';
  if (portions.includes('.')) return 'globs count from the folder of this file: take out “./”';
  if (pattern.endsWith('/')) return `this matches a folder and nothing in it: write “${pattern}**”`;
  return undefined;
}

function checkCost(pattern: string): GlobCheck {
  const unbalanced = unbalancedBracket(pattern);
  if (unbalanced)
    return { problem: `“${unbalanced}” has no counterpart: close it, or write “?” for that character` };
  if ((pattern.match(/\*\*/g) ?? []).length > MAX_GLOBSTARS)
    return { problem: `the glob has more than ${MAX_GLOBSTARS} “**”: split it` };
  if ((pattern.match(/[*?[]/g) ?? []).length > MAX_WILDCARDS)
    return { problem: `the glob has more than ${MAX_WILDCARDS} wildcards: split it` };
  if ((pattern.match(/[@!?*+]\(/g) ?? []).length > MAX_GROUPS)
    return { problem: `the glob has more than ${MAX_GROUPS} groups such as “@(…)”: split it` };
  try {
    const { globSet } = new Minimatch(pattern, {
      ...minimatchOptions(false),
      braceExpandMax: MAX_BRACE_ALTERNATIVES + 1,
    });
    if (globSet.length > MAX_BRACE_ALTERNATIVES) {
      return {
        problem: `the braces stand for more than ${MAX_BRACE_ALTERNATIVES} alternatives: split the glob`,
      };
    }
    return { expandedLength: globSet.reduce((sum, alternative) => sum + alternative.length, 0) };
  } catch (error) {
    return {
      problem: `the glob cannot be read (${error instanceof Error ? error.message : String(error)}): simplify it`,
    };
  }
}

/** minimatch takes an unclosed bracket for an ordinary character, so that the glob quietly matches nothing. */
function unbalancedBracket(pattern: string): string | undefined {
  const open: string[] = [];
  for (const character of pattern) {
    const inClass = open.at(-1) === '[';
    if (character === '[' && !inClass) open.push(character);
    else if (character === ']' && inClass) open.pop();
    else if (character === '{' && !inClass) open.push(character);
    else if (character === '}' && !inClass && open.pop() !== '{') return '}';
  }
  return open.at(-1);
}
