import type { Match, Pattern } from '../pattern/pattern';
import type { Reach } from '../pattern/reach';
import { scan } from '../text/scan';
import type { Span, TextClass, View } from '../text/types';
import { changedSettings, readSettings, type Setting, type SettingChange } from '../text/settings';
import { makeView } from '../text/view';
import type { Window } from './window';

/** A window read in one language. Scanned only when a rule asks, and viewed once per set of classes. */
export class Side {
  #spans: readonly Span[] | undefined;
  #settings: readonly Setting[] | undefined;
  #changes: readonly SettingChange[] | undefined;
  readonly #views = new Map<string, View>();

  constructor(
    readonly window: Window,
    readonly language: string | undefined,
  ) {}

  /** What each stretch of the window is; read from the document's start, since that is where the state comes from. */
  get spans(): readonly Span[] {
    const { before, offset, text, beyond } = this.window;
    this.#spans ??= clip(scan(before.slice(0, offset) + text + beyond, this.language), offset, text.length);
    return this.#spans;
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

  view(classes: readonly TextClass[]): View {
    const key = classes.join();
    let view = this.#views.get(key);
    if (!view) {
      view = makeView(this.window.text, this.spans, classes, this.language);
      this.#views.set(key, view);
    }
    return view;
  }
}

/** How many lines above and below a literal of its pattern a match is looked for. */
const LINES_AROUND: Record<Reach, number> = { line: 0, near: 12, window: 60 };

/**
 * Matches of a pattern in a view of the side, view offsets. Run only on the lines around the pattern's literals, as
 * far as it can match from them.
 */
export function matchesIn(side: Side, view: View, pattern: Pattern): Match[] {
  if (!pattern.literals) return pattern.matches(view.text);
  const hits = side.window.hits.get(pattern) ?? [];
  return placesAround(view, hits, LINES_AROUND[pattern.reach]).flatMap((place) =>
    pattern
      .matches(view.text.slice(place.start, place.end))
      .map(({ start, end }) => ({ start: start + place.start, end: end + place.start })),
  );
}

/** The lines around the hits, view offsets; places that touch are one, so that no match is cut in two. */
function placesAround(view: View, hits: readonly number[], lines: number): Match[] {
  const places: Match[] = [];
  for (const hit of hits) {
    const at = viewOffset(view, hit);
    const { start, end } = view.around(at, at, lines);
    const last = places.at(-1);
    if (last && start <= last.end)
      places[places.length - 1] = { start: last.start, end: Math.max(end, last.end) };
    else places.push({ start, end });
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

function clip(spans: readonly Span[], offset: number, length: number): readonly Span[] {
  return spans
    .filter((span) => span.end > offset && span.start < offset + length)
    .map(({ start, end, kind }) => ({
      start: Math.max(0, start - offset),
      end: Math.min(length, end - offset),
      kind,
    }));
}
