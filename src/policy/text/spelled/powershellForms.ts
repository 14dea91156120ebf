/** PowerShell's ways of handing a command its words apart from it. */
import type { Replacement } from './rewritten';
import { SpanWalk } from './spanWalk';
import type { Span } from '../types';

const QUOTED = String.raw`(?:'[^'\n]{0,200}'|"[^"\n$]{0,200}")`;
const STARTED = new RegExp(
  String.raw`\b(?:Start-Process|saps|start)[ \t]+(?:-FilePath[ \t]+)?["']?(?<program>[\w.\/\\:-]{1,80})["']?[ \t]+(?:-\w+[ \t]+){0,3}?(?:-Arg(?:umentList|s)?[ \t]+)(?:@\()?[ \t]*(?<words>${QUOTED}(?:[ \t]*,[ \t]*${QUOTED}){0,20})(?:[ \t]*\))?`,
  'gi',
);
const TABLES = /\$(?<name>\w{1,60})[ \t]*=[ \t]*@\{(?<entries>[^{}]{1,600})\}/g;
const ENTRY =
  /(?:^|[\n;])[ \t]*(?<key>[A-Za-z]\w{0,40})[ \t]*=[ \t]*(?:(?<flag>\$true)|'(?<single>[^'\n]{0,200})'|"(?<double>[^"\n$]{0,200})")[ \t]*(?=[\n;]|$)/g;
const SPLAT = /(?<=[ \t])@(?<name>[A-Za-z_]\w{0,60})\b(?![ \t]*\()/g;

/** `Start-Process git -ArgumentList 'push', '-f'` becomes `git push -f`; `Remove-Item @what` gets what the table says. */
export function powershellReplacements(text: string, spans: readonly Span[]): Replacement[] {
  const found: Replacement[] = [];
  let walk = new SpanWalk(spans);
  for (const match of text.matchAll(STARTED)) {
    const { program, words } = match.groups!;
    if (walk.kind(match.index) !== 'code') continue;
    const plain = words!
      .split(/['"]/)
      .filter((_, i) => i % 2 === 1)
      .join(' ');
    found.push({ start: match.index, end: match.index + match[0].length, text: `${program} ${plain}` });
  }
  const tables = new Map<string, { readonly from: number; readonly text: string }>();
  for (const match of text.includes('@{') ? text.matchAll(TABLES) : []) {
    const options = [...match.groups!['entries']!.matchAll(ENTRY)].map(({ groups }) => {
      const { key, flag, single, double } = groups!;
      return flag === undefined ? `-${key} '${single ?? double}'` : `-${key}`;
    });
    if (options.length > 0)
      tables.set(match.groups!['name']!.toLowerCase(), {
        from: match.index + match[0].length,
        text: options.join(' '),
      });
  }
  if (tables.size === 0) return found;
  walk = new SpanWalk(spans);
  for (const match of text.matchAll(SPLAT)) {
    const table = tables.get(match.groups!['name']!.toLowerCase());
    if (table && match.index > table.from && walk.kind(match.index) === 'code')
      found.push({ start: match.index, end: match.index + match[0].length, text: table.text });
  }
  return found;
}
