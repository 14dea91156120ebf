/** Commands that YAML holds as lists: containers, compose services, Ansible's `argv`. */
import type { Replacement } from './rewritten';

const COMMAND =
  /^(?<indent>[ \t]*)(?:-[ \t]+)?(?<key>command|entrypoint|cmd|argv|args):[ \t]*(?<flow>\[)?[ \t]*(?:#[^\n]*)?$|^(?<indentFlow>[ \t]*)(?:-[ \t]+)?(?<keyFlow>command|entrypoint|cmd|argv|args):[ \t]*\[/gm;
const BLOCK_ITEM =
  /[ \t]*\n[ \t]*-[ \t]+(?:"([^"\n]{1,300})"|'([^'\n]{1,300})'|([^\s"'|>&*#[{][^\n]{0,300}))(?=[ \t]*(?:\n|$))/y;
const FLOW_ITEM = /\s*(?:"([^"\n]{1,300})"|'([^'\n]{1,300})'|([^\s"',[\]{}#][^",[\]\n]{0,300}))\s*([,\]])/y;
/** The arguments of a container come behind its command. */
const ARGUMENTS = /[ \t]*\n(?<indent>[ \t]*)(?:args|command):(?<flow>[ \t]*\[)?/y;
const MAX_ITEMS = 40;

interface Item {
  readonly start: number;
  readonly end: number;
  readonly word: string;
}

export function yamlReplacements(text: string): Replacement[] {
  const found: Replacement[] = [];
  for (const match of text.matchAll(COMMAND)) {
    const { index } = match;
    if (index < (found.at(-1)?.end ?? 0)) continue;
    const colon = text.indexOf(':', index) + 1;
    const items: Item[] = [];
    let end = readList(text, colon, items);
    ARGUMENTS.lastIndex = end;
    if (items.length > 0 && !text.slice(index, colon).endsWith('args:') && ARGUMENTS.test(text)) {
      const key = text.indexOf(':', end) + 1;
      end = readList(text, key, items);
    }
    if (items.length < 2) continue;
    let from = colon;
    for (const { start, end: to, word } of items) {
      found.push({ start: from, end: to, text: ` ${word}` });
      from = Math.max(to, start);
    }
    // A bracket that closes a list in flow notation goes with its last word.
    if (end > from) found.push({ start: from, end, text: '' });
  }
  return found;
}

/** Reads the words of the list behind a key, and returns where it ends. */
function readList(text: string, colon: number, items: Item[]): number {
  const open = /[ \t]*\[/y;
  open.lastIndex = colon;
  let at = open.test(text) ? open.lastIndex : colon;
  const isFlow = at > colon;
  const pattern = isFlow ? FLOW_ITEM : BLOCK_ITEM;
  while (items.length < MAX_ITEMS) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) break;
    const word = (match[1] ?? match[2] ?? match[3])!.trimEnd();
    // A text with blanks in it is a command line of its own.
    if (/[\s;&|]/.test(word)) break;
    const end = match.index + match[0].length;
    items.push({ start: match.index, end: isFlow && match[4] === ',' ? end : end - (isFlow ? 1 : 0), word });
    at = end;
    if (match[4] === ']') break;
  }
  return at;
}
