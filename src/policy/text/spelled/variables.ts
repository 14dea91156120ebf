/** A value, and whether it stands in the text just so: then it is judged there. */
export interface Value {
  readonly text: string;
  readonly isWritten: boolean;
}

/** UTF-16 units. */
const LONGEST_VALUE = 512;

/** What is known of a variable's value at each place of a text. */
export class Variables {
  readonly #byName = new Map<string, { readonly at: number; readonly value: Value | undefined }[]>();

  get isEmpty(): boolean {
    return this.#byName.size === 0;
  }

  /** From `at` on the variable has this value, or one that nobody can tell from the text. In the text's order. */
  set(name: string, at: number, value: Value | undefined): void {
    const isUsable = value !== undefined && value.text !== '' && value.text.length <= LONGEST_VALUE;
    const states = this.#byName.get(name);
    if (states) states.push({ at, value: isUsable ? value : undefined });
    else if (isUsable) this.#byName.set(name, [{ at, value }]);
  }

  valueAt(name: string, offset: number): Value | undefined {
    const states = this.#byName.get(name);
    if (!states) return undefined;
    let low = 0;
    let high = states.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (states[middle]!.at <= offset) low = middle + 1;
      else high = middle;
    }
    return states[low - 1]?.value;
  }
}

/** The value of a variable to which something is added; undefined where either is not known. */
export const added = (before: Value | undefined, more: Value | undefined, glue = ''): Value | undefined =>
  before && more && { text: `${before.text}${glue}${more.text}`, isWritten: false };
