/** Work on what comes in while it comes in: all that has come since the last batch was begun is the next one. */
export class Batches<T> {
  private waiting: T[] = [];
  private running: Promise<void> | undefined;
  private gathering: { readonly timer: NodeJS.Timeout; readonly done: () => void } | undefined;
  private isComplete = false;

  /**
   * @param work on one batch; never on two at once
   * @param gatherMs so long more is waited for before a batch is begun, since many small ones take longer
   */
  constructor(
    private readonly work: (batch: readonly T[]) => Promise<void>,
    private readonly gatherMs: number,
  ) {}

  add(some: readonly T[]): void {
    if (some.length === 0) return;
    this.waiting.push(...some);
    if (this.running) return;
    this.running = this.run();
    // Whoever finishes is told.
    this.running.catch(() => undefined);
  }

  /** When all has been worked on; nothing is added any more. @throws what the work threw */
  async finish(): Promise<void> {
    this.isComplete = true;
    clearTimeout(this.gathering?.timer);
    this.gathering?.done();
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      if (!this.isComplete) await this.gather();
      const batch = this.waiting;
      this.waiting = [];
      await this.work(batch);
    }
    this.running = undefined;
  }

  private gather(): Promise<void> {
    return new Promise((done) => {
      this.gathering = { timer: setTimeout(done, this.gatherMs), done };
    });
  }
}
