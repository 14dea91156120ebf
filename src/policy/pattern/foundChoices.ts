/** By choice, where its literals were found; for one text at a time. */
export type OffsetTable = (number[] | undefined)[];

/** Which choices a text holds, by their places in the prefilter's list, with an offset inside each of their literals. */
export class FoundChoices {
  /** In the order in which they were found. */
  readonly choices: number[] = [];

  /** @param offsets empty, with room for all choices, since looking one up is what takes the time */
  constructor(private readonly offsets: OffsetTable) {}

  add(choice: number, at: number): void {
    const offsets = this.offsets[choice];
    if (offsets) offsets.push(at);
    else {
      this.offsets[choice] = [at];
      this.choices.push(choice);
    }
  }

  /** Ascending; undefined where the text does not hold it. */
  offsetsOf(choice: number): readonly number[] | undefined {
    return this.offsets[choice];
  }

  /** Forgets all of it. @returns the table, empty again */
  clear(): OffsetTable {
    for (const choice of this.choices) this.offsets[choice] = undefined;
    this.choices.length = 0;
    return this.offsets;
  }
}
