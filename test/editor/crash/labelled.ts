/** What must have outlived a host: who wrote each word, where who wrote a word can be read from it (writingInPage.ts). */
import type { ShownLine } from '../../host/observation';

export interface KnownWord {
  readonly authors: string;
  /** The words of its line. */
  readonly line: string;
  /** Which of the lines with words that is. */
  readonly at: number;
}

/** By word. */
export type KnownWords = ReadonlyMap<string, KnownWord>;

export const wordsOf = (lines: readonly ShownLine[]): KnownWords =>
  new Map(
    lines.flatMap(([line, authors], at) =>
      Array.from(line.matchAll(/[A-Za-z]+/g), ({ 0: word, index }): [string, KnownWord] => [
        word,
        { authors: authors.slice(index, index + word.length), line: line.replaceAll(/\s+/g, ''), at },
      ]),
    ),
  );

/**
 * The words whose line has stayed as it was, that have lost an author; none of the others may have got another.
 * Where a line itself has become another, which an editor that was killed does to the last one typed, unknown is right;
 * and where it has changed places with another since it was logged, a line diff finds one of the two.
 */
export function lost(before: KnownWords, now: KnownWords, logged: KnownWords): string[] {
  return Array.from(now).flatMap(([word, { authors, line, at }]) => {
    const known = before.get(word);
    if (known === undefined) return [];
    const mayBeUnknown = line !== known.line || hasMoved(at, logged, now);
    const isKept = Array.from(
      known.authors,
      (by, i) => by === '.' || by === authors[i] || (mayBeUnknown && authors[i] === '.'),
    ).every(Boolean);
    return isKept ? [] : [`${word}: ${known.authors} is ${authors} in ${line}`];
  });
}

function hasMoved(at: number, logged: KnownWords, now: KnownWords): boolean {
  const pairs = Array.from(now).flatMap(([word, one]) => {
    const known = logged.get(word);
    return known === undefined ? [] : [{ old: known.at, now: one.at }];
  });
  const own = pairs.find((pair) => pair.now === at);
  return own !== undefined && pairs.some((pair) => (pair.old - own.old) * (pair.now - own.now) < 0);
}

/** Words of a person's that are said to be a tool's, and the other way round. */
export const wrong = (now: KnownWords): string[] =>
  Array.from(now).flatMap(([word, { authors }]) =>
    authors.includes(/^[A-Z]/.test(word) ? 'a' : 'h') ? [`${word}: ${authors}`] : [],
  );
