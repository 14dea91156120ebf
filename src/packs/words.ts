import type { MatchSpec } from '../policy/model';
import file from './words.yaml';

/** A list stands for several patterns of a list, a string for a part of one. */
const words = file as Readonly<Record<string, string | readonly string[]>>;

const wordFor = (name: string, pattern: string): string | readonly string[] => {
  const word = words[name];
  if (word === undefined) throw new Error(`the packs have no word <<${name}>>: ${pattern}`);
  return word;
};

/** `<<name>>` in a pack's pattern stands for a part that many patterns share, so that each can be read. */
const expand = (pattern: string): string =>
  pattern.replace(/<<([a-z-]+)>>/g, (_, name: string) => {
    const word = wordFor(name, pattern);
    if (typeof word !== 'string') throw new Error(`<<${name}>> is a list and cannot be a part of ${pattern}`);
    return expand(word);
  });

const expandAll = (patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => {
    const [, name] = /^<<([a-z-]+)>>$/.exec(pattern) ?? [];
    const word = name === undefined ? undefined : wordFor(name, pattern);
    return word === undefined || typeof word === 'string' ? [expand(pattern)] : word.map(expand);
  });

/** The match as the engine takes it, its patterns written out. */
export function expandWords(match: MatchSpec): MatchSpec {
  const { any, all, none, removed } = match;
  return {
    ...match,
    ...(any && { any: expandAll(any) }),
    ...(all && { all: expandAll(all) }),
    ...(none && { none: expandAll(none) }),
    ...(removed && { removed: expandAll(removed) }),
  };
}
