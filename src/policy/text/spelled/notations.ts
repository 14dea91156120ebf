/** Variables of PowerShell, cmd and make. */
import type { Span } from '../types';
import { isRun } from './isRun';
import type { Replacement } from './rewritten';
import { SpanWalk } from './spanWalk';
import { added, Variables } from './variables';

interface Notation {
  /**
   * Groups: `name` or `other` that gets a value, `single` or `double` for one that stands there, `adds`; `use` or `late`
   * for a name that is asked for; `command` for a quoted one.
   */
  readonly words: RegExp;
  readonly ignoreCase: boolean;
  /** The value as it stands in code, or inside a string. */
  write(value: string, inString: boolean): string | undefined;
}

const SIMPLE = /^[\w.\-:\\/~*=,]+$/;

const powershell: Notation = {
  words: new RegExp(
    [
      // A list, and the name that goes through it.
      String.raw`(?:^|[\n;{(])[ \t]*\$(?<listed>\w{1,64})[ \t]*=[ \t]*@?\(?[ \t]*(?<list>(?:'[^'\n]{1,120}'|"[^"\n$]{1,120}")(?:[ \t]*,[ \t]*(?:'[^'\n]{1,120}'|"[^"\n$]{1,120}")){1,20})[ \t]*\)?[ \t]*(?=[;\r\n}#]|$)`,
      String.raw`\bforeach[ \t]*\([ \t]*\$(?<each>\w{1,64})[ \t]+in[ \t]+(?:\$(?<of>\w{1,64})|@\([ \t]*(?<items>[^)\n$]{1,300})\))[ \t]*\)`,
      String.raw`(?:^|[\n;{(])[ \t]*(?:\[[\w.\[\]]{1,40}\][ \t]*)?\$(?:\w{1,10}:)?(?<name>\w{1,64})[ \t]*(?<adds>\+)?=(?!=)[ \t]*(?:(?:@\([ \t]*)?(?:'(?<single>[^'\n]{0,500})'|"(?<double>[^"\n$]{0,500})")(?:[ \t]*\))?[ \t]*(?=[;\r\n}#]|$))?`,
      // A string behind the call operator is the command's name.
      String.raw`&[ \t]*(?<open>\([ \t]*)?(?<mark>['"])(?<command>[\w.\/\\:-]{1,100})\k<mark>(?<close>[ \t]*\))?`,
      String.raw`[$@]\{?(?:\w{1,10}:)?(?<use>\w{1,64})\}?(?![\w[:(]|\.\w|[ \t]*[+*-]?=)`,
    ].join('|'),
    'g',
  ),
  ignoreCase: true,
  write(value, inString) {
    if (inString) return value.includes('"') ? undefined : value;
    return SIMPLE.test(value) || value.startsWith('-') ? value : `'${value.replaceAll("'", "''")}'`;
  },
};

const bat: Notation = {
  words:
    /(?:^|[&(])[ \t]*@?set[ \t]+(?:"(?<name>\w{1,64})=(?<single>[^"\n%]{0,500})"|(?<other>\w{1,64})=(?<double>[^"\n&|%]{0,500}))|%(?<use>\w{1,64})%|!(?<late>\w{1,64})!/gim,
  ignoreCase: true,
  write: (value) => value,
};

const makefile: Notation = {
  words:
    /^(?:(?:export|override)[ \t]+)?(?<name>[\w.-]{1,64})[ \t]*(?<adds>\+)?[:?]{0,3}=[ \t]*(?<single>[^\n#]{0,500})|\$[({](?<use>[\w.-]{1,64})[)}]/gm,
  ignoreCase: false,
  write: (value, inString) => (/["'\n]/.test(value) && inString ? undefined : value),
};

export const NOTATIONS: Readonly<Record<string, Notation>> = { powershell, bat, makefile };

export function variableReplacements(
  text: string,
  spans: readonly Span[],
  { words, ignoreCase, write }: Notation,
): Replacement[] {
  const found: Replacement[] = [];
  const variables = new Variables();
  const walk = new SpanWalk(spans);
  const folded = (name: string): string => (ignoreCase ? name.toLowerCase() : name);
  for (const match of text.matchAll(words)) {
    const at = match.index;
    const kind = walk.kind(at + match[0].search(/\S/));
    if (kind === 'comment' || kind === 'heredoc') continue;
    const groups = match.groups!;
    const end = at + match[0].length;
    const name = groups['name'] ?? groups['other'];
    const used = groups['use'] ?? groups['late'];
    if (groups['command'] !== undefined) {
      if (kind === 'code' && (groups['open'] === undefined) === (groups['close'] === undefined))
        found.push({ start: at, end, text: groups['command'] });
    } else if (groups['listed'] !== undefined || groups['each'] !== undefined) {
      const list = groups['list'] ?? groups['items'];
      const of = groups['of'];
      const value =
        of === undefined
          ? {
              text: list!
                .replace(/["']/g, '')
                .trim()
                .replace(/\s*,\s*/g, ','),
              isWritten: false,
            }
          : variables.valueAt(folded(of), at);
      variables.set(folded(groups['listed'] ?? groups['each']!), end, value);
    } else if (name !== undefined) {
      if (kind !== 'code') continue;
      const written = (groups['single'] ?? groups['double'])?.trim();
      const value =
        written === undefined || written.includes('$(') ? undefined : { text: written, isWritten: true };
      const before = variables.valueAt(folded(name), at);
      variables.set(folded(name), end, groups['adds'] === undefined ? value : added(before, value, ' '));
    } else if (used !== undefined) {
      const value = variables.valueAt(folded(used), at);
      const isSingleQuoted = kind === 'string' && text.charAt(walk.at(at)!.start) === "'";
      if (value === undefined || (isSingleQuoted && ignoreCase)) continue;
      const replacement = write(value.text, kind === 'string');
      if (replacement === undefined) continue;
      const isCommand = isRun(text, at, value.text);
      found.push({
        start: at,
        end,
        text: replacement,
        ...(value.isWritten && { isValue: true as const }),
        ...(isCommand && { isRun: true as const }),
      });
    }
  }
  return found;
}
