/** Work on what comes in while it comes in: all that has come since the last batch was begun is the next one. */
export class Batches<T> {
  private waiting: T[] = [];
  private running: Promise<void> | undefined;

  /** @param work on one batch; never on two at once */
  constructor(private readonly work: (batch: readonly T[]) => Promise<void>) {}

  add(some: readonly T[]): void {
    if (some.length === 0) return;
    this.waiting.push(...some);
    if (this.running) return;
    this.running = this.run();
    // Whoever finishes is told.
    this.running.catch(() => undefined);
  }

  /** When all has been worked on. @throws what the work threw */
  async finish(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      await this.work(batch);
    }
    this.running = undefined;
  }
}
