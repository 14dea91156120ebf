/** More keys than this and all are forgotten: keys come from whatever files somebody opens. */
const REMEMBERED = 4096;

/** Results of looking at the disk, each good for a while; those who ask together get one. */
export class PolicyMemo<T> {
  private readonly entries = new Map<string, { readonly value: Promise<T>; readonly at: number }>();

  constructor(
    private readonly maxAgeMs: number,
    private readonly clock: () => number,
  ) {}

  get(key: string, look: () => Promise<T>): Promise<T> {
    const known = this.entries.get(key);
    const now = this.clock();
    if (known && now - known.at < this.maxAgeMs) return known.value;
    if (this.entries.size >= REMEMBERED) this.entries.clear();
    const value = look();
    this.entries.set(key, { value, at: now });
    value.catch(() => {
      // Whoever asked hears of it; the next one looks again.
      if (this.entries.get(key)?.value === value) this.entries.delete(key);
    });
    return value;
  }

  clear(): void {
    this.entries.clear();
  }
}
