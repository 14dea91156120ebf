import type { Match, Pattern } from '../pattern/pattern';
import type { View } from '../text/types';
import { placesOf } from './places';
import type { ReadText } from './readText';

/**
 * Matches of a pattern in a view of a text, view offsets, one after another.
 * @param only tells of the lines, view offsets, whether they are to be looked at
 */
export function matchesIn(
  read: ReadText,
  view: View,
  pattern: Pattern,
  only: (place: Match) => boolean = everywhere,
): Iterable<Match> {
  // Most patterns of a rule have nothing to be looked for.
  const isTried = pattern.isTriedEverywhere || read.judged.hits.has(pattern);
  return isTried ? matchesAt(read, view, pattern, only) : NONE;
}

const NONE: readonly Match[] = [];
const everywhere = (): boolean => true;

function* matchesAt(
  read: ReadText,
  view: View,
  pattern: Pattern,
  only: (place: Match) => boolean,
): Generator<Match> {
  const { hits, effort } = read.judged;
  if (pattern.isTriedEverywhere) {
    yield* pattern.matches(view.text, effort);
    return;
  }
  for (const place of placesOf(view, hits.get(pattern) ?? [])) {
    if (!only(place)) continue;
    for (const { start, end } of pattern.matches(view.text.slice(place.start, place.end), effort))
      yield { start: start + place.start, end: end + place.start };
  }
}
