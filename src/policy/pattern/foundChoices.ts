/** Which choices a text holds, by their places in the prefilter's list, with an offset inside each of their literals. */
export class FoundChoices {
  /** In the order in which they were found. */
  readonly choices: number[] = [];
  /** By choice; room for all is made at the first, since looking one up is what takes the time. */
  #offsets: (number[] | undefined)[] | undefined;

  /** @param count of all choices there are */
  constructor(private readonly count: number) {}

  add(choice: number, at: number): void {
    if (!this.#offsets) {
      this.#offsets = [];
      this.#offsets.length = this.count;
    }
    const all = this.#offsets;
    const offsets = all[choice];
    if (offsets) offsets.push(at);
    else {
      all[choice] = [at];
      this.choices.push(choice);
    }
  }

  /** Ascending; undefined where the text does not hold it. */
  offsetsOf(choice: number): readonly number[] | undefined {
    return this.#offsets?.[choice];
  }
}
