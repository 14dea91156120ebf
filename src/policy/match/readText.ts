import type { Effort } from '../pattern/effort';
import type { Pattern } from '../pattern/pattern';
import { canonicalLanguage } from '../text/languages';
import { scanWhole } from '../text/scan';
import type { Embedded, Span, TextClass, View } from '../text/types';
import { makeView } from '../text/view';
import type { Found } from './places';
import { Surroundings } from './surroundings';

/** Which alternatives of which patterns have all their literals in a text. */
export type Hits = Map<Pattern, Found[]>;

/** A stretch of a document that is judged, and what has to be read with it. */
export interface JudgedText {
  readonly text: string;
  /** The document before, up to `offset` and further. */
  readonly before: string;
  /** Offset of the text in the document. */
  readonly offset: number;
  /** What follows: not judged, but it tells where a comment or string that is open at the end ends. */
  readonly beyond: string;
  /** What the prefilter found in the text; a pattern with literals that is not in it matches nowhere. */
  readonly hits: Hits;
  /** What reading it takes is counted here. */
  readonly effort: Effort;
}

/** A text read in one language. Scanned only when a rule asks, and viewed once per set of classes. */
export class ReadText {
  #scanned: { readonly spans: readonly Span[]; readonly embedded: readonly Embedded[] } | undefined;
  readonly #views = new Map<string, View>();
  readonly #surroundings = new Map<View, Surroundings>();

  constructor(
    readonly judged: JudgedText,
    readonly language: string | undefined,
  ) {}

  /** What each stretch of the text is. */
  get spans(): readonly Span[] {
    return this.#scan().spans;
  }

  /** Stretches of the text in other languages. */
  get embedded(): readonly Embedded[] {
    return this.#scan().embedded;
  }

  /** Reads from the document's start, since that is where the state comes from. */
  #scan() {
    if (!this.#scanned) {
      const { before, offset, text, beyond, effort } = this.judged;
      effort.spend(offset + text.length + beyond.length);
      const { spans, embedded } = scanWhole(before.slice(0, offset) + text + beyond, this.language);
      this.#scanned = {
        spans: clip(spans, offset, text.length),
        embedded: clip(embedded, offset, text.length),
      };
    }
    return this.#scanned;
  }

  /** Whether what stands at an offset is in one of these languages: the text's own, or one inside it. */
  isIn(languages: ReadonlySet<string>, offset: number): boolean {
    if (this.language !== undefined && languages.has(this.language)) return true;
    return this.embedded.some(
      ({ start, end, language }) =>
        start <= offset && offset < end && languages.has(canonicalLanguage(language)),
    );
  }

  view(classes: readonly TextClass[]): View {
    const key = classes.join();
    let view = this.#views.get(key);
    if (!view) {
      this.judged.effort.spend(this.judged.text.length);
      view = makeView(this.judged.text, this.spans, classes, this.language, this.embedded);
      this.#views.set(key, view);
    }
    return view;
  }

  /** Of places in one of its views. */
  surroundings(view: View): Surroundings {
    let known = this.#surroundings.get(view);
    if (!known) this.#surroundings.set(view, (known = new Surroundings(view, this.judged.effort)));
    return known;
  }
}

function clip<T extends { readonly start: number; readonly end: number }>(
  stretches: readonly T[],
  offset: number,
  length: number,
): readonly T[] {
  return stretches
    .filter(({ start, end }) => end > offset && start < offset + length)
    .map((stretch) => ({
      ...stretch,
      start: Math.max(0, stretch.start - offset),
      end: Math.min(length, stretch.end - offset),
    }));
}
