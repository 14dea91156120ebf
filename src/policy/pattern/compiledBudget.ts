import { SharedRanges } from './sharedRanges';

/** Something that holds a compiled program, and can make it again. */
export interface Holder {
  /** Lets the program go. */
  forget(): void;
}

/**
 * Bounds what compiled patterns hold together: those that were used longest ago are let go first. A text calls for a
 * few dozen of some thousand patterns, and the next text of the same document for the same ones.
 */
export class CompiledBudget {
  /** In the order of use, latest last. */
  readonly #sizes = new Map<Holder, number>();
  #total = 0;
  /** Of all programs under this budget; they come back whenever a program is made again. */
  readonly ranges = new SharedRanges();

  /** @param limit sum of the programs' sizes in steps; a step takes about 140 bytes */
  constructor(readonly limit: number) {}

  /** Notes that a holder's program, of that many steps, was used just now. */
  used(holder: Holder, size: number): void {
    const known = this.#sizes.get(holder);
    if (known === undefined) this.#total += size;
    else this.#sizes.delete(holder);
    this.#sizes.set(holder, size);
    if (this.#total > this.limit) this.#shrink(holder);
  }

  #shrink(latest: Holder): void {
    for (const [holder, size] of this.#sizes) {
      if (this.#total <= this.limit || holder === latest) return;
      this.#sizes.delete(holder);
      this.#total -= size;
      holder.forget();
    }
  }
}
