/** A text called for more work than a verdict may take. */
export class TooMuchWork extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'TooMuchWork';
  }
}

/** The deadline of a verdict passed while it was made. */
export class TooLate extends Error {
  constructor() {
    super('judging took longer than it may');
    this.name = 'TooLate';
  }
}

/** Steps between two looks at the clock: some tenths of a millisecond. */
const STEPS_A_LOOK = 8_192;

/**
 * The work of one verdict, counted in steps, so that what is too much is the same on every machine; and its deadline,
 * looked at as the steps go by. A step is a character that is read once: some hundredths of a microsecond.
 */
export class Effort {
  #spent = 0;
  #next = STEPS_A_LOOK;

  /**
   * @param limit in steps
   * @param isLate whether the deadline has passed
   */
  constructor(
    readonly limit = Number.POSITIVE_INFINITY,
    private readonly isLate: () => boolean = () => false,
  ) {}

  get spent(): number {
    return this.#spent;
  }

  /** Whether nothing more can be done. */
  get isSpent(): boolean {
    return this.#spent > this.limit;
  }

  /** Throws `TooMuchWork` where the limit is reached, `TooLate` where the deadline has passed. */
  spend(steps: number): void {
    this.#spent += steps;
    if (this.#spent < this.#next) return;
    if (this.#spent > this.limit)
      throw new TooMuchWork(`the text calls for more than ${this.limit} steps of work`);
    this.#next = this.#spent + STEPS_A_LOOK;
    this.look();
  }

  /** Throws `TooLate` where the deadline has passed. */
  look(): void {
    if (this.isLate()) throw new TooLate();
  }
}
