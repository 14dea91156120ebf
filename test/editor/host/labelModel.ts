/** A plain model of who wrote a text, one letter for each UTF-16 unit, to hold the real thing against. */

const isBlank = (unit: string): boolean => /\s/.test(unit);

/** What is compared: text, and the letters of all that is not white space, whose label decides nothing. */
export const inked = (text: string, letters: string): string =>
  [...letters].filter((_, i) => !isBlank(text[i] ?? '')).join('');

export class LabelModel {
  text = '';
  letters = '';
  /** Every state there was, by its text: an undo leads back to one of them. */
  private readonly states = new Map<string, Set<string>>();

  constructor() {
    this.remember();
  }

  replace(start: number, end: number, text: string, letter: string): void {
    this.letters = this.letters.slice(0, start) + letter.repeat(text.length) + this.letters.slice(end);
    this.text = this.text.slice(0, start) + text + this.text.slice(end);
    this.remember();
  }

  /** All that is not white space stays, in its order. */
  respace(text: string): void {
    const ink = inked(this.text, this.letters);
    let at = 0;
    this.letters = [...text].map((unit) => (isBlank(unit) ? '.' : (ink[at++] ?? '?'))).join('');
    this.text = text;
    this.remember();
  }

  /** The same lines, all different from each other, in another order. */
  reorder(text: string): void {
    const starts = new Map<string, number>();
    let offset = 0;
    for (const line of this.text.split('\n')) {
      starts.set(line, offset);
      offset += line.length + 1;
    }
    const letters = text.split('\n').map((line) => {
      const start = starts.get(line) ?? 0;
      return this.letters.slice(start, start + line.length);
    });
    this.letters = letters.join('.');
    this.text = text;
    this.remember();
  }

  /** After an undo, a redo or a revert. @returns whether there was such a state */
  goTo(text: string, letters: string): boolean {
    const known = this.states.get(text);
    if (!known?.has(inked(text, letters))) return false;
    this.text = text;
    this.letters = letters;
    return true;
  }

  /** Where a state first differs from one that there was with its text, for a message. */
  unlike(text: string, letters: string): string {
    const ink = inked(text, letters);
    const inkText = inked(text, text);
    const known = [...(this.states.get(text) ?? [])];
    if (known.length === 0) return `no such text, ${JSON.stringify(text.slice(0, 200))}`;
    return known
      .map((one) => {
        const at = [...ink].findIndex((letter, i) => letter !== one[i]);
        const around = (all: string): string => all.slice(Math.max(0, at - 30), at + 10);
        return `${around(inkText)} is ${around(ink)}, was ${around(one)}`;
      })
      .join('; ');
  }

  private remember(): void {
    const known = this.states.get(this.text) ?? new Set();
    this.states.set(this.text, known.add(inked(this.text, this.letters)));
  }
}
