import type { RE2JS } from 're2js';

/** The part of an instruction of a re2js program that is shared: code points in pairs, or one alone; never written to. */
interface Step {
  runes: Int32Array;
}

/**
 * Which characters a step of a compiled program takes, each list once. re2js makes one a step, empty ones too, and such
 * an array takes more memory than all else of its step.
 */
export class SharedRanges {
  readonly #byCodes = new Map<string, Int32Array>();

  shareIn(compiled: RE2JS): void {
    for (const step of compiled.re2().prog.inst as Step[]) step.runes = this.#shared(step.runes);
  }

  #shared(runes: Int32Array): Int32Array {
    const key = runes.join();
    const known = this.#byCodes.get(key);
    if (known) return known;
    this.#byCodes.set(key, runes);
    return runes;
  }
}
