import { canonicalLanguage } from '../text/languages';
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
    const { changedStart: start, changedEnd: end } = this.window;
    this.#spelled ??= { text: spelledText(this, { start, end }) };
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
