import { inkLength } from './ink';
import type { LabelledText } from './model';

const MAX_TEXTS = 32;
/** In UTF-16 units, all together. */
const MAX_LENGTH = 200_000;
/** Shorter texts come back by coincidence. */
const MIN_INK = 4;

/**
 * What was taken out of documents lately, so that text that is cut here and pasted there keeps its labels: the
 * paste brings the very same text, which is the evidence.
 */
export class RecentRemovals {
  private texts: readonly LabelledText[] = [];

  remember(removed: LabelledText): void {
    if (removed.text.length > MAX_LENGTH || inkLength(removed.text) < MIN_INK) return;
    const texts = [removed, ...this.texts.filter(({ text }) => text !== removed.text)].slice(0, MAX_TEXTS);
    let length = 0;
    this.texts = texts.filter(({ text }) => (length += text.length) <= MAX_LENGTH);
  }

  /** The last removed text that reads like this, line ends aside, for a change's `origin`. */
  find(inserted: string): LabelledText | undefined {
    const wanted = withoutReturns(inserted);
    return this.texts.find(({ text }) => withoutReturns(text) === wanted);
  }
}

const withoutReturns = (text: string): string => text.replaceAll('\r\n', '\n');
