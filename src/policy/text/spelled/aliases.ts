/** Names that a shell's script gives to a command: `alias wipe='rm -rf'`, or a function of one command. */
import type { Replacement } from './rewritten';
import { SpanWalk } from './spanWalk';
import type { Span } from '../types';

const ALIASES =
  /(?:^|[\n;&|{(])[ \t]*alias[ \t]+(?<name>[A-Za-z_][\w-]{0,40})=(?:'(?<single>[^'\n]{1,200})'|"(?<double>[^"\n$`]{1,200})")/g;
/** A function that runs one command with what it is called with. */
const FUNCTIONS =
  /(?:^|\n)[ \t]*(?:function[ \t]+)?(?<name>[A-Za-z_][\w-]{0,40})[ \t]*(?:\([ \t]*\))?[ \t]*\{\s{0,40}(?<body>[^\n;{}]{0,100}\$(?:[1@*]|\{[1@*]\})[^\n;{}]{0,100});?\s{0,40}\}/g;
const ARGUMENT = /"?\$(?:[1@*]|\{[1@*]\})"?/g;
const COMMANDS =
  /(?<=(?:^|[\n;&|{(]|\b(?:then|do|else|sudo)[ \t])[ \t]{0,40})(?<name>[A-Za-z_][\w-]{0,40})(?<words>[ \t][^\n;|&()<>]{0,300})?(?=[\n;|&()<>]|$)/g;

interface Named {
  /** Offset behind which the name is known. */
  readonly from: number;
  readonly command: string;
  /** Whether the command says itself where its arguments go. */
  readonly takesWords: boolean;
}

/** Puts the command where its name stands, below where it was given. */
export function aliasReplacements(text: string, spans: readonly Span[]): Replacement[] {
  const byName = namedCommands(text);
  if (byName.size === 0) return [];
  const walk = new SpanWalk(spans);
  const found: Replacement[] = [];
  for (const match of text.matchAll(COMMANDS)) {
    const { index } = match;
    const { name, words } = match.groups!;
    const known = byName.get(name!);
    if (!known || index < known.from || walk.kind(index) !== 'code') continue;
    const end = index + name!.length;
    if (!known.takesWords) found.push({ start: index, end, text: known.command });
    else if (words?.trim()) {
      const given = words.trim();
      const command = known.command.replace(ARGUMENT, () => given);
      found.push({ start: index, end: end + words.length, text: command });
    }
  }
  return found;
}

function namedCommands(text: string): ReadonlyMap<string, Named> {
  const byName = new Map<string, Named>();
  if (text.includes('alias ')) {
    for (const match of text.matchAll(ALIASES)) {
      const { name, single, double } = match.groups!;
      const from = match.index + match[0].length;
      byName.set(name!, { from, command: (single ?? double)!, takesWords: false });
    }
  }
  if (/\$\{?[1@*]/.test(text)) {
    for (const match of text.matchAll(FUNCTIONS)) {
      const { name, body } = match.groups!;
      byName.set(name!, { from: match.index + match[0].length, command: body!.trim(), takesWords: true });
    }
  }
  return byName;
}
