/** Random numbers that are the same for the same seed on every machine: mulberry32. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** From 0 to 1, 1 excluded. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to `n`, `n` excluded. */
  upTo(n: number): number {
    return Math.floor(this.next() * n);
  }

  pick<T>(all: readonly [T, ...T[]]): T {
    return all[this.upTo(all.length)] ?? all[0];
  }
}
