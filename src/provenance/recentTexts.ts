import { inkLength } from './ink';
import type { LabelledText } from './model';

const MAX_TEXTS = 32;
/** In UTF-16 units, all together. */
const MAX_LENGTH = 200_000;
/** Shorter texts come back by coincidence. */
const MIN_INK = 4;

/**
 * What was taken out of documents or copied in them lately, so that text that is pasted elsewhere keeps its labels: the
 * paste brings the very same text, which is the evidence.
 */
export class RecentTexts {
  private texts: readonly LabelledText[] = [];

  remember(one: LabelledText): void {
    if (one.text.length > MAX_LENGTH || inkLength(one.text) < MIN_INK) return;
    const texts = [one, ...this.texts.filter(({ text }) => text !== one.text)].slice(0, MAX_TEXTS);
    let length = 0;
    this.texts = texts.filter(({ text }) => (length += text.length) <= MAX_LENGTH);
  }

  /** The last text that reads like this, line ends aside, for a change's `origin`. */
  find(inserted: string): LabelledText | undefined {
    const wanted = withoutReturns(inserted);
    return this.texts.find(({ text }) => withoutReturns(text) === wanted);
  }
}

const withoutReturns = (text: string): string => text.replaceAll('\r\n', '\n');
