/** What the assistant is told to offer, and when. Pure, so that it is plain what a script means. */

/** How the provider answers where an entry applies: the shapes that providers are seen to return. */
export type AnswerKind =
  | 'list'
  | 'array'
  | 'snippet'
  /** One and the same item object for every request. */
  | 'same-item'
  /** `insertText` and `range` are getters on a class with private fields. */
  | 'getters'
  | 'null'
  | 'undefined'
  | 'rejected';

export interface ScriptEntry {
  /** Which assistant offers it: `assistant` (default), `assistant-esm` or `assistant-edits`. */
  readonly from?: string;
  /** Glob over the workspace-relative path; everywhere if absent. `*` stays in a folder, `**` does not. */
  readonly path?: string;
  readonly languageId?: string;
  /** What the line must end with before the cursor. */
  readonly typed: string;
  /** Only if nothing but white space stands before `typed`. */
  readonly wholeLine?: boolean;
  readonly insert: string;
  /** The whole text, after the cursor's line or on it, that the suggestion replaces: an edit suggestion. */
  readonly replaces?: string;
  readonly kind?: AnswerKind;
  /** Milliseconds that the answer takes. */
  readonly delay?: number;
}

export interface Offer {
  readonly entry: ScriptEntry;
  /** What is left to insert: a person may have typed the beginning of it. */
  readonly text: string;
}

function globToRegExp(glob: string): RegExp {
  const source = glob.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*\*\/|\*\*|\*|\?/g, (wildcard) => {
    if (wildcard === '**/') return '(?:.*/)?';
    if (wildcard === '**') return '.*';
    return wildcard === '*' ? '[^/]*' : '[^/]';
  });
  return new RegExp(`^${source}$`);
}

/** The rest of the entry's text where `line` ends with what must be typed and perhaps the beginning of the text. */
function remainder(entry: ScriptEntry, line: string): string | undefined {
  const firstLine = entry.insert.split('\n', 1)[0] ?? '';
  // An edit that replaces text elsewhere cannot be typed along.
  const longest = entry.replaces === undefined ? firstLine.length : 0;
  for (let typed = 0; typed <= longest; typed++) {
    const end = entry.typed + entry.insert.slice(0, typed);
    if (!line.endsWith(end)) continue;
    if (entry.wholeLine && line.slice(0, -end.length).trim() !== '') continue;
    const rest = entry.insert.slice(typed);
    if (rest !== '' || entry.replaces !== undefined) return rest;
  }
  return undefined;
}

/** The offers of the entries that apply at the end of `line`, the text before the cursor. */
export function offersAt(
  entries: readonly ScriptEntry[],
  where: {
    readonly assistant: string;
    readonly path: string;
    readonly languageId: string;
    readonly line: string;
  },
): Offer[] {
  return entries
    .filter((entry) => (entry.from ?? 'assistant') === where.assistant)
    .filter((entry) => entry.path === undefined || globToRegExp(entry.path).test(where.path))
    .filter((entry) => entry.languageId === undefined || entry.languageId === where.languageId)
    .flatMap((entry) => {
      const text = remainder(entry, where.line);
      return text === undefined ? [] : [{ entry, text }];
    });
}
