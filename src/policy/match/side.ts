import type { Match, Pattern } from '../pattern/pattern';
import type { Reach } from '../pattern/reach';
import { canonicalLanguage } from '../text/languages';
import type { View } from '../text/types';
import { changedSettings, readSettings, type Setting, type SettingChange } from '../text/settings';
import { ReadText } from './readText';
import { spelledText, type SpelledText } from './spelledText';
import type { Window } from './window';

/** A window read in one language. */
export class Side extends ReadText {
  #settings: readonly Setting[] | undefined;
  #changes: readonly SettingChange[] | undefined;
  #spelled: { readonly text: SpelledText | undefined } | undefined;

  constructor(
    readonly window: Window,
    language: string | undefined,
  ) {
    super(window, language);
  }

  get settings(): readonly Setting[] {
    this.#settings ??= readSettings(this.window.text, this.spans, this.language);
    return this.#settings;
  }

  /** How the settings changed from the other side, which is always the same one. */
  settingsSince(old: Side): readonly SettingChange[] {
    this.#changes ??= changedSettings(old.settings, this.settings);
    return this.#changes;
  }

  /**
   * Canonical ids of the languages inside this one: of here-documents and programs that are handed to an interpreter.
   * What stands in prose is an example, and none.
   */
  get innerLanguages(): readonly string[] {
    if (this.language === 'markdown') return [];
    const all = [...this.embedded, ...(this.spelled?.embedded ?? [])];
    return [...new Set(all.map(({ language }) => canonicalLanguage(language)))];
  }

  /** Writes the window's text plainly. */
  spellOut(): SpelledText | undefined {
    this.#spelled ??= { text: spelledText(this) };
    return this.#spelled.text;
  }

  /** The text written plainly, if anything called for that. */
  get spelled(): SpelledText | undefined {
    return this.#spelled?.text;
  }
}

/** The two sides of an edit, read in one language. */
export interface SidePair {
  readonly newSide: Side;
  readonly oldSide: Side;
}

/** How many lines above and below a literal of its pattern a match is looked for. */
const LINES_AROUND: Record<Reach, number> = { line: 0, near: 12, window: 60 };

/**
 * Matches of a pattern in a view of a text, view offsets, one after another. Run only on the lines around the pattern's
 * literals, as far as it can match from them.
 * @param only tells of the lines, view offsets, whether they are to be looked at
 */
export function* matchesIn(
  read: ReadText,
  view: View,
  pattern: Pattern,
  only: (place: Match) => boolean = () => true,
): Generator<Match> {
  const { hits, effort } = read.judged;
  if (!pattern.literals) {
    yield* pattern.matches(view.text, effort);
    return;
  }
  for (const place of placesAround(view, hits.get(pattern) ?? [], LINES_AROUND[pattern.reach])) {
    if (!only(place)) continue;
    for (const { start, end } of pattern.matches(view.text.slice(place.start, place.end), effort))
      yield { start: start + place.start, end: end + place.start };
  }
}

/** The lines around the hits, view offsets; places that touch are one, so that no match is cut in two. */
function placesAround(view: View, hits: readonly number[], lines: number): Match[] {
  const places: { start: number; end: number }[] = [];
  let last: { start: number; end: number } | undefined;
  /** Source offset up to which the lines of the last hit are those of others. */
  let done = -1;
  for (const hit of hits) {
    if (hit < done) continue;
    const at = viewOffset(view, hit);
    const own = view.around(at, at, 0);
    done = view.sourceOffset(own.end);
    const { start, end } = lines === 0 ? own : view.around(at, at, lines);
    if (last && start <= last.end) last.end = Math.max(end, last.end);
    else places.push((last = { start, end }));
  }
  return places;
}

/** The view's first offset that stands at or behind a source offset. */
export function viewOffset(view: View, source: number): number {
  let low = 0;
  let high = view.text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (view.sourceOffset(middle) < source) low = middle + 1;
    else high = middle;
  }
  return low;
}
