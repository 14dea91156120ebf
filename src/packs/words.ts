import type { MatchSpec } from '../policy/model';
import file from './words.yaml';

const words = file as Readonly<Record<string, string>>;

/** `<<name>>` in a pack's pattern stands for a part that many patterns share, so that each can be read. */
const expand = (pattern: string): string =>
  pattern.replace(/<<([a-z-]+)>>/g, (_, name: string) => {
    const word = words[name];
    if (word === undefined) throw new Error(`the packs have no word <<${name}>>: ${pattern}`);
    return expand(word);
  });

/** The match as the engine takes it, its patterns written out. */
export function expandWords(match: MatchSpec): MatchSpec {
  const { any, all, none, removed } = match;
  return {
    ...match,
    ...(any && { any: any.map(expand) }),
    ...(all && { all: all.map(expand) }),
    ...(none && { none: none.map(expand) }),
    ...(removed && { removed: removed.map(expand) }),
  };
}
